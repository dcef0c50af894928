"""The search follows what is written, in a worker."""

from collections.abc import Iterable

from community.actions import spaces
from community.events import (
    AnswerAccepted,
    AnswerUnaccepted,
    ReplyDeleted,
    ReplyEdited,
    ReplyPosted,
    SpaceChanged,
    SpaceCreated,
    ThreadDeleted,
    ThreadEdited,
    ThreadPosted,
    ThreadRestored,
)
from community.models import Reply, Thread
from competencies.events import TopicChanged, TopicsMerged
from core.events import subscribe
from core.search import refresh

BATCH = 500


@subscribe(ThreadPosted)
def index_thread(event: ThreadPosted) -> None:
    refresh("thread", [event.thread_id])


@subscribe(ThreadEdited)
@subscribe(ThreadDeleted)
@subscribe(ThreadRestored)
def index_thread_wholly(event: ThreadEdited | ThreadDeleted | ThreadRestored) -> None:
    """Its replies carry its title, and go and come with it."""
    refresh("thread", [event.thread_id])
    _refresh_all("reply", Reply.objects.filter(thread=event.thread_id).values_list("pk", flat=True))


@subscribe(TopicChanged)
def index_threads_of_topic(event: TopicChanged) -> None:
    """Threads are found by the names and variants of their topics."""
    _refresh_all("thread", Thread.objects.filter(topics=event.topic_id).values_list("pk", flat=True))


@subscribe(TopicsMerged)
def index_threads_of_merged_topic(event: TopicsMerged) -> None:
    _refresh_all("thread", Thread.objects.filter(topics=event.kept_id).values_list("pk", flat=True))


def _refresh_all(kind: str, numbers: Iterable[int]) -> None:
    ids = list(numbers)
    for start in range(0, len(ids), BATCH):
        refresh(kind, ids[start : start + BATCH])


@subscribe(ReplyPosted)
@subscribe(ReplyEdited)
@subscribe(ReplyDeleted)
def index_reply(event: ReplyPosted | ReplyEdited | ReplyDeleted) -> None:
    refresh("reply", [event.reply_id])


@subscribe(AnswerAccepted)
@subscribe(AnswerUnaccepted)
def weigh_answer(event: AnswerAccepted | AnswerUnaccepted) -> None:
    """An accepted answer counts more, and so does its thread."""
    refresh("thread", [event.thread_id])
    refresh("reply", [event.reply_id])


@subscribe(SpaceCreated)
def index_space(event: SpaceCreated) -> None:
    refresh("space", [event.space_id])


@subscribe(SpaceChanged)
def index_changed_space(event: SpaceChanged) -> None:
    """What was written while the readers changed is brought in line once more."""
    if event.audience_changed:
        spaces.realign_readers(space_id=event.space_id)
    refresh("space", [event.space_id])
