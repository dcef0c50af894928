"""Kinds of notices of the community: who gets them and why. Sent by `subscribers/`.

About one text a person gets the most specific notice: named, then « my thread », then what one follows, then the space.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from activity.enums import Cadence, Channel
from activity.models import Notification
from activity.queries.notification_kinds import Fact, Passages, notification_kinds
from activity.rules.ics import Appointment

BOTH = (Channel.IN_APP, Channel.EMAIL)
INSIDE = (Channel.IN_APP,)


@dataclass(frozen=True, kw_only=True)
class CommunityKind:
    """`cadence`: when its mails leave unless the person says otherwise. `passages`: what they may quote. `facts`,
    `appointment`: what a mail at once says, and carries for an agenda."""

    key: str
    template: str
    label: Any
    order: int
    icon: str
    specificity: int
    reasons: dict[str, Any]
    channels: tuple[Channel, ...] = BOTH
    always: bool = False
    appointment: Callable[[Notification], Appointment | None] | None = None
    facts: Callable[[Notification], list[Fact]] | None = None
    group: Any = _("Communauté")
    cadence: Cadence = Cadence.NOW
    passages: Passages | None = None


def declare(name: str, label: Any, **values: Any) -> None:
    """Register the kind `community.<name>`, drawn by the template of that name; `values`: fields of CommunityKind."""
    template = f"community/notifications/{name}.html"
    notification_kinds.register(CommunityKind(key=f"community.{name}", template=template, label=label, **values))
