"""The world as it was: what the bench wrote by posting is taken back, so that the next run finds the same."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Max

from activity.models import FeedLine, FeedSource, Notification
from benchmarks.world.bulk import without_triggers
from community.models import Reply, Thread
from core.models import OutboxRow, SearchEntry
from network.celery import app


def take_back_replies(first: int) -> None:
    """Delete replies numbered `first` and above with what came of them, and the work that waits."""
    app.control.purge()
    with without_triggers(), connection.cursor() as cursor:
        touched = list(Reply.objects.filter(pk__gte=first).values_list("thread_id", flat=True).distinct())
        SearchEntry.objects.filter(kind="reply", object_id__gte=first).delete()
        kind = ContentType.objects.get_for_model(Thread)
        Notification.objects.filter(content_type=kind, object_id__in=touched, event_key__startswith="reply:").delete()
        OutboxRow.objects.all().delete()
        cursor.execute("DELETE FROM community_reply WHERE id >= %s", [first])
        cursor.execute("DELETE FROM community_replyhistory WHERE id >= %s", [first])
    for thread in Thread.objects.filter(pk__in=touched):
        _settle(thread)


def _settle(thread: Thread) -> None:
    left = Reply.objects.filter(thread=thread)
    last = left.order_by("-pk").first()
    at = left.aggregate(at=Max("created_at"))["at"] or thread.created_at
    Thread.objects.filter(pk=thread.pk).update(
        reply_count=left.count(), last_reply_id=last.pk if last else 0, last_activity_at=at
    )
    kind = ContentType.objects.get_for_model(Thread)
    lines = FeedLine.objects.filter(content_type=kind, object_id=thread.pk)
    FeedSource.objects.filter(line__in=lines).update(at=at)
    lines.update(at=at)
