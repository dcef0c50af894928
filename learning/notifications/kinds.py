"""The shape of learning's kinds of notices."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from activity.enums import Cadence, Channel
from activity.queries.notification_kinds import notification_kinds

BOTH = (Channel.IN_APP, Channel.EMAIL)


@dataclass(frozen=True, kw_only=True)
class LearningKind:
    """See NotificationKind."""

    key: str
    template: str
    label: Any
    order: int
    icon: str
    specificity: int
    reasons: dict[str, Any]
    channels: tuple[Channel, ...] = BOTH
    always: bool = False
    group: Any = _("Apprentissage")
    cadence: Cadence = Cadence.NOW


def register(shape: type[LearningKind], name: str, label: Any, **values: Any) -> None:
    """Register the kind `learning.<name>`, drawn by the template of that name."""
    template = f"learning/notifications/{name}.html"
    notification_kinds.register(shape(key=f"learning.{name}", template=template, label=label, **values))


def declare(name: str, label: Any, **values: Any) -> None:
    register(LearningKind, name, label, **values)
