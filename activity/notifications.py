"""Kinds of notices of this app: reminders of bookmarks, and the one that says that notices are late."""

from django.utils.translation import gettext_lazy as _

from activity.actions.backlog import KIND
from activity.actions.collections import KIND as REMINDER
from activity.enums import Channel
from activity.queries.notification_kinds import notification_kinds
from people.models import Person
from people.permissions import may_administer


@notification_kinds.register_class
class BacklogKind:
    """By the bell alone: when mails are late, a mail would be."""

    key, order, icon = KIND, 90, "triangle-alert"
    label = _("Des envois sont en retard (administration)")
    group = _("Exploitation")
    specificity, channels, always = 50, (Channel.IN_APP,), False
    reasons = {"administrator": _("Vous administrez cette installation.")}
    template = "activity/notices/backlog.html"

    def concerns(self, person: Person) -> bool:
        return may_administer(person)


@notification_kinds.register_class
class BookmarkReminder:
    key, order, icon = REMINDER, 30, "alarm-clock"
    label = _("Un rappel que j’ai demandé sur un signet")
    group = _("Mes signets")
    specificity, channels, always = 95, (Channel.IN_APP, Channel.EMAIL), False
    reasons = {"asked": _("Vous avez demandé ce rappel.")}
    template = "activity/notices/bookmark_reminder.html"
