"""Cards of the feed, drawn once for everybody who may read them and kept for a while.

A drawn card depends on its line, the language and how much of it the viewer has not read. It says « il y a 25 min », so a
young one is kept for a minute only. A line that moved up, an edit (`feed.forget_card`) or a new generation
(`feed.forget_all_cards`) makes it be drawn anew.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from activity.queries.feed import Line
from activity.queries.feed_cards import CARD_SECONDS, GENERATION_KEY, MOST_UNREAD, card_key
from activity.queries.feed_kinds import FeedKind, Mark, feed_kinds
from people.models import Person

READ = Mark()
YOUNG = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Card:
    """A line with its drawing."""

    line: Line
    html: SafeString


def draw(lines: Sequence[Line], viewer: Person, *, at: dt.datetime) -> list[Card]:
    """The cards of these lines for the viewer, in order; lines whose thing or kind is gone are left out."""
    marks = _marks(lines, viewer)
    language = (get_language() or "fr")[:2]
    keys = {line.id: card_key(line.id, language, _state(marks.get(line.id, READ))) for line in lines}
    kept = cache.get_many([GENERATION_KEY, *keys.values()])
    generation = kept.get(GENERATION_KEY, 0)
    drawn: dict[int, str] = {}
    missing: list[Line] = []
    for line in lines:
        found = kept.get(keys[line.id])
        if found is not None and found[0] == generation and found[1] == line.at and found[2] > at:
            drawn[line.id] = found[3]
        else:
            missing.append(line)
    if missing:
        fresh = _draw_missing(missing, viewer, marks)
        values = {
            keys[line.id]: (generation, line.at, at + _lasts(line, at), fresh[line.id])
            for line in missing
            if line.id in fresh
        }
        cache.set_many(values, CARD_SECONDS)
        drawn |= fresh
    return [Card(line, _shown(line, drawn[line.id])) for line in lines if line.id in drawn]


def _shown(line: Line, html: str) -> SafeString:
    """The card; of somebody whom the viewer muted, folded up in its place."""
    card = mark_safe(html)  # noqa: S308 (our own templates)
    if not line.muted:
        return card
    words = _("De quelqu’un que vous avez mis en sourdine\xa0: afficher")
    return format_html('<details class="muted-post"><summary>{}</summary>{}</details>', words, card)


def _by_family(lines: Sequence[Line]) -> list[tuple[FeedKind, list[Line]]]:
    """Lines with the kind that loads them; kinds of one class and template are asked together, in one query."""
    families: dict[Any, tuple[FeedKind, list[Line]]] = {}
    for line in lines:
        kind = feed_kinds.get(line.kind)
        if kind is not None:
            families.setdefault((type(kind), kind.template), (kind, []))[1].append(line)
    return list(families.values())


def _marks(lines: Sequence[Line], viewer: Person) -> dict[int, Mark]:
    marks: dict[int, Mark] = {}
    for kind, group in _by_family(lines):
        marks |= kind.marks(group, viewer)
    return marks


def _draw_missing(lines: Sequence[Line], viewer: Person, marks: dict[int, Mark]) -> dict[int, str]:
    drawn: dict[int, str] = {}
    for kind, group in _by_family(lines):
        template = get_template(kind.template)
        for number, item in kind.load(group, viewer).items():
            drawn[number] = template.render({"item": _with_mark(item, marks.get(number, READ))})
    return drawn


def _with_mark(item: dict[str, Any], mark: Mark) -> dict[str, Any]:
    unread = min(mark.unread, MOST_UNREAD)
    if not unread:
        return {**item, "unread": mark.never_opened}
    words = ngettext("%(count)d nouvelle réponse", "%(count)d nouvelles réponses", unread) % {"count": unread}
    if mark.unread >= MOST_UNREAD:
        words = words.replace(str(MOST_UNREAD), f"{MOST_UNREAD}+", 1)
    return {**item, "unread": True, "side": words}


def _state(mark: Mark) -> str:
    """The part of a mark that the drawing shows."""
    return str(min(mark.unread, MOST_UNREAD)) if mark.unread else "n" if mark.never_opened else ""


def _lasts(line: Line, at: dt.datetime) -> dt.timedelta:
    """How long « il y a … » stays true enough."""
    return dt.timedelta(minutes=1) if at - line.at < YOUNG else dt.timedelta(seconds=CARD_SECONDS)
