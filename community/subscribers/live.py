"""Nudges to open pages, right after the commit: ids only, the page asks by itself for what it may see."""

from activity.actions.live import nudge
from community.events import ReplyPosted, ThreadPosted
from core.events import subscribe


@subscribe(ThreadPosted, when="commit")
def nudge_space(event: ThreadPosted) -> None:
    nudge(topic=f"space:{event.space_id}", kind="thread", ref=event.thread_id, at=event.at)


@subscribe(ReplyPosted, when="commit")
def nudge_thread(event: ReplyPosted) -> None:
    nudge(topic=f"thread:{event.thread_id}", kind="reply", ref=event.reply_id, at=event.at)
    nudge(topic=f"space:{event.space_id}", kind="reply", ref=event.thread_id, at=event.at)
