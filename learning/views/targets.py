"""Choosing what the diagnostic aims at, with what it will take."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from core.pagination import page_by_key
from job_profiles.models import JobProfile
from job_profiles.queries import profiles
from learning.actions import runs as actions
from learning.enums import TargetKind
from learning.forms.targets import CountedForm, LevelsForm
from learning.models import Campaign
from learning.queries import targets
from learning.queries.diagnostics import invitations_of
from learning.queries.runs import open_run
from learning.views.entry import act, switched_off
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

KINDS = {"moi": TargetKind.MINE, "autre": TargetKind.OTHER, "competences": TargetKind.COMPETENCIES}
PROFILES_SHOWN = 20


@member_view("GET", "POST")
def run_start(request: "MemberRequest") -> HttpResponse:
    """`?cible=`: moi, autre (`&profil=` its key, `&q=` words to look for) or competences; `?campagne=`: the one to answer
    for. A POST begins."""
    if (off := switched_off(request)) is not None:
        return off
    if (run := open_run(request.person)) is not None:
        messages.info(
            request, _("Un diagnostic est déjà en cours\xa0: terminez-le ou supprimez-le avant d’en choisir un autre.")
        )
        return redirect(request, reverse("learning:diagnostic-home") if request.method == "GET" else _question(run.pk))
    invitations = invitations_of(request.person, timezone.localdate())
    asked = next((one for one in invitations if str(one.pk) == request.GET.get("campagne")), None)
    kind = KINDS.get(request.GET.get("cible", ""), TargetKind.MINE)
    if kind == TargetKind.COMPETENCIES:
        return _single_competencies(request, invitations, asked)
    return _profile(request, kind, invitations, asked)


def _question(pk: int) -> str:
    return reverse("learning:run-question", args=[pk])


def _profile(
    request: "MemberRequest", kind: TargetKind, invitations: list[Campaign], asked: Campaign | None
) -> HttpResponse:
    """One's own, or the one that was chosen; else the list to choose from."""
    mine = kind == TargetKind.MINE
    profile = profiles.held_by(request.person) if mine else _chosen(request)
    context: dict[str, Any] = {"kind": kind, "profile": profile, "asked": asked}
    if profile is None:
        return _render(request, context if mine else context | _profiles_found(request))
    data = request.POST if request.method == "POST" else None
    form = CountedForm(data, invitations=invitations, asked=asked, mine=mine)
    campaign = form.campaign if form.is_valid() else asked
    version = targets.version_of(profile, campaign)
    pace = targets.pace_of(request.person)
    target = targets.profile_target(version, targets.bank_for(campaign), pace) if version else None
    if request.method == "POST" and target and form.is_valid():
        begun = _begin(request, form, kind=kind, levels=target.levels, version=version, essential=target.essential)
        if begun is not None:
            return begun
    status = 422 if request.method == "POST" else 200
    return _render(request, context | {"form": form, "target": target}, status=status)


def _chosen(request: "MemberRequest") -> JobProfile | None:
    """Raises DoesNotExist for a profile that the person may not know of."""
    key = request.GET.get("profil", "")
    return profiles.profile_read_by(request.person, key)[0] if key else None


def _profiles_found(request: "MemberRequest") -> dict[str, Any]:
    text = request.GET.get("q", "").strip()[:100]
    found = profiles.profiles(request.person, text)
    page = page_by_key(found, keys=profiles.ORDER, cursor=request.GET.get("apres") or None, size=PROFILES_SHOWN)
    versions = profiles.standing_versions(one.pk for one in page.items)
    rows = [(one, versions[one.pk]) for one in page.items if one.pk in versions]
    return {"page": page, "rows": rows, "query": text}


def _single_competencies(request: "MemberRequest", invitations: list[Campaign], asked: Campaign | None) -> HttpResponse:
    proposed = targets.proposed_levels(targets.own_version(request.person))
    data = request.POST if request.method == "POST" else request.GET if "compte" in request.GET else None
    groups = targets.choices(targets.bank_for(None), proposed)
    form = LevelsForm(data, groups=groups, invitations=invitations, asked=asked)
    if request.method == "POST" and form.is_valid():
        begun = _begin(request, form, kind=TargetKind.COMPETENCIES, levels=form.levels)
        if begun is not None:
            return begun
    context = {
        "kind": TargetKind.COMPETENCIES,
        "form": form,
        "asked": asked,
        "forecast": targets.forecast_of(form.ticked, targets.pace_of(request.person)),
    }
    status = 422 if request.method == "POST" else 200
    return _render(request, context, fragment="forecast", status=status)


def _begin(request: "MemberRequest", form: CountedForm, **target: Any) -> HttpResponse | None:
    """The first statement; None when it was refused, with the reason in the form."""
    act(request.person)
    try:
        run = actions.start_run(
            person=request.person, campaign=form.campaign, counted=form.counted, at=timezone.now(), **target
        )
    except actions.RunRefused as refusal:
        if (known := open_run(request.person)) is not None:
            return redirect(request, _question(known.pk))
        form.add_error(None, str(refusal))
        return None
    return redirect(request, _question(run.pk))


def _render(
    request: "MemberRequest", context: dict[str, Any], *, fragment: str | None = None, status: int = 200
) -> HttpResponse:
    also = f"&campagne={context['asked'].pk}" if context["asked"] else ""
    tabs = [
        {"label": label, "url": f"?cible={word}{also}", "count": 0, "current": context["kind"] == KINDS[word]}
        for word, label in (("moi", _("Mon profil")), ("autre", _("Un autre profil")), ("competences", _("Des compétences")))
    ]
    return render(
        request,
        "learning/run_start.html",
        context | {"tabs": tabs, "level_names": level_names()},
        fragment=fragment,
        status=status,
    )
