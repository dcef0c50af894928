"""Rounds as members read them: lists, the board, what a ministry has said, comments in place."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from job_profiles.enums import Position
from job_profiles.models import ArticleAnswer, ArticleComment, MinistryAnswer, Round
from job_profiles.permissions import answered_organisations
from job_profiles.queries import texts
from job_profiles.rules.consultations import needed_for_quorum, quorum_reached
from people.enums import RoleKind
from people.models import Organisation, Person, RoleHeld

POSITIONS = tuple(Position.values)


def visible_to(person: Person | None) -> "QuerySet[Round]":
    """Consultations are open to every member, whatever became of the version."""
    if person is None:
        return Round.objects.none()
    return Round.objects.select_related("version__profile", "version__based_on", "opened_by")


def with_figures(rounds: "QuerySet[Round]") -> "QuerySet[Round]":
    """Adds `asked` and `answered`."""
    answered = Count("answers", filter=Q(answers__submitted_at__isnull=False))
    return rounds.annotate(asked=Count("answers"), answered=answered)


def is_open(one: Round, today: dt.date) -> bool:
    """Answers are taken: not closed, and its last day is not over."""
    return one.closed_at is None and today <= one.closes_on


def to_answer(person: Person, *, on: dt.date) -> list[MinistryAnswer]:
    """Open rounds in which one of the person's ministries has not answered, the first to close first; one query."""
    return _of_ministries(person, Q(round__closed_at=None, round__closes_on__gte=on, submitted_at=None), "round__closes_on")


def answered_by(person: Person) -> list[MinistryAnswer]:
    """What the person's ministries have sent, the newest first."""
    return _of_ministries(person, Q(submitted_at__isnull=False), "-submitted_at")[:50]


def _of_ministries(person: Person, wanted: Q, order: str) -> list[MinistryAnswer]:
    places = answered_organisations(person)
    if places is not None and not places:
        return []
    rows = MinistryAnswer.objects.filter(wanted)
    if places is not None:
        rows = rows.filter(organisation__in=places)
    return list(
        rows.select_related("organisation", "round__version__profile", "round__opened_by").order_by(order, "pk")[:200]
    )


def respondents_of(organisations: Iterable[Organisation], on: dt.date) -> dict[int, list[Person]]:
    """Who answers for each, by organisation; those of the whole network are left out. One query."""
    held = RoleHeld.objects.filter(role=RoleKind.RESPONDENT, organisation__in=list(organisations)).on(on)
    found: dict[int, list[Person]] = {}
    for row in held.select_related("person").order_by("person__sort_key"):
        if row.organisation_id is not None and row.person.is_active:
            found.setdefault(row.organisation_id, []).append(row.person)
    return found


def may_be_asked(on: dt.date) -> "QuerySet[Organisation]":
    """Organisations that the strategy covers, with whether somebody answers for each (`spoken_for`)."""
    held = RoleHeld.objects.filter(role=RoleKind.RESPONDENT, organisation=OuterRef("pk")).on(on)
    speaking = held.filter(person__status="active")
    return Organisation.objects.filter(covered=True).annotate(spoken_for=Exists(speaking)).order_by("sort_key")


@dataclass
class Cell:
    """What ministries sent about one row: how many took each position, and the observations. `last`: of its article, so
    that the article's comments stand there."""

    row: texts.TextRow
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(POSITIONS, 0))
    observations: list[ArticleAnswer] = field(default_factory=list)
    comments: list[ArticleComment] = field(default_factory=list)
    last: bool = False

    @property
    def agree(self) -> int:
        return self.counts[Position.AGREE]

    @property
    def reservation(self) -> int:
        return self.counts[Position.RESERVATION]

    @property
    def objection(self) -> int:
        return self.counts[Position.OBJECTION]


@dataclass(frozen=True)
class Board:
    """One round at a glance. `ministries`: their answers, those that wait first."""

    round: Round
    ministries: list[MinistryAnswer]
    cells: list[Cell]
    asked: int
    answered: int
    needed: int
    unreplied: int

    @property
    def reached(self) -> bool:
        return quorum_reached(asked=self.asked, answered=self.answered, percent=self.round.quorum)

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.answered)

    @property
    def unanswered(self) -> int:
        """Ministries asked that have not sent their answer."""
        return self.asked - self.answered


def board(one: Round) -> Board:
    """Five queries, whatever the number of ministries, articles and comments."""
    ministries = list(
        MinistryAnswer.objects.filter(round=one)
        .select_related("organisation", "submitted_by")
        .order_by("submitted_at", "organisation__sort_key")
    )
    speaking = respondents_of([row.organisation for row in ministries], timezone.localdate())
    for row in ministries:
        row.respondents = speaking.get(row.organisation_id, [])  # type: ignore[attr-defined]
    cells = {row.key: Cell(row) for row in texts.rows_of(one.text)}
    unreplied = 0
    said = ArticleAnswer.objects.filter(answer__round=one, answer__submitted_at__isnull=False)
    for answer in said.select_related("answer__organisation", "competency").order_by("answer__organisation__sort_key", "pk"):
        cell = cells.get(key_of(answer))
        if cell is None:
            continue
        cell.counts[answer.position] += 1
        if answer.position != Position.AGREE:
            cell.observations.append(answer)
            unreplied += answer.replied_at is None
    _place_comments(one, list(cells.values()))
    ministries.sort(key=lambda row: (row.submitted_at is not None, row.organisation.sort_key))
    answered = sum(row.submitted_at is not None for row in ministries)
    needed = needed_for_quorum(len(ministries), one.quorum)
    return Board(one, ministries, list(cells.values()), len(ministries), answered, needed, unreplied)


def key_of(answer: ArticleAnswer) -> str:
    return f"{answer.article}:{answer.competency.code}" if answer.competency else answer.article


def _place_comments(one: Round, cells: list[Cell]) -> None:
    """Beside the last row of their article, the oldest first."""
    last = {cell.row.article.value: cell for cell in cells}
    for cell in last.values():
        cell.last = True
    comments = ArticleComment.objects.filter(round=one).select_related("author", "organisation")
    for comment in comments.order_by("created_at", "pk"):
        if comment.article in last:
            last[comment.article].comments.append(comment)


def observations(one: Round) -> list[ArticleAnswer]:
    """Reservations and objections of a round, those without a reply first, in the order of the articles."""
    order = {row.key: number for number, row in enumerate(texts.rows_of(one.text))}
    rows = ArticleAnswer.objects.filter(answer__round=one).exclude(position=Position.AGREE)
    found = list(rows.select_related("answer__organisation", "competency", "replied_by"))
    return sorted(found, key=lambda row: (row.replied_at is not None, order.get(key_of(row), 0), row.pk))


def earlier_answers(answer: MinistryAnswer) -> dict[str, ArticleAnswer]:
    """By row key, what the same ministry said in the round before, with the owner's reply."""
    before = ArticleAnswer.objects.filter(
        answer__round__version=answer.round.version_id, answer__round__number=answer.round.number - 1,
        answer__organisation=answer.organisation_id,
    ).exclude(position=Position.AGREE)  # fmt: skip
    return {key_of(row): row for row in before.select_related("competency")}


def before_text(one: Round) -> dict[str, Any]:
    """What the text of a round is held against: the round before, else the version in force or drawn from."""
    earlier = Round.objects.filter(version=one.version_id, number=one.number - 1).first()
    if earlier is not None:
        return dict(earlier.text)
    base = one.version.based_on
    return texts.snapshot(base) if base is not None else {}
