"""What ratings say, written as measurements: a manager's alone, those of peers as one pool that nobody can take apart.

Called inside the transaction that holds the person's row.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from competencies.actions.estimates import Measured, forget_measurements, record_measurements
from competencies.enums import Source
from competencies.queries.bank import parameters_of
from competencies.rules.graded import FLAT, Curve, times
from competencies.rules.sources import blurred, rating_curve
from learning.enums import RaterKind
from learning.models import PeerPool, RatedStatement, RatingRequest
from learning.queries.ratings import answered_by_peers
from learning.rules.ratings import pool_to_show
from people.models import Person


def measure(one: RatingRequest, statements: Sequence[RatedStatement], *, at: dt.datetime) -> bool:
    """What was just answered; True when it made a pool of peers appear."""
    if one.kind == RaterKind.MANAGER:
        _measure_manager(one, statements, at)
        return False
    said = {statement.competency_id for statement in statements if statement.observed is not None}
    return sum(_pool(one.person, competency_id, at) for competency_id in sorted(said)) > 0


def forget(one: RatingRequest, *, at: dt.datetime) -> None:
    """What was just withdrawn (its state is written, its statements are still there): the measurement, every pool it stood
    in, and the estimates that rest on them."""
    if one.kind == RaterKind.MANAGER:
        forget_measurements(person=one.person, key=one.key, at=at)
        return
    touched = PeerPool.objects.filter(person=one.person, requests__contains=[one.pk]).order_by("pk")
    for pool in touched:
        forget_measurements(person=one.person, key=pool.key, at=at)
    for competency_id in sorted({pool.competency_id for pool in touched}):
        _pool(one.person, competency_id, at)


def _measure_manager(one: RatingRequest, statements: Sequence[RatedStatement], at: dt.datetime) -> None:
    measured = [
        Measured(competency_id, Source.MANAGER, _curve(said, Source.MANAGER), len(said))
        for competency_id, said in _by_competency(statements).items()
    ]
    if measured:
        record_measurements(
            person=one.person, key=one.key, slot=f"rater:{one.rater_id}", measured=measured, at=at, bank=one.bank
        )


def _pool(person: Person, competency_id: int, at: dt.datetime) -> bool:
    """Write the pool that may be shown now; True when it is a new one."""
    rows = RatedStatement.objects.filter(
        request__in=answered_by_peers(person), competency=competency_id, observed__isnull=False
    ).select_related("item")
    said: dict[int, list[RatedStatement]] = defaultdict(list)
    for row in rows:
        said[row.request_id].append(row)
    answered = {number: rater for number, rater in answered_by_peers(person).items() if number in said}
    known = PeerPool.objects.filter(person=person, competency=competency_id).order_by("shown_at", "pk")
    shown = [frozenset(pool.requests) for pool in known]
    wanted = pool_to_show(answered=answered, shown=shown)
    if wanted is None or wanted in shown:
        return False
    pool = PeerPool.objects.create(person=person, competency_id=competency_id, requests=sorted(wanted), shown_at=at)
    together = times(FLAT, (_curve(said[number], Source.PEER) for number in sorted(wanted)))
    told = sum(len(said[number]) for number in wanted)
    measured = [Measured(competency_id, Source.PEER, together, told)]
    record_measurements(person=person, key=pool.key, slot="peers", measured=measured, at=at)
    return True


def _by_competency(statements: Iterable[RatedStatement]) -> dict[int, list[RatedStatement]]:
    found: dict[int, list[RatedStatement]] = defaultdict(list)
    for statement in statements:
        if statement.observed is not None:
            found[statement.competency_id].append(statement)
    return dict(found)


def _curve(said: Iterable[RatedStatement], source: Source) -> Curve:
    return blurred(rating_curve((parameters_of(one.item), one.observed) for one in said), source)
