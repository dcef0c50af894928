"""What can be followed or kept, whatever app owns it: its type, its signed name in a form, its words in a list."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db.models import Model

from activity.enums import SubscriptionLevel
from core.registry import Registry
from people.models import Person

_SALT = "activity.target"


@dataclass(frozen=True)
class TargetCard:
    """One line of a list: words, address, a remark (where it lives)."""

    label: str
    url: str
    note: str = ""


class TargetKind(Protocol):
    """One kind of thing that members follow or keep. `key` is the model's label: `community.thread`.

    Registered in the owning app's `panels.py`. `follow` and `unfollow` are that app's own actions when following moves more
    than the subscription (a count); None for the plain ones. `first_level`, where a kind has it: how much one hears to begin
    with (« tout, en direct » elsewhere); what is broad begins in the digest. `load_many(ids, viewer_ids)`, where a kind has
    it, gives for each viewer what `load` gives, in a fixed number of queries: for what may be mailed to thousands at once.
    """

    key: str
    order: int
    label: Any
    icon: str

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        """Those of `ids` that the viewer may see, in one query."""


LoadMany = Callable[[list[int], list[int]], dict[int, dict[int, TargetCard]]]
target_kinds: Registry[TargetKind] = Registry("choses que l’on suit ou garde")


@dataclass(frozen=True, order=True)
class Ref:
    """A thing by its type and number."""

    type_id: int
    object_id: int

    @property
    def key(self) -> str:
        """The label of the model: `community.thread`."""
        content_type = ContentType.objects.get_for_id(self.type_id)
        return f"{content_type.app_label}.{content_type.model}"


def first_level_of(ref: Ref) -> SubscriptionLevel:
    """How much one hears of a thing that one begins to follow."""
    return SubscriptionLevel(getattr(target_kinds.get(ref.key), "first_level", SubscriptionLevel.ALL))


def type_id(target: Model | type[Model]) -> int:
    """The number of the target's type (kept in the process)."""
    return int(ContentType.objects.get_for_model(target).pk)


def ref_of(target: "Model | Ref") -> Ref:
    return target if isinstance(target, Ref) else Ref(type_id(target), int(target.pk))


def sign(target: "Model | Ref", viewer: Person) -> str:
    """The target's name for a form shown to this viewer; nobody else can send it, nobody can make one up."""
    ref = ref_of(target)
    return signing.dumps([viewer.pk, ref.type_id, ref.object_id], salt=_SALT)


def read_signed(value: str, viewer: Person) -> Ref | None:
    """The target that was signed for this viewer, or None."""
    try:
        person_id, content_type_id, object_id = signing.loads(value, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ref(content_type_id, object_id) if person_id == viewer.pk else None


def cards_of(refs: Iterable[Ref], viewer: Person) -> dict[Ref, TargetCard]:
    """Words for each target that the viewer may see: one query per kind, none for kinds that nobody registered."""
    by_type: dict[int, list[int]] = {}
    for ref in refs:
        by_type.setdefault(ref.type_id, []).append(ref.object_id)
    cards: dict[Ref, TargetCard] = {}
    for number, ids in by_type.items():
        kind = target_kinds.get(Ref(number, 0).key)
        if kind is not None:
            cards |= {Ref(number, pk): card for pk, card in kind.load(ids, viewer).items()}
    return cards


def cards_of_many(wanted: Mapping[Person, Iterable[Ref]]) -> dict[int, dict[Ref, TargetCard]]:
    """The same for several viewers, by their number; kinds that have `load_many` read for all of them at once."""
    viewers: dict[int, dict[Person, set[int]]] = {}
    for viewer, refs in wanted.items():
        for ref in refs:
            viewers.setdefault(ref.type_id, {}).setdefault(viewer, set()).add(ref.object_id)
    found: dict[int, dict[Ref, TargetCard]] = {viewer.pk: {} for viewer in wanted}
    for number, by_viewer in viewers.items():
        kind = target_kinds.get(Ref(number, 0).key)
        if kind is None:
            continue
        for viewer_id, cards in _load_many(kind, by_viewer).items():
            found[viewer_id] |= {Ref(number, pk): card for pk, card in cards.items()}
    return found


def _load_many(kind: TargetKind, by_viewer: dict[Person, set[int]]) -> dict[int, dict[int, TargetCard]]:
    many: LoadMany | None = getattr(kind, "load_many", None)
    if many is not None and len(by_viewer) > 1:
        return many(sorted(set().union(*by_viewer.values())), [viewer.pk for viewer in by_viewer])
    return {viewer.pk: kind.load(sorted(ids), viewer) for viewer, ids in by_viewer.items()}


def is_visible(ref: Ref, viewer: Person) -> bool:
    """Whether the viewer may see the target; False for a kind that nobody registered."""
    kind = target_kinds.get(ref.key)
    return kind is not None and ref.object_id in kind.load([ref.object_id], viewer)


def may_follow(person: Person, ref: Ref) -> bool:
    """Whatever one may see, but oneself."""
    return ref != Ref(type_id(Person), person.pk) and is_visible(ref, person)


def button_of(target: "Model | Ref", viewer: Person, *, pressed: bool) -> dict[str, Any]:
    """What a button that follows or keeps needs: the signed target, whether it is pressed, an id of its own."""
    ref = ref_of(target)
    return {"token": sign(ref, viewer), "pressed": pressed, "element_id": f"{ref.type_id}-{ref.object_id}"}
