"""Home: what is new for me, what I could answer, what comes next."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activity.queries import feed
from activity.queries.live import topic_of, topics_token
from activity.views import cards
from community.queries import spaces
from core.htmx import is_htmx, redirect, render
from network.actions.panels import kept_name
from network.views.editorial import introduction
from network.views.shell import language
from people.actions.visits import see_home
from people.models import Person
from people.queries.registries import HomePanel, home_panels

if TYPE_CHECKING:
    from people.middleware import MemberRequest

MOST_NEWS = 50
MOST_TOPICS = 30
NEWCOMER = dt.timedelta(days=14)


@require_safe
def home(request: "MemberRequest") -> HttpResponse:
    """The page; `avant` a cursor of older lines; `depuis` (htmx) only how many lines moved since that moment."""
    person = _member(request)
    since = _moment(request.GET.get("depuis", ""))
    if since is not None and is_htmx(request):
        return _news(request, person, since)
    now = timezone.now()
    cursor = request.GET.get("avant")
    page = feed.page(person, cursor)
    context: dict[str, Any] = {
        **_drawn(page.lines, person, now, divide=not cursor),
        "everybody": page.everybody,
        "older_url": f"{reverse('home')}?avant={page.next_cursor}" if page.next_cursor else "",
        "first_page": not cursor,
        "now": now,
    }
    if is_htmx(request) and cursor:
        return render(request, "network/home.html", context, fragment="feed")
    context |= {
        "panels": _panels(person, now),
        "introduction": introduction(language()) if _is_new(person, now) else "",
        "topic": topics_token(person, [topic_of("space", space.pk) for space in spaces.mine(person, at=now)[:MOST_TOPICS]]),
    }
    return render(request, "network/home.html", context)


@require_POST
def mark_seen(request: "MemberRequest") -> HttpResponse:
    """The page of the moment `at` was looked at: what comes later is new at the next visit."""
    person = _member(request)
    moment, now = _moment(request.POST.get("at", "")), timezone.now()
    see_home(person=person, at=min(moment or now, now))
    return HttpResponse(status=204) if is_htmx(request) else redirect(request, reverse("home"))


def _member(request: HttpRequest) -> Person:
    person: Person | None = request.person  # type: ignore[attr-defined]
    if person is None:
        raise PermissionDenied(_("Ce compte n’a pas de profil de membre. L’administration du réseau peut en créer un."))
    return person


def _moment(text: str) -> dt.datetime | None:
    """A moment with its zone, or None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None


def _news(request: HttpRequest, person: Person, since: dt.datetime) -> HttpResponse:
    """The line « 3 fils ont bougé depuis 10 h 42 », which one may press; nothing when nothing moved."""
    count = feed.newer_than(person, since, MOST_NEWS)
    return render_page(request, "network/home.html#news", {"count": count, "since": since, "most": MOST_NEWS})


def _drawn(lines: list[feed.Line], person: Person, now: dt.datetime, *, divide: bool) -> dict[str, Any]:
    """The cards as two pieces of HTML, « since the last visit » and before; one piece when that would divide nothing."""
    drawn = cards.draw(lines, person, at=now)
    seen = person.home_seen_at
    number = sum(card.line.at > seen for card in drawn) if divide and seen is not None else 0
    divided = 0 < number < len(drawn)
    number = number if divided else len(drawn)
    return {
        "fresh": SafeString("".join(card.html for card in drawn[:number])),
        "before": SafeString("".join(card.html for card in drawn[number:])),
        "divided": divided,
    }


def _is_new(person: Person, now: dt.datetime) -> bool:
    return person.home_seen_at is None or person.joined_at > now - NEWCOMER


def _panels(person: Person, now: dt.datetime) -> dict[str, list[SafeString]]:
    """What the apps have to show beside and above the feed, drawn; a panel without anything is left out."""
    names = {panel.key: kept_name(panel.key, person.pk, language()) for panel in home_panels if _kept_seconds(panel)}
    kept: dict[str, str] = cache.get_many(names.values()) if names else {}
    drawn: dict[str, list[SafeString]] = {"head": [], "main": [], "aside": []}
    fresh: dict[int, dict[str, str]] = {}
    for panel in home_panels:
        name = names.get(panel.key, "")
        html = kept.get(name)
        if html is None:
            context = panel.context(person, now)
            html = render_to_string(panel.template, context) if context is not None else ""
            if name:
                fresh.setdefault(_kept_seconds(panel), {})[name] = str(html)
        if html:
            drawn[panel.place].append(mark_safe(html))  # noqa: S308 (drawn by our own template)
    for seconds, values in fresh.items():
        cache.set_many(values, seconds)
    return drawn


def _kept_seconds(panel: HomePanel) -> int:
    """How long a panel that costs something may be kept drawn for one person (see network.subscribers)."""
    return getattr(panel, "kept_seconds", 0)
