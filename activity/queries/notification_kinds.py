"""Kinds of notices: registered by the apps that send them, in their `notifications.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from activity.enums import Cadence, Channel
from core.registry import Registry
from people.models import Person

if TYPE_CHECKING:
    from activity.models import Notification


class NotificationKind(Protocol):
    """One kind of notice.

    `specificity`: of two kinds about one fact the person gets the higher (a mention beats « a reply in a thread »).
    `channels`: where it goes unless the person says otherwise. `always`: cannot be switched off.
    `reasons` says in words why one gets it, by the reason given to `notify`. `template` draws the sentence from `notice`
    (Notification with actor) and `others` (how many more people did the same in the same place).
    `group`: label under which preferences list it. Two more may be there (see `cadence_of`, `passages_of`): `cadence`, when
    its mails leave unless the person says otherwise, and `passages`, the words that a mail may quote.
    """

    @property
    def key(self) -> str: ...

    @property
    def order(self) -> int: ...

    @property
    def label(self) -> Any: ...

    @property
    def group(self) -> Any: ...

    @property
    def icon(self) -> str: ...

    @property
    def specificity(self) -> int: ...

    @property
    def channels(self) -> Sequence[Channel]: ...

    @property
    def always(self) -> bool: ...

    @property
    def reasons(self) -> dict[str, Any]: ...

    @property
    def template(self) -> str: ...


@dataclass(frozen=True)
class Passage:
    """What a mail may quote of a notice's thing: its text, cut short, and its language."""

    text: str
    language: str = "fr"


class Passages(Protocol):
    def __call__(self, notices: "Sequence[Notification]", viewer: Person) -> dict[int, Passage]:
        """By the notice's id, for those whose thing is still there and open to the viewer; the others get no mail."""


def cadence_of(kind: NotificationKind) -> str:
    """When mails of this kind leave unless the person says otherwise; "" for a kind that goes by no mail."""
    if Channel.EMAIL not in kind.channels:
        return ""
    return str(getattr(kind, "cadence", None) or Cadence.NOW.value)


def passages_of(kind: NotificationKind) -> Passages | None:
    return getattr(kind, "passages", None)


notification_kinds: Registry[NotificationKind] = Registry("genres de notifications")
