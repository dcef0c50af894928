"""Drafts: the owner's desk, opening, the preview, what changes, throwing away. Writing stands in draft_form."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from job_profiles.actions import drafting, profiles
from job_profiles.forms.drafting import ProfileForm
from job_profiles.models import ChangeProposal, JobProfile, ProfileVersion
from job_profiles.permissions import can_edit, owns_profiles
from job_profiles.queries import drafting as queries
from job_profiles.queries import texts
from job_profiles.queries.lacking import lacking
from job_profiles.queries.profiles import targets_of
from job_profiles.queries.versions import moves_of
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest
    from people.models import Person


def own(person: "Person") -> None:
    """Raises PermissionDenied for who does not own profiles."""
    if not owns_profiles(person):
        raise PermissionDenied(_("Les ébauches sont l’affaire des personnes responsables des profils d’emploi."))


def draft_of(person: "Person", pk: int) -> ProfileVersion:
    """The version in the making. Raises DoesNotExist for who may not see it, PermissionDenied for who does not write it."""
    version = queries.visible_to(person).get(pk=pk)
    own(person)
    return version


@member_view("GET")
def draft_list(request: "MemberRequest") -> HttpResponse:
    """The owner's desk: everything under way with its next step, what waits, and where to begin."""
    own(request.person)
    context = {
        "rows": queries.desk(),
        "free": queries.without_draft(),
        "changes": ChangeProposal.objects.filter(state="open").count(),
    }
    return render(request, "job_profiles/draft_list.html", context)


@member_view("POST")
def draft_open(request: "MemberRequest") -> HttpResponse:
    """Open the draft of a profile, or find the one that there is."""
    own(request.person)
    profile = JobProfile.objects.get(key=request.POST.get("profil", ""))
    version = drafting.open_draft(by=request.person, profile=profile, at=timezone.now())
    return redirect(request, reverse("job_profiles:draft-edit", args=[version.pk]))


@member_view("GET", "POST")
def draft_create(request: "MemberRequest") -> HttpResponse:
    """A new profile, and its first draft."""
    own(request.person)
    form = ProfileForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                profile = profiles.create_profile(by=request.person, **form.cleaned_data)
            except ValidationError as refusal:
                for name, words in refusal.message_dict.items():
                    form.add_error(name if name in form.fields else None, words)  # type: ignore[arg-type]
            else:
                version = drafting.open_draft(by=request.person, profile=profile, at=timezone.now())
                return redirect(request, reverse("job_profiles:draft-edit", args=[version.pk]))
    return render(request, "job_profiles/profile_form.html", {"form": form, "profile": None}, status=status)


@member_view("GET", "POST")
def profile_edit(request: "MemberRequest", key: str) -> HttpResponse:
    """Name, code, family, rank, job class and CNP of a profile that exists."""
    own(request.person)
    profile = JobProfile.objects.get(key=key)
    form = ProfileForm(request.POST or None, profile=profile)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                profiles.edit_profile(by=request.person, profile=profile, at=timezone.now(), **form.cleaned_data)
            except ValidationError as refusal:
                for name, words in refusal.message_dict.items():
                    form.add_error(name if name in form.fields else None, words)  # type: ignore[arg-type]
            else:
                messages.success(request, _("Enregistré\xa0: toutes les versions du profil le disent."))
                return redirect(request, profile.get_absolute_url())
    return render(request, "job_profiles/profile_form.html", {"form": form, "profile": profile}, status=status)


@member_view("GET")
def draft_preview(request: "MemberRequest", pk: int) -> HttpResponse:
    """The draft as its readers will find it."""
    version = queries.visible_to(request.person).get(pk=pk)
    context = {
        "version": version,
        "can_edit": can_edit(request.person, version),
        "lacking": lacking(version),
        "level_names": level_names(),
        "groups": targets_of(version),
        "moves": moves_of(version),
    }
    return render(request, "job_profiles/draft_preview.html", context)


@member_view("GET")
def draft_compare(request: "MemberRequest", pk: int) -> HttpResponse:
    """Beside the version in force, article by article."""
    version = queries.visible_to(request.person).get(pk=pk)
    before = queries.before(version)
    old = texts.snapshot(before) if before else {}
    new = texts.snapshot(version)
    context = {
        "version": version,
        "before": before,
        "sides": side_by_side(old, new),
        "can_edit": can_edit(request.person, version),
    }
    return render(request, "job_profiles/draft_compare.html", context)


def side_by_side(old: texts.Snapshot, new: texts.Snapshot) -> list[dict[str, Any]]:
    """Row by row: what was, what is, what changed (None: nothing); rows that went stand where they were."""
    was, now = ({row.key: row for row in texts.rows_of(text)} for text in (old, new))
    changed = texts.compared(old, new)
    keys = list(now) + [key for key in was if key not in now]
    place = {key: number for number, key in enumerate(texts.ordered(keys))}
    return [
        {"label": (now.get(key) or was[key]).label, "was": was.get(key), "now": now.get(key), "changed": changed.get(key)}
        for key in sorted(keys, key=lambda key: place[key])
    ]


@member_view("POST")
def draft_discard(request: "MemberRequest", pk: int) -> HttpResponse:
    """Throw the draft away; one that ministries were consulted on is retired with its answers."""
    version = draft_of(request.person, pk)
    gone = drafting.throw_away(
        by=request.person, version=version, reason=request.POST.get("motif", "")[:1000].strip(), at=timezone.now()
    )
    words = _("L’ébauche est jetée.") if gone else _("La version est retirée\xa0: ses réponses et son journal restent.")
    messages.success(request, words)
    return redirect(request, reverse("job_profiles:draft-list"))
