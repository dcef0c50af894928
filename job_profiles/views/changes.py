"""« Proposer une modification » : asking for one, the public list, the owner's answer."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import TooMany, spend
from core.pagination import page_by_key
from job_profiles.actions import changes as actions
from job_profiles.enums import Article, ChangeState
from job_profiles.forms.consultations import ChangeAnswerForm, ChangeForm
from job_profiles.models import JobProfile
from job_profiles.permissions import owns_profiles
from job_profiles.queries import changes as queries
from job_profiles.queries import texts
from job_profiles.views.consultations import add_refusal
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN = 20
PROPOSALS, PROPOSALS_IN_SECONDS = 10, 3600


@member_view("GET")
def change_list(request: "MemberRequest") -> HttpResponse:
    """Every proposal with its state and answer: `?etat=`, `?profil=`, `?a=moi`."""
    state, key = request.GET.get("etat", ""), request.GET.get("profil", "")
    mine = request.person if request.GET.get("a") == "moi" else None
    rows = queries.narrowed(queries.visible_to(request.person), state=state, profile=key, mine=mine)
    page = page_by_key(rows, keys=("-created_at", "-id"), cursor=request.GET.get("avant") or None, size=SHOWN)
    context = {
        "page": page,
        "tabs": _tabs(state, key, mine=mine is not None),
        "kept": urlencode({"etat": state, "profil": key, "a": "moi" if mine else ""}),
        "profile": JobProfile.objects.filter(key=key).first() if key else None,
    }
    return render(request, "job_profiles/change_list.html", context)


def _tabs(state: str, key: str, *, mine: bool) -> list[dict[str, Any]]:
    """All, by state, one's own; the profile that is asked for stays."""
    shown = (ChangeState.OPEN, ChangeState.ACCEPTED, ChangeState.DECLINED)
    asked: list[tuple[Any, dict[str, str]]] = (
        [(_("Toutes"), {})] + [(one.label, {"etat": one.value}) for one in shown] + [(_("Les miennes"), {"a": "moi"})]
    )
    here = {"a": "moi"} if mine else ({"etat": state} if state else {})
    kept = {"profil": key} if key else {}
    return [{"label": label, "url": f"?{urlencode(one | kept)}", "current": one == here} for label, one in asked]


@member_view("GET", "POST")
def change_create(request: "MemberRequest", key: str) -> HttpResponse:
    """Ask for a change of the version that one reads. `?article=` chooses beforehand."""
    profile = JobProfile.objects.get(key=key)
    version = queries.discussed(profile)
    if version is None:
        raise Http404
    form = ChangeForm(request.POST or None, initial={"article": request.GET.get("article", Article.MISSION.value)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                spend("proposer-profil", request.person.pk, limit=PROPOSALS, seconds=PROPOSALS_IN_SECONDS)
                change = actions.propose(by=request.person, version=version, at=timezone.now(), **form.cleaned_data)
            except TooMany as refusal:
                form.add_error(None, refusal.sentence)
                status = 429
            except ValidationError as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("Merci\xa0: votre proposition est transmise. La réponse viendra ici."))
                return redirect(request, reverse("job_profiles:change-detail", args=[change.pk]))
    context = {"profile": profile, "version": version, "form": form, "rows": texts.rows_of(texts.snapshot(version))}
    return render(request, "job_profiles/change_form.html", context, status=status)


@member_view("GET", "POST")
def change_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """One proposal; the owner answers it here (`suite`: retenir or ecarter)."""
    change = queries.visible_to(request.person).get(pk=pk)
    form = ChangeAnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        typed = request.POST.get("answer", "")
        try:
            accept = request.POST.get("suite") == "retenir"
            actions.answer_change(by=request.person, change=change, accept=accept, answer=typed, at=timezone.now())
        except ValidationError as refusal:
            if form.is_valid():
                add_refusal(form, refusal)
        else:
            messages.success(request, _("Votre réponse est envoyée."))
            return redirect(request, reverse("job_profiles:change-detail", args=[change.pk]))
    article = [row for row in texts.rows_of(texts.snapshot(change.version)) if row.article == change.article]
    context = {
        "change": change,
        "form": form,
        "article": article,
        "may_answer": change.state == ChangeState.OPEN and owns_profiles(request.person),
        "may_withdraw": change.state == ChangeState.OPEN and change.author_id == request.person.pk,
    }
    return render(request, "job_profiles/change_detail.html", context, status=status)


@member_view("POST")
def change_withdraw(request: "MemberRequest", pk: int) -> HttpResponse:
    change = queries.visible_to(request.person).get(pk=pk)
    actions.withdraw_change(by=request.person, change=change, at=timezone.now())
    messages.success(request, _("Votre proposition est retirée."))
    return redirect(request, f"{reverse('job_profiles:change-list')}?a=moi")
