"""Kinds of notices of the community: who gets them and why. Sent by `subscribers/notices.py`.

About one text a person gets the most specific notice: named, then « my thread », then what one follows, then the space.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from activity.enums import Cadence, Channel
from activity.models import Notification
from activity.queries.notification_kinds import Passages
from activity.rules.ics import Appointment

BOTH = (Channel.IN_APP, Channel.EMAIL)
INSIDE = (Channel.IN_APP,)


@dataclass(frozen=True, kw_only=True)
class CommunityKind:
    """`cadence`: when its mails leave unless the person says otherwise. `passages`: what they may quote."""

    key: str
    order: int
    label: Any
    icon: str
    specificity: int
    channels: tuple[Channel, ...]
    template: str
    reasons: dict[str, Any] = field(default_factory=dict)
    always: bool = False
    appointment: Callable[[Notification], Appointment | None] | None = None
    group: Any = _("Communauté")
    cadence: Cadence = Cadence.NOW
    passages: Passages | None = None
