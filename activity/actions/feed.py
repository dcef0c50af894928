"""Lines of the feed: written, moved up, taken away in the transaction of what they tell.

The app that owns the thing calls; home reads only what stands here. All of it may be called again without harm.
"""

import datetime as dt
from collections.abc import Iterable

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model

from activity.models import FeedLine, FeedSource
from activity.queries.feed_cards import GENERATION_KEY, card_keys
from activity.queries.targets import Ref, ref_of
from core.database import prepared
from people.models import Person


@transaction.atomic
def record_line(
    *,
    kind: str,
    obj: Model,
    container: Model | None = None,
    actor: Person | None,
    sources: Iterable[Model] = (),
    topic_ids: Iterable[int] = (),
    audience_id: int,
    at: dt.datetime,
) -> FeedLine:
    """The line of `obj`, as it stands now: made, or brought up to date (text, labels, place or readers changed).

    `sources`: what it can be followed by; the thing itself and its container always are. Exactly these remain.
    """
    ref, place = ref_of(obj), ref_of(container) if container is not None else None
    line = FeedLine(
        kind=kind,
        content_type_id=ref.type_id,
        object_id=ref.object_id,
        container_type_id=place.type_id if place else None,
        container_id=place.object_id if place else None,
        actor=actor,
        topics=sorted(set(topic_ids)),
        audience_id=audience_id,
        created_at=at,
        at=at,
    )
    (line,) = FeedLine.objects.bulk_create(
        [line],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["kind", "container_type", "container_id", "actor", "topics", "audience", "at"],
    )
    _write_sources(line, {ref_of(source) for source in (obj, container, *sources) if source is not None})
    _forget_card_after_commit([line.pk])
    return line


def _write_sources(line: FeedLine, wanted: set[Ref]) -> None:
    for known in FeedSource.objects.filter(line=line):
        if Ref(known.source_type_id, known.source_id) not in wanted:
            known.delete()
    FeedSource.objects.bulk_create(
        [
            FeedSource(line=line, source_type_id=r.type_id, source_id=r.object_id, audience_id=line.audience_id, at=line.at)
            for r in sorted(wanted)
        ],
        update_conflicts=True,
        unique_fields=["line", "source_type", "source_id"],
        update_fields=["audience_id", "at"],
    )


# One statement: every reply waits for it.
_TOUCH = """
WITH moved AS (
  UPDATE activity_feedline SET at = greatest(at, %(at)s), actor_id = %(actor)s
  WHERE content_type_id = %(type)s AND object_id = %(object)s RETURNING id
), followed AS (
  UPDATE activity_feedsource source SET at = greatest(source.at, %(at)s) FROM moved WHERE source.line_id = moved.id
)
SELECT count(*) FROM moved
"""


@prepared
def touch_line(*, obj: Model, actor: Person | None, at: dt.datetime) -> bool:
    """Something happened to it: it moves up (never down), also where it is followed. False when it has no line."""
    ref = ref_of(obj)
    values = {"type": ref.type_id, "object": ref.object_id, "actor": actor.pk if actor is not None else None, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH, values)
        return bool(cursor.fetchone()[0])


def forget_card(*, obj: Model) -> None:
    """What the card shows changed without moving it (an answer accepted, a count): draw it anew at the next look."""
    ref = ref_of(obj)
    _forget_card_after_commit(
        list(FeedLine.objects.filter(content_type=ref.type_id, object_id=ref.object_id).values_list("pk", flat=True))
    )


def forget_all_cards() -> None:
    """A name that many cards show changed (a person, a space): draw all anew, after the commit."""
    transaction.on_commit(_next_generation, robust=True)


def remove_line(*, obj: Model) -> bool:
    """Take it out of every feed; True when it was there."""
    ref = ref_of(obj)
    _total, by_model = FeedLine.objects.filter(content_type=ref.type_id, object_id=ref.object_id).delete()
    return bool(by_model.get("activity.FeedLine"))


@transaction.atomic
def set_audience(*, container: Model | None = None, obj: Model | None = None, audience_id: int) -> int:
    """Who reads the lines of a container (or of one thing) changed; returns how many lines follow."""
    lines = FeedLine.objects.all()
    if container is not None:
        place = ref_of(container)
        lines = lines.filter(container_type=place.type_id, container_id=place.object_id)
        sources = FeedSource.objects.filter(source_type=place.type_id, source_id=place.object_id).values("line")
        lines = lines.filter(pk__in=sources)
    elif obj is not None:
        ref = ref_of(obj)
        lines = lines.filter(content_type=ref.type_id, object_id=ref.object_id)
    else:
        raise ValueError("set_audience: container or obj")
    ids = list(lines.values_list("pk", flat=True))
    FeedSource.objects.filter(line__in=ids).update(audience_id=audience_id)
    return FeedLine.objects.filter(pk__in=ids).update(audience=audience_id)


def _forget_card_after_commit(line_ids: list[int]) -> None:
    keys = [key for pk in line_ids for key in card_keys(pk)]
    transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def _next_generation() -> None:
    cache.add(GENERATION_KEY, 0, None)
    cache.incr(GENERATION_KEY)
