"""« Réutilisée chez nous » : who took a practice up, where, with what result."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from community.models import PracticePage, PracticeReuse
from core.addresses import address
from core.pagination import KeyPage, page_by_key
from people.models import Person
from people.queries.audiences import audience_ids

ON_A_PAGE = 20
SHOWN = 5

_NEWEST = """
SELECT * FROM (
  SELECT reuse.id, reuse.person_id, person.given_name, person.family_name, person.photo_path, person.status = 'active',
    place.acronym, place.name, reuse.result_html, reuse.adapted, reuse.created_at, reuse.edited_at,
    reuse.person_id = %(viewer)s AS mine, row_number() OVER (ORDER BY reuse.created_at DESC, reuse.id DESC) AS rank
  FROM community_practicereuse reuse JOIN people_person person ON person.id = reuse.person_id
  JOIN people_organisation place ON place.id = reuse.organisation_id
  WHERE reuse.page_id = %(page)s
) AS declared WHERE mine OR rank <= %(shown)s ORDER BY rank
"""
_PLACES = """
SELECT place.acronym, place.name FROM community_practicereuse reuse
JOIN people_organisation place ON place.id = reuse.organisation_id
WHERE reuse.page_id = %(page)s GROUP BY place.acronym, place.name ORDER BY min(reuse.created_at), place.acronym
"""


@dataclass(frozen=True, slots=True)
class Author:
    """Who declares it, as `person_row` shows them."""

    pk: int
    name: str
    initials: str
    photo_url: str
    is_active: bool

    def get_absolute_url(self) -> str:
        return address("people:person-detail", self.pk)


@dataclass(frozen=True, slots=True)
class ReuseRow:
    """One declaration; `result_html` is safe, made at writing."""

    pk: int
    author: Author
    acronym: str
    organisation: str
    result_html: str
    adapted: str
    created_at: dt.datetime
    edited_at: dt.datetime | None
    mine: bool

    @property
    def body_html(self) -> str:
        return self.result_html


@dataclass(frozen=True, slots=True)
class Reuses:
    """What a sheet shows of its reuses: the newest and one's own; `places`: acronym and name of every organisation."""

    rows: list[ReuseRow]
    places: list[tuple[str, str]]

    @property
    def mine(self) -> ReuseRow | None:
        return next((row for row in self.rows if row.mine), None)


def of_page(page: PracticePage, viewer: Person) -> Reuses:
    """The caller has checked that the viewer reads the page. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"page": page.pk, "viewer": viewer.pk, "shown": SHOWN})
        rows = [_row(row) for row in cursor.fetchall()]
        cursor.execute(_PLACES, {"page": page.pk})
        return Reuses(rows, cursor.fetchall())


def _row(row: tuple[Any, ...]) -> ReuseRow:
    pk, person, given, family, photo, active, acronym, name, html, adapted, created, edited, mine = row[:13]
    initials = (given[:1] + family[:1]).upper() or "?"
    author = Author(person, f"{given} {family}".strip(), initials, photo, active)
    return ReuseRow(pk, author, acronym, name, html, adapted, created, edited, mine)


def page_of(page: PracticePage, *, cursor: str | None = None) -> KeyPage[PracticeReuse]:
    """Every declaration about one sheet, the newest first."""
    rows = PracticeReuse.objects.filter(page=page).select_related("person", "organisation")
    found = page_by_key(rows, keys=("-created_at", "-id"), cursor=cursor, size=ON_A_PAGE)
    for row in found.items:
        row.body_html = row.result_html  # type: ignore[attr-defined]
    return found


def of_person(page: PracticePage, person: Person) -> PracticeReuse | None:
    """The person's own declaration about this sheet."""
    return PracticeReuse.objects.filter(page=page, person=person).first()


def rows_of(person: Person) -> list[dict[str, Any]]:
    """The person's declarations, as flat rows for the download of one's data."""
    rows = PracticeReuse.objects.filter(person=person).select_related("page", "organisation").order_by("created_at", "id")
    return [
        {
            "fiche": row.page_id,
            "titre_de_la_fiche": row.page.title,
            "organisation": row.organisation.acronym,
            "resultat": row.result,
            "adapte": row.adapted,
            "declaree_le": row.created_at.isoformat(),
            "modifiee_le": row.edited_at.isoformat() if row.edited_at else "",
        }
        for row in rows
    ]


def newest_of_person(person: Person, viewer: Person, limit: int) -> list[PracticeReuse]:
    """What a person's ministry took up, among the sheets that the viewer reads."""
    rows = PracticeReuse.objects.filter(person=person, page__audience__in=audience_ids(viewer))
    return list(rows.select_related("page").order_by("-created_at", "-id")[:limit])
