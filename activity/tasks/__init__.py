"""What workers and beat run for this app, one noun per module."""

from activity.tasks import backlog, mails, reminders

__all__ = ["backlog", "mails", "reminders"]
