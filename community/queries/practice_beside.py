"""Beside a practice sheet: who took it up, questions about it, sheets alike, its owner, when it is looked at again.

The same number of queries whatever the sheet (QUERIES, two more when what is alike is not kept). What is alike is found once
per sheet among everything and kept for a while as ids; who looks reads those rows anew, as far as they may.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from community.enums import PracticeState, ReactionKind
from community.models import PracticePage
from community.permissions.practice_cycle import at_home
from community.queries import practice_cards
from community.queries import reuses as reuse_queries
from community.queries.practice_cards import PracticeCard
from community.queries.reuses import Author, Reuses
from core.addresses import address
from core.search import find
from people.models import Person
from people.queries.audiences import audience_ids

QUERIES = 6
FRESH = 15 * 60
SHOWN = 4
CLOSE = 0.4
FIRST_WARNING = dt.timedelta(days=30)

# `about` and `born` come first; the rest is alike by its words.
_THREADS = """
SELECT thread.id, thread.title, space.name, thread.language, thread.kind = 'question', thread.accepted_id IS NOT NULL,
  CASE WHEN thread.id = %(source)s THEN 'born' WHEN thread.about_id = %(page)s THEN 'about' ELSE 'alike' END
FROM community_thread thread JOIN community_space space ON space.id = thread.space_id
WHERE (thread.id = ANY(%(threads)s::bigint[]) OR thread.id IN (
    SELECT about.id FROM community_thread about
    WHERE about.about_id = %(page)s AND about.deleted_at IS NULL ORDER BY about.id DESC LIMIT %(limit)s))
  AND thread.deleted_at IS NULL AND (space.access = 'open' OR EXISTS (
    SELECT 1 FROM community_membership member WHERE member.space_id = space.id AND member.person_id = %(viewer)s))
"""

# Sheets that share competencies (counting twice) and topics, the most shared first, then the most useful.
_ALIKE = """
SELECT other.page_ptr_id FROM (
  SELECT mine.practicepage_id AS id, 2 AS weight FROM community_practicepage_competencies own
  JOIN community_practicepage_competencies mine ON mine.competency_id = own.competency_id
  WHERE own.practicepage_id = %(page)s
  UNION ALL
  SELECT mine.object_id, 1 FROM competencies_topictagged own
  JOIN competencies_topictagged mine ON mine.tag_id = own.tag_id AND mine.content_type_id = %(type)s
  WHERE own.content_type_id = %(type)s AND own.object_id = %(page)s
) AS shared JOIN community_practicepage other ON other.page_ptr_id = shared.id
WHERE other.state = 'published' AND other.page_ptr_id <> %(page)s
GROUP BY other.page_ptr_id, other.useful_count, other.channel
ORDER BY sum(shared.weight) + CASE WHEN other.channel = %(channel)s THEN 1 ELSE 0 END DESC, other.useful_count DESC,
  other.page_ptr_id DESC
LIMIT 20
"""

_VIEWER = """
SELECT
  EXISTS (SELECT 1 FROM community_reaction WHERE person_id = %(viewer)s AND kind = %(useful)s
    AND content_type_id = %(type)s AND object_id = %(page)s),
  EXISTS (SELECT 1 FROM community_practiceauthor WHERE person_id = %(viewer)s AND page_id = %(page)s AND NOT credited),
  (SELECT role FROM community_membership WHERE person_id = %(viewer)s AND space_id = %(space)s),
  owner.id, owner.given_name, owner.family_name, owner.photo_path, owner.status = 'active', place.acronym
FROM people_person owner JOIN people_organisation place ON place.id = coalesce(owner.assignment_id, owner.organisation_id)
WHERE owner.id = %(owner)s
"""


@dataclass(frozen=True, slots=True)
class Related:
    """A thread beside a sheet. `why`: about (it says so), born (the sheet was drawn from it), alike."""

    pk: int
    title: str
    space: str
    language: str
    is_question: bool
    has_answer: bool
    why: str

    def get_absolute_url(self) -> str:
        return address("community:thread-detail", self.pk)


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Where a sheet stands in its life. `kind`: fresh, soon (its owner is warned), due, archived, none (never published)."""

    kind: str
    on: dt.date | None
    confirmed_at: dt.datetime | None


@dataclass(frozen=True)
class PracticeBeside:
    """What the page of a sheet shows beside its text, for one reader."""

    page: PracticePage
    reuses: Reuses
    threads: list[Related]
    alike: list[PracticeCard]
    owner: Author
    owner_place: str
    review: ReviewState
    useful: bool
    is_author: bool
    may_mark_useful: bool
    may_declare: bool
    may_keep_alive: bool
    at_home: bool

    @property
    def suggests_threads(self) -> bool:
        """Some of the threads are there for their words alone, which is said."""
        return any(one.why == "alike" for one in self.threads)


