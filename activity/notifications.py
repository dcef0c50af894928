"""Kinds of notices of this app: the one that says that notices are late."""

from django.utils.translation import gettext_lazy as _

from activity.actions.backlog import KIND
from activity.enums import Channel
from activity.queries.notification_kinds import notification_kinds


@notification_kinds.register_class
class BacklogKind:
    """By the bell alone: when mails are late, a mail would be."""

    key, order, icon = KIND, 90, "triangle-alert"
    label = _("Des envois sont en retard (administration)")
    group = _("Exploitation")
    specificity, channels, always = 50, (Channel.IN_APP,), False
    reasons = {"administrator": _("Vous administrez cette installation.")}
    template = "activity/notices/backlog.html"
