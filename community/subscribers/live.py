"""Nudges to open pages, right after the commit: ids only, the page asks by itself for what it may see."""

from activity.actions.live import nudge, nudge_each
from community.events import ReplyPosted, ThreadPosted
from core.events import subscribe


@subscribe(ThreadPosted, when="commit")
def nudge_space(event: ThreadPosted) -> None:
    nudge(topic=f"space:{event.space_id}", kind="thread", ref=event.thread_id, at=event.at)


@subscribe(ReplyPosted, when="commit")
def nudge_thread(event: ReplyPosted) -> None:
    told = [(f"thread:{event.thread_id}", event.reply_id), (f"space:{event.space_id}", event.thread_id)]
    nudge_each(told, kind="reply", at=event.at)
