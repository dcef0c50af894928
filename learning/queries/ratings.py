"""Ratings as the person who asked and the rater read them: a manager's by name, those of peers pooled, one's own alone."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from competencies.models import Competency
from learning.enums import RaterKind, RatingState, Verdict
from learning.models import PeerPool, RatedStatement, RatingRequest, RunTarget
from learning.queries.results import result_of
from learning.queries.runs import last_finished, targets_of
from learning.rules.ratings import FLOOR, PER_COMPETENCY, Pool, statements_each
from people.models import Person
from people.queries.consents import has_consent
from people.queries.reporting import ids_above

PURPOSE = "diagnostic"
ASK_AGAIN_AFTER = dt.timedelta(days=180)
LISTED = 100


@dataclass(frozen=True)
class PeersAnswers:
    """What the person may know of peers as a group. `raters`: how many stand in the largest pool on show, 0: hidden."""

    asked: int
    answered: int
    raters: int

    @property
    def missing(self) -> int:
        return max(FLOOR - self.answered, 0)


def visible_to(person: Person | None) -> QuerySet[RatingRequest]:
    """Asked by the person, or of the person by somebody who is still a member."""
    rows = RatingRequest.objects.visible_to(person)
    return rows.filter(person__status="active").select_related("person__organisation", "rater__organisation", "bank")


def asked_by(person: Person, kind: RaterKind) -> list[RatingRequest]:
    """The person's own requests that were not taken back, newest first."""
    rows = RatingRequest.objects.filter(person=person, kind=kind).exclude(state=RatingState.WITHDRAWN)
    return list(rows.select_related("rater__organisation", "rater__photo").order_by("-created_at", "-pk")[:LISTED])


def asked_of(person: Person, *states: RatingState) -> list[RatingRequest]:
    """Requests to the person in these states, from members, the first due first."""
    rows = RatingRequest.objects.filter(rater=person, state__in=states, person__status="active")
    return list(rows.select_related("person__organisation", "person__photo").order_by("due_on", "pk")[:LISTED])


def statements_of(request: RatingRequest) -> list[RatedStatement]:
    """In the order of the form; one query."""
    return list(RatedStatement.objects.filter(request=request).select_related("item", "competency").order_by("place"))


def peers_of(person: Person) -> PeersAnswers:
    """Two queries."""
    rows = RatingRequest.objects.filter(person=person, kind=RaterKind.PEER)
    states = list(rows.exclude(state=RatingState.WITHDRAWN).values_list("state", flat=True))
    shown = max((len(pool) for pool in pools_on_show(person).values()), default=0)
    return PeersAnswers(len(states), sum(state == RatingState.ANSWERED for state in states), shown)


def pools_on_show(person: Person) -> dict[int, Pool]:
    """By competency id, the requests of peers whose answers the person sees together; two queries."""
    answered = set(answered_by_peers(person))
    found: dict[int, Pool] = {}
    for pool in PeerPool.objects.filter(person=person).order_by("shown_at", "pk"):
        if answered.issuperset(pool.requests):
            found[pool.competency_id] = frozenset(pool.requests)
    return found


def answered_by_peers(person: Person) -> dict[int, int]:
    """Rater by answered request, oldest first."""
    rows = RatingRequest.objects.filter(person=person, kind=RaterKind.PEER, state=RatingState.ANSWERED)
    return dict(rows.order_by("closed_at", "pk").values_list("pk", "rater"))


def managers_above(person: Person, on: dt.date) -> list[Person]:
    """Whom the person may ask as a manager, the nearest first."""
    ids = ids_above(person, on)
    found = Person.objects.active().select_related("organisation").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def may_answer(request: RatingRequest, on: dt.date) -> bool:
    """Still asked for: sent, not past, both are members, the person has not switched the diagnostic off, and a peer has not
    become the person's manager meanwhile."""
    if request.state != RatingState.SENT or request.due_on < on or not request.rater.is_active:
        return False
    if not has_consent(request.person, PURPOSE):
        return False
    return request.kind == RaterKind.MANAGER or request.rater_id not in ids_above(request.person, on)


def targets_to_rate(person: Person, at: dt.datetime) -> list[RunTarget]:
    """Competencies of the last finished run, those to discuss first, then gaps, then strengths: as the result shows them
    today, which age may have changed since they were written."""
    run = last_finished(person)
    if run is None:
        return []
    order = {Verdict.UNDECIDED.value: 0, Verdict.GAP.value: 1, Verdict.MET.value: 2}
    targets = targets_of(run)
    today = {one.target.pk: one.verdict for one in result_of(run, at).findings if one.estimate is not None}
    for target in targets:
        target.verdict = today.get(target.pk, "")
    return sorted(targets, key=lambda target: (order.get(target.verdict, 0), target.order))


def first_choice(targets: Sequence[RunTarget]) -> list[int]:
    """Competency ids ticked to begin with: what is to be discussed and the gaps, as many as fit in one form."""
    open_ones = [target.competency_id for target in targets if target.verdict != Verdict.MET]
    most = max(number for number in range(1, 25) if statements_each(number) == PER_COMPETENCY)
    return open_ones[:most]


def in_the_way(person: Person, raters: Iterable[Person], at: dt.datetime) -> dict[int, RatingRequest]:
    """By rater id, a request that makes a new one useless: still open, or answered lately."""
    lately = Q(state=RatingState.ANSWERED, closed_at__gt=at - ASK_AGAIN_AFTER)
    rows = RatingRequest.objects.filter(Q(state=RatingState.SENT) | lately, person=person, rater__in=list(raters))
    return {row.rater_id: row for row in rows}


def open_requests(person: Person) -> int:
    return RatingRequest.objects.filter(person=person, state=RatingState.SENT).count()


def competencies_of(statements: Iterable[RatedStatement]) -> list[Competency]:
    """Each once, in the order of the form."""
    return list({one.competency_id: one.competency for one in statements}.values())


def managers_said(person: Person, competency_id: int) -> list[RatedStatement]:
    """What managers said about one competency, each with its rater (`statement.request.rater`); for the person alone."""
    rows = RatedStatement.objects.filter(
        request__person=person, request__kind=RaterKind.MANAGER, request__state=RatingState.ANSWERED,
        competency=competency_id,
    )  # fmt: skip
    return list(rows.select_related("request__rater", "item").order_by("-request__closed_at", "place"))


def is_past(request: RatingRequest) -> bool:
    return request.due_on < timezone.localdate()
