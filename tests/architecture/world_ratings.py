"""Bruno asks about his finished diagnostic: Amina what she observed, which she has not said yet, and Jules, who has."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from learning.actions import ratings
from learning.models import RatedStatement, RatingRequest

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass
class Ratings:
    asked: RatingRequest
    received: RatingRequest


def tell_ratings(world: "World") -> Ratings:
    cast, at = world.cast, world.at
    received, asked = ratings.ask_for_ratings(
        by=cast.bruno, managers=[cast.jules], peers=[cast.amina], at=at,
        due_on=timezone.localdate() + dt.timedelta(days=14),
        targets=list(world.diagnosed.finished.targets.select_related("run", "competency")),
    )  # fmt: skip
    said = {row.pk: "observed" for row in RatedStatement.objects.filter(request=received)}
    ratings.give_rating(by=cast.jules, request=received, marks=said, at=at)
    return Ratings(asked, received)


def marks(world: "World", me: Any) -> dict[str, str]:
    """What Amina marks, and sends."""
    rows = RatedStatement.objects.filter(request=world.ratings.asked)
    return {"suite": "envoyer"} | {f"enonce-{row.pk}": "passed" for row in rows}
