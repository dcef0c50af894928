"""How much people hear of a thing: its own level, else that of what holds it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model, Q

from activity.enums import SubscriptionLevel
from activity.models import Subscription
from activity.queries.targets import Ref, ref_of


@dataclass(frozen=True)
class Followers:
    """Ids of people to tell of what is new in a thing: live, or in their digest."""

    live: list[int] = field(default_factory=list)
    digest: list[int] = field(default_factory=list)


def followers_to_tell(target: Model | Ref) -> Followers:
    """Who follows the target at « tout, en direct » and at « récapitulatif »; one query, whatever their number."""
    ref = ref_of(target)
    rows = Subscription.objects.filter(
        content_type=ref.type_id, object_id=ref.object_id, level__in=[SubscriptionLevel.ALL, SubscriptionLevel.DIGEST]
    )
    found = Followers()
    for person_id, level in rows.values_list("person_id", "level"):
        (found.live if level == SubscriptionLevel.ALL else found.digest).append(person_id)
    return found


@dataclass(frozen=True)
class FollowersOfAny:
    """(id of a person, place of the target by which they hear of it), in the order of the targets."""

    live: list[tuple[int, int]] = field(default_factory=list)
    digest: list[tuple[int, int]] = field(default_factory=list)


def followers_of_any(targets: Sequence[Model | Ref], *, muted_by: Model | Ref) -> FollowersOfAny:
    """Who follows any of the targets at « tout, en direct » or at « récapitulatif », without those who muted `muted_by`
    (one of them, or what holds them). One query, whatever their number."""
    refs, holder = [ref_of(target) for target in targets], ref_of(muted_by)
    wanted = Q(content_type=holder.type_id, object_id=holder.object_id, level=SubscriptionLevel.NONE)
    for ref in refs:
        heard = (SubscriptionLevel.ALL, SubscriptionLevel.DIGEST)
        wanted |= Q(content_type=ref.type_id, object_id=ref.object_id, level__in=heard)
    rows = list(Subscription.objects.filter(wanted).values_list("person_id", "content_type_id", "object_id", "level"))
    muted = {row[0] for row in rows if row[3] == SubscriptionLevel.NONE}
    heard_by = [row for row in rows if row[0] not in muted]
    placed = sorted((refs.index(Ref(type_id, object_id)), person, level) for person, type_id, object_id, level in heard_by)
    found = FollowersOfAny()
    for place, person, level in placed:
        (found.live if level == SubscriptionLevel.ALL else found.digest).append((person, place))
    return found


def levels_of(person_ids: Iterable[int], *targets: Model | Ref) -> dict[int, str]:
    """Person id → level, by the first of the targets that the person follows (name the thread before its space).

    People who follow none of them are left out. One query.
    """
    refs = [ref_of(target) for target in targets]
    ids = list(person_ids)
    if not ids or not refs:
        return {}
    wanted = Q()
    for ref in refs:
        wanted |= Q(content_type=ref.type_id, object_id=ref.object_id)
    rows = Subscription.objects.filter(wanted, person__in=ids)
    found: dict[int, tuple[int, str]] = {}
    for person_id, type_id, object_id, level in rows.values_list("person_id", "content_type_id", "object_id", "level"):
        place = refs.index(Ref(type_id, object_id))
        if person_id not in found or place < found[person_id][0]:
            found[person_id] = (place, level)
    return {person_id: level for person_id, (_place, level) in found.items()}


def muted_in(person_ids: Iterable[int], *targets: Model | Ref) -> set[int]:
    """Those who asked to hear nothing, mentions included: the first target that they follow decides."""
    levels = levels_of(person_ids, *targets)
    return {person_id for person_id, level in levels.items() if level == SubscriptionLevel.NONE}
