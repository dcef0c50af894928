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
    `group`: label under which preferences list it. More may be there: `cadence`, when its mails leave unless the person says
    otherwise; `passages`, the words that a mail may quote; `facts`, what a mail at once says in a few lines (when, where);
    `appointment`, what it carries for an agenda, or `appointments`, several; `concerns`, a predicate: whom such notices can
    reach at all.
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


@dataclass(frozen=True)
class Fact:
    """One line of a mail: « Lieu : salle 2.14 »; with `url`, a link outside of the site that the reader may follow."""

    label: Any
    text: str
    url: str = ""


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


def facts_of(kind: NotificationKind, notice: "Notification") -> list[Fact]:
    """What a mail at once says of this notice, as its reader may see it when the mail leaves."""
    said = getattr(kind, "facts", None)
    return said(notice) if said is not None else []


notification_kinds: Registry[NotificationKind] = Registry("genres de notifications")
