"""Reactions of posts, by kind, with whether one's own is among them: read with the posts in one query."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.aggregates import BoolOr
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Model, OuterRef, Q
from django.db.models.functions import JSONObject

from community.enums import ReactionKind
from community.models import Reaction
from people.models import Person


def reactions_of(model: type[Model], person: Person, *, key: str = "pk") -> ArraySubquery:
    """For `annotate`: rows of {kind, number, own}."""
    rows = Reaction.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id=OuterRef(key))
    grouped = rows.values("kind").annotate(number=Count("pk"), own=BoolOr(Q(person=person)))
    return ArraySubquery(grouped.values(row=JSONObject(kind="kind", number="number", own="own")))


def shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every kind in its order, also those that nobody chose: key, label, number, own."""
    by_kind = {row["kind"]: row for row in rows}
    return [
        {
            "key": kind.value,
            "label": kind.label,
            "number": by_kind.get(kind.value, {}).get("number", 0),
            "own": by_kind.get(kind.value, {}).get("own", False),
        }
        for kind in ReactionKind
    ]
