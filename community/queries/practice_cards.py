"""Practice sheets as cards of lists: read in one statement, drawn once for everybody (a card holds nothing of who reads)."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from community.enums import PracticeChannel, PracticeMaturity, PracticeState
from core.addresses import address

FIGURES = 2

COLUMNS = """
page.id, page.slug, page.title, sheet.language, sheet.result_line, sheet.figures, coalesce(place.acronym, ''), sheet.state,
sheet.review_on, sheet.channel, sheet.maturity, sheet.useful_count, sheet.reuse_count, sheet.published_at
"""
JOINS = """
JOIN wagtailcore_page page ON page.id = sheet.page_ptr_id
LEFT JOIN people_organisation place ON place.id = sheet.organisation_id
"""
TABLES = f"community_practicepage sheet {JOINS}"
_BY_ID = f"""
SELECT {COLUMNS} FROM {TABLES}
WHERE sheet.page_ptr_id = ANY(%(ids)s::bigint[]) AND sheet.audience_id = ANY(%(audiences)s::bigint[])
  AND sheet.state IN ('published', 'archived')
"""  # noqa: S608 (constants)


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """A sheet in a list. `figures`: pairs of value and label. `due`: its review date has come.

    Of one's own lists alone: `asked_by` and `asked_on`, who asked one to read it; `sent_back`, a peer asked for changes.
    """

    pk: int
    slug: str
    title: str
    language: str
    result_line: str
    figures: tuple[tuple[str, str], ...]
    organisation: str
    state: str
    review_on: dt.date | None
    due: bool
    channel: str
    maturity: str
    useful_count: int
    reuse_count: int
    published_at: dt.datetime | None
    asked_by: str = ""
    asked_on: dt.date | None = None
    sent_back: bool = False

    def get_absolute_url(self) -> str:
        """Its page; of one that one was asked to read, where one reads it."""
        name = "community:practice-review" if self.asked_by else "community:practice-detail"
        return address(name, f"{self.pk}-{self.slug}")

    @property
    def channel_label(self) -> str:
        return str(PracticeChannel(self.channel).label)

    @property
    def maturity_label(self) -> str:
        return str(PracticeMaturity(self.maturity).label)

    @property
    def state_label(self) -> str:
        return str(PracticeState(self.state).label)

    @property
    def is_archived(self) -> bool:
        return self.state == PracticeState.ARCHIVED

    @property
    def is_shown(self) -> bool:
        """Readers see it (published or archived)."""
        return self.state in (PracticeState.PUBLISHED, PracticeState.ARCHIVED)


def card_of(row: Sequence[Any], *, on: dt.date) -> PracticeCard:
    """A card from a row of COLUMNS."""
    pk, slug, title, language, line, figures, organisation, state, review_on = row[:9]
    due = state == PracticeState.PUBLISHED and review_on is not None and review_on <= on
    shown = _pairs(figures)
    return PracticeCard(pk, slug, title, language, line, shown, organisation, state, review_on, due, *row[9:14])


def _pairs(figures: Any) -> tuple[tuple[str, str], ...]:
    """What the sheet's JSON holds; a raw cursor gives it as text or as a value."""
    found = json.loads(figures) if isinstance(figures, str) else figures
    rows = found if isinstance(found, list) else []
    pairs = [(str(row.get("value", "")), str(row.get("label", ""))) for row in rows if isinstance(row, dict)]
    return tuple(pair for pair in pairs if pair[0])[:FIGURES]


def by_ids(ids: Iterable[int], audiences: Sequence[int], *, on: dt.date) -> dict[int, PracticeCard]:
    """Those of these sheets that readers of the audiences see."""
    wanted = list(ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_BY_ID, {"ids": wanted, "audiences": list(audiences)})
        return {row[0]: card_of(row, on=on) for row in cursor.fetchall()}
