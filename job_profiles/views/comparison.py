"""The assistant's proposals: begun, followed, looked through, decided on."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.htmx import is_htmx, redirect, render
from job_profiles import permissions
from job_profiles.actions import comparison
from job_profiles.enums import JobState, Verdict
from job_profiles.models import ImpliedCompetency
from job_profiles.queries import comparison as queries
from job_profiles.queries import descriptions as description_queries
from job_profiles.views.descriptions import tabs
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _reader(request: "MemberRequest") -> None:
    """Proposals span ministries: owners and the strategic team read them."""
    if not (permissions.owns_profiles(request.person) or permissions.may_decide(request.person)):
        raise PermissionDenied(_("Les rapprochements se lisent par les responsables de profils et l’équipe stratégique."))


@member_view("GET")
def pair_list(request: "MemberRequest") -> HttpResponse:
    """Near-duplicates by group; the page asks again by itself while a comparison runs."""
    _reader(request)
    query = request.GET
    verdict = query.get("avis", "")
    asked = queries.Asked(
        text=query.get("q", "").strip()[:80],
        organisation=query.get("organisme", "")[:20],
        verdict=verdict if verdict in Verdict.values else Verdict.OPEN,
        cursor=query.get("apres") or None,
    )
    page, run, counts = queries.pairs(asked), queries.latest_run(), queries.pair_counts()
    busy = run is not None and run.state in (JobState.WAITING, JobState.RUNNING)
    if is_htmx(request) and "vide" in query and not busy:  # nobody reads an empty list: what was found replaces it
        return redirect(request, reverse("job_profiles:pair-list"))
    context = {
        "asked": asked,
        "groups": queries.grouped(page.items),
        "run": run,
        "busy": busy,
        "verdicts": [
            {
                "label": label,
                "url": _address(asked, avis=value),
                "count": counts.get(value, 0),
                "current": value == asked.verdict,
            }
            for value, label in _verdicts()
        ],
        "organisations": description_queries.organisations_with(request.person),
        "next_url": _address(asked, apres=page.next_cursor) if page.next_cursor else "",
        "first_url": _address(asked) if asked.cursor else "",
        "tabs": tabs(request, "pairs"),
        "owns": permissions.owns_profiles(request.person),
        # Verdicts lead back to the same page of the same list.
        "back": f"?{urlencode({'retour': request.get_full_path()})}",
        "narrowed": bool(asked.text or asked.organisation),
        "clear_url": _address(asked, q="", organisme=""),
    }
    return render(request, "job_profiles/pair_list.html", context, fragment="run")


def _verdicts() -> list[tuple[str, str]]:
    """The lists of proposals, by what was said of them."""
    return [
        (Verdict.OPEN.value, _("À examiner")),
        (Verdict.ACCEPTED.value, _("Retenues")),
        (Verdict.DISMISSED.value, _("Écartées")),
    ]


def _address(asked: queries.Asked, **changes: str) -> str:
    values = {"q": asked.text, "organisme": asked.organisation, "avis": str(asked.verdict)} | changes
    return f"{reverse('job_profiles:pair-list')}?{urlencode({key: one for key, one in values.items() if one})}"


@member_view("POST")
def run_start(request: "MemberRequest") -> HttpResponse:
    """Begin a comparison."""
    _reader(request)
    try:
        comparison.start(by=request.person, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, reverse("job_profiles:pair-list"))


@member_view("POST")
def pair_decide(request: "MemberRequest", pk: int) -> HttpResponse:
    """Keep or dismiss a near-duplicate (`avis`); it can be undone from the message."""
    _reader(request)
    pair = queries.pair_for_page(pk)
    here = reverse("job_profiles:pair-decide", args=[pk])
    verdict = request.POST.get("avis") or request.GET.get("avis", "")
    try:
        comparison.decide_pair(by=request.person, pair=pair, verdict=verdict, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return _back(request)
    _say(request, verdict, f"{here}?{urlencode({'avis': pair.verdict, 'retour': _return(request)})}")
    return _back(request)


@member_view("POST")
def sentence_decide(request: "MemberRequest", pk: int, place: int) -> HttpResponse:
    """Keep or dismiss one sentence that two descriptions share."""
    _reader(request)
    pair = queries.pair_for_page(pk)
    here = reverse("job_profiles:sentence-decide", args=[pk, place])
    verdict = request.POST.get("avis") or request.GET.get("avis", "")
    try:
        comparison.decide_sentence(by=request.person, pair=pair, place=place, verdict=verdict)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return _back(request)
    before = pair.shared[place].get("verdict", Verdict.OPEN.value)
    _say(request, verdict, f"{here}?{urlencode({'avis': before, 'retour': _return(request)})}")
    return _back(request)


@member_view("POST")
def implied_decide(request: "MemberRequest", pk: int) -> HttpResponse:
    """Keep or dismiss a competency that a description seems to ask for."""
    _reader(request)
    implied = ImpliedCompetency.objects.select_related("description").get(pk=pk)
    here = reverse("job_profiles:implied-decide", args=[pk])
    verdict = request.POST.get("avis") or request.GET.get("avis", "")
    try:
        comparison.decide_implied(by=request.person, implied=implied, verdict=verdict, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(request, implied.description.get_absolute_url())
    _say(request, verdict, f"{here}?{urlencode({'avis': implied.verdict})}")
    return redirect(request, implied.description.get_absolute_url())


def _say(request: "MemberRequest", verdict: str, undo: str) -> None:
    words = {
        Verdict.ACCEPTED.value: _("La proposition est retenue."),
        Verdict.DISMISSED.value: _("La proposition est écartée."),
    }.get(verdict, _("La proposition est de nouveau à examiner."))
    messages.success(request, words, extra_tags=f"undo={undo}")


def _return(request: "MemberRequest") -> str:
    """The page of the list where one was."""
    wanted = request.POST.get("retour") or request.GET.get("retour", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("job_profiles:pair-list")


def _back(request: "MemberRequest") -> HttpResponse:
    return redirect(request, _return(request))
