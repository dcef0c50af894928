"""Kinds of notices: registered by the apps that send them, in their `notifications.py`."""

from collections.abc import Sequence
from typing import Any, Protocol

from activity.enums import Channel
from core.registry import Registry


class NotificationKind(Protocol):
    """One kind of notice.

    `specificity`: of two kinds about one fact the person gets the higher (a mention beats « a reply in a thread »).
    `channels`: where it goes unless the person says otherwise. `always`: cannot be switched off.
    `reasons` says in words why one gets it, by the reason given to `notify`. `template` draws the sentence from `notice`
    (Notification with actor) and `others` (how many more people did the same in the same place).
    `group`: label under which preferences list it.
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


notification_kinds: Registry[NotificationKind] = Registry("genres de notifications")