def review_state(page: PracticePage, *, on: dt.date) -> ReviewState:
    """In words of the cycle (actions/practice_cycle.py)."""
    kind = "none"
    if page.state == PracticeState.ARCHIVED:
        kind = "archived"
    elif page.state == PracticeState.PUBLISHED:
        due = page.review_on
        kind = "fresh" if due is None or due > on + FIRST_WARNING else "soon" if due > on else "due"
    return ReviewState(kind, page.review_on, page.confirmed_at)


def beside(page: PracticePage, viewer: Person, at: dt.datetime) -> PracticeBeside:
    """Everything beside the text. The caller has checked that the viewer reads the page."""
    on = timezone.localdate(at)
    kept = _ids(page)
    declared = reuse_queries.of_page(page, viewer)
    threads = _threads(page, viewer, kept["threads"])
    cards = practice_cards.by_ids(kept["practices"], audience_ids(viewer), on=on)
    alike = [cards[number] for number in kept["practices"] if number in cards][:SHOWN]
    useful, wrote, role, owner, place = _viewer(page, viewer)
    own, home, published = wrote or owner.pk == viewer.pk, at_home(viewer, page), page.state == PracticeState.PUBLISHED
    return PracticeBeside(
        page=page,
        reuses=declared,
        threads=threads,
        alike=alike,
        owner=owner,
        owner_place=place,
        review=review_state(page, on=on),
        useful=useful,
        is_author=own,
        may_mark_useful=viewer.is_active and published and not own,
        may_declare=viewer.is_active and published and not own and not home,
        may_keep_alive=viewer.is_active and published and (own or role == "facilitator"),
        at_home=home,
    )


def _viewer(page: PracticePage, viewer: Person) -> tuple[bool, bool, str | None, Author, str]:
    values = {
        "viewer": viewer.pk, "page": page.pk, "space": page.space_id, "owner": page.person_owner_id,
        "type": _type(), "useful": ReactionKind.USEFUL.value,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_VIEWER, values)
        useful, wrote, role, pk, given, family, photo, active, place = cursor.fetchone()
    initials = (given[:1] + family[:1]).upper() or "?"
    return useful, wrote, role, Author(pk, f"{given} {family}".strip(), initials, photo, active), place


def _threads(page: PracticePage, viewer: Person, ids: Sequence[int]) -> list[Related]:
    values = {
        "source": page.source_thread_id or 0, "page": page.pk, "viewer": viewer.pk, "limit": SHOWN,
        "threads": [*ids, *([page.source_thread_id] if page.source_thread_id else [])],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_THREADS, values)
        found = [Related(*row) for row in cursor.fetchall()]
    place = {number: rank for rank, number in enumerate(ids)}
    order = {"about": 0, "born": 1, "alike": 2}
    found.sort(key=lambda one: (order[one.why], place.get(one.pk, 0), -one.pk))
    return found[: SHOWN + 2]


def _type() -> int:
    return int(ContentType.objects.get_for_model(PracticePage).pk)


def _ids(page: PracticePage) -> dict[str, list[int]]:
    key = _key(page.pk)
    kept: dict[str, list[int]] | None = cache.get(key)
    if kept is None:
        kept = {"threads": _similar_threads(page), "practices": _similar_sheets(page)}
        cache.set(key, kept, FRESH)
    return kept


def forget_beside(page_id: int) -> None:
    """Look again at the next view (the text changed)."""
    cache.delete(_key(page_id))


def _key(page_id: int) -> str:
    return f"a-cote-fiche:{page_id}"


def _similar_threads(page: PracticePage) -> list[int]:
    """Threads that every member may find and that use the words of the title and of the topics; what shares only a common
    word with it (a fit below CLOSE of the best) is left out."""
    words = f"{' '.join(page.topic_names[:6])} {page.title}"
    hits = find(words, audiences=(), facet="thread", limit=12, counts=False, any_word=True).hits
    # What has every word is lifted by a hundred (core.search).
    enough = CLOSE * max((hit.score % 100 for hit in hits), default=0)
    close = [hit.group_id for hit in hits if hit.score % 100 >= enough and hit.group_id != page.source_thread_id]
    return close[: SHOWN + 2]


def _similar_sheets(page: PracticePage) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {"page": page.pk, "type": _type(), "channel": page.channel})
        return [row[0] for row in cursor.fetchall()]
