"""What I missed: the page, « Tout marquer comme lu », its undoing."""

import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.actions import catch_up as actions
from community.queries import catch_up
from community.queries import spaces as space_queries
from community.views.entry import member_view, small_act
from core.htmx import redirect, render
from core.rules.languages import html_language

if TYPE_CHECKING:
    from people.middleware import MemberRequest

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@member_view("GET")
def missed(request: "MemberRequest") -> HttpResponse:
    """`?periode=` absence, 7, 14, 30; `?espace=` a slug; `?avant=` a cursor."""
    now = timezone.now()
    mine = space_queries.mine(request.person, at=now)
    chosen = _chosen(mine, request.GET.get("espace", ""))
    period = catch_up.period_of(request.person, request.GET.get("periode", ""), at=now, space=chosen.pk if chosen else 0)
    page = catch_up.page(request.person, period, request.GET.get("avant"))
    narrowed = {"periode": period.key} | ({"espace": chosen.slug} if chosen else {})
    words = _words()
    context = {
        "page": page,
        "lines": [_line(thing, words) for thing in page.rows],
        "period": period,
        "periods": _periods(period, chosen, absence=period.away),
        "spaces": _spaces(mine, period, chosen),
        "chosen": chosen,
        "until": (period.until - _EPOCH) // dt.timedelta(microseconds=1),
        "older_url": f"?{urlencode(narrowed | {'avant': page.next_cursor})}" if page.next_cursor else "",
        "newer_url": f"?{urlencode(narrowed)}" if request.GET.get("avant") else "",
    }
    return render(request, "community/catch_up.html", context, fragment="missed")


def _words() -> dict[str, tuple[str, str]]:
    """Why a thing stands on the page: icon and words, worked out once for all rows."""
    return {
        "named": ("at-sign", _("On vous y nomme")),
        "mine": ("message-square-reply", _("C’est votre fil")),
        "sheet": ("file-check", _("Nouvelle fiche de pratique dans votre espace")),
        "answered": ("circle-check", _("Une réponse a réglé la question ou aidé quelqu’un")),
        "followed": ("bell-ring", _("Vous suivez ce fil, son sujet ou la personne qui l’a ouvert")),
        "people": ("users", _("%(count)d personnes y ont écrit")),
        "place": ("users", _("Dans un de vos espaces")),
    }


def _line(thing: catch_up.MissedThing, words: dict[str, tuple[str, str]]) -> dict[str, Any]:
    reason = thing.why
    icon, why = words[reason]
    return {
        "url": thing.url,
        "title": thing.title,
        "language": html_language(thing.language),
        "place": thing.space,
        "at": thing.missed.at,
        "icon": icon,
        "why": why % {"count": thing.missed.people} if reason == "people" else why,
        "count": _count(thing),
    }


def _count(thing: catch_up.MissedThing) -> str:
    number = thing.missed.replies
    if number >= catch_up.MOST_REPLIES:
        return _("%(count)d nouvelles réponses ou plus") % {"count": catch_up.MOST_REPLIES}
    if number:
        return ngettext("%(count)d nouvelle réponse", "%(count)d nouvelles réponses", number) % {"count": number}
    return _("Nouveau") if thing.kind == "thread" else ""


def _chosen(mine: list[space_queries.MySpace], slug: str) -> space_queries.MySpace | None:
    return next((space for space in mine if space.slug == slug), None)


def _spaces(mine: list[space_queries.MySpace], period: catch_up.Period, chosen: Any) -> list[dict[str, Any]]:
    if not mine:
        return []
    every = f"?periode={period.key}"
    rows = [{"label": _("Tous mes espaces"), "url": every, "current": chosen is None}]
    return rows + [
        {"label": space.name, "url": f"{every}&espace={space.slug}", "current": space is chosen} for space in mine
    ]


def _periods(period: catch_up.Period, chosen: Any, *, absence: bool) -> list[dict[str, Any]]:
    rows = [("absence", _("Depuis ma dernière visite"))] if absence else []
    rows += [("7", _("7 jours")), ("14", _("14 jours")), ("30", _("30 jours"))]
    place = {"espace": chosen.slug} if chosen else {}
    return [
        {"label": label, "url": f"?{urlencode({'periode': key} | place)}", "current": key == period.key}
        for key, label in rows
    ]


@member_view("POST")
def settle(request: "MemberRequest") -> HttpResponse:
    """Everything that the page lists is read, up to the moment `jusqua` when it was shown."""
    small_act(request.person)
    now = timezone.now()
    chosen = _chosen(space_queries.mine(request.person, at=now), request.POST.get("espace", ""))
    shown_at = min(_moment(request.POST.get("jusqua", "")) or now, now)
    period = catch_up.period_of(request.person, request.POST.get("periode", ""), at=now, space=chosen.pk if chosen else 0)
    period = catch_up.Period(period.key, period.since, shown_at, period.settled, period.space)
    number = actions.settle(by=request.person, period=period, at=now)
    space_queries.forget_mine(request.person.pk)
    undo = f"{reverse('community:catch-up-undo')}?le={(now - _EPOCH) // dt.timedelta(microseconds=1)}"
    words = ngettext("%(count)d fil est marqué comme lu.", "%(count)d fils sont marqués comme lus.", number)
    messages.success(request, words % {"count": number}, extra_tags=f"undo={undo}")
    return redirect(request, reverse("community:catch-up"))


@member_view("POST")
def unsettle(request: "MemberRequest") -> HttpResponse:
    """Undo « Tout marquer comme lu » of the moment `le`; only one's own."""
    small_act(request.person)
    moment = _moment(request.GET.get("le", ""))
    if moment is None:
        raise Http404
    actions.unsettle(by=request.person, settled_at=moment)
    space_queries.forget_mine(request.person.pk)
    messages.success(request, _("Les marques de lecture sont revenues où elles étaient."))
    return redirect(request, reverse("community:catch-up"))


def _moment(value: str) -> dt.datetime | None:
    """Microseconds of the epoch, or None."""
    if not (value.isdigit() and len(value) <= 16):
        return None
    return _EPOCH + int(value) * dt.timedelta(microseconds=1)
