"""Reminders of bookmarks."""

from celery import shared_task
from django.utils import timezone

from activity.actions import collections


@shared_task(name="activity.remind_bookmarks")
def remind_bookmarks() -> int:
    """Those whose time has come; running it twice tells nobody twice."""
    return collections.remind(at=timezone.now())
