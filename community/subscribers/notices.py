"""Who hears of what: worked out in a worker, in bulk, whatever the number of followers.

Every notice about one text has the same `event_key`, so that a person who is mentioned, asked the question and follows
the space gets one notice, the most telling.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from activity.actions.notifications import notify
from activity.queries.levels import followers_to_tell
from community.events import (
    AnswerAccepted,
    JoinAnswered,
    JoinRequested,
    MemberJoined,
    ReplyEdited,
    ReplyPosted,
    ThreadEdited,
    ThreadPosted,
)
from community.models import Mention, Reply, Space, Thread
from community.queries.members import facilitator_ids
from community.subscribers.followers import sources_of, told
from community.subscribers.mentions import tell_named
from core.events import subscribe


def _thread(thread_id: int) -> Thread | None:
    return Thread.objects.filter(pk=thread_id, deleted_at=None).select_related("space").first()


def _data(thread: Thread) -> dict[str, Any]:
    """Words of the notice's sentence; the text itself stays where it is read."""
    return {"title": thread.title, "space": thread.space.name, "question": thread.is_question}


Told = Iterable[tuple[int, str]]


def _tell(
    kind: str, *, thread: Thread, key: str, url: str, actor: int, to: Told, at: dt.datetime, in_digest: Told = ()
) -> None:
    notify(
        kind=kind, event_key=key, recipients=to, in_digest=in_digest, actor=actor, target=thread, container=thread.space,
        audience_id=thread.space.audience_id, url=url, data=_data(thread), at=at,
    )  # fmt: skip


@subscribe(ThreadPosted)
def tell_of_thread(event: ThreadPosted) -> None:
    thread = _thread(event.thread_id)
    if thread is None:
        return
    key, url = f"thread:{thread.pk}", thread.get_absolute_url()
    named = Mention.objects.filter(thread=thread, reply=None).values_list("person_id", flat=True)
    tell_named(named, thread, where="thread", key=key, url=url, actor=event.author_id, at=event.at)
    skills = thread.competencies.values_list("pk", flat=True)
    sources = sources_of(
        competency_ids=skills, topics=thread.topics.all(), person_ids=[thread.author_id], space=thread.space
    )
    live, digest = told(sources, held_by=thread.space)
    _tell("community.thread", thread=thread, key=key, url=url, actor=event.author_id, to=live, in_digest=digest, at=event.at)


@subscribe(ReplyPosted)
def tell_of_reply(event: ReplyPosted) -> None:
    """The author of the thread by a kind of its own; each follower at the level of the thread, whatever the space's."""
    thread = _thread(event.thread_id)
    reply = Reply.objects.filter(pk=event.reply_id, deleted_at=None).first()
    if thread is None or reply is None:
        return
    key, url = f"reply:{reply.pk}", reply.get_absolute_url()
    named = Mention.objects.filter(reply=reply).values_list("person_id", flat=True)
    tell_named(named, thread, where="thread", key=key, url=url, actor=event.author_id, at=event.at)
    followers, author = followers_to_tell(thread), thread.author_id
    for kind, reason, is_author in (("reply_to_mine", "author", True), ("reply", "thread", False)):
        live, digest = (
            [(number, reason) for number in group if (number == author) is is_author]
            for group in (followers.live, followers.digest)
        )
        _tell(
            f"community.{kind}", thread=thread, key=key, url=url, actor=event.author_id, to=live, in_digest=digest,
            at=event.at,
        )  # fmt: skip


@subscribe(ThreadEdited)
@subscribe(ReplyEdited)
def tell_newly_named(event: ThreadEdited | ReplyEdited) -> None:
    thread = _thread(event.thread_id)
    if thread is None or not event.mentioned_ids:
        return
    key, url = f"thread:{thread.pk}", thread.get_absolute_url()
    if isinstance(event, ReplyEdited):
        key, url = f"reply:{event.reply_id}", Reply(pk=event.reply_id, thread_id=thread.pk).get_absolute_url()
    tell_named(event.mentioned_ids, thread, where="thread", key=key, url=url, actor=event.by_id, at=event.at)


@subscribe(AnswerAccepted)
def tell_answerer(event: AnswerAccepted) -> None:
    thread = _thread(event.thread_id)
    if thread is None:
        return
    url = Reply(pk=event.reply_id, thread_id=thread.pk).get_absolute_url()
    key = f"accepted:{event.reply_id}"
    to = [(event.author_id, "answer")]
    _tell("community.accepted", thread=thread, key=key, url=url, actor=event.by_id, to=to, at=event.at)


@subscribe(JoinRequested)
def tell_facilitators(event: JoinRequested) -> None:
    space = Space.objects.get(pk=event.space_id)
    notify(
        kind="community.join_requested",
        event_key=f"join-request:{event.request_id}",
        recipients=[(number, "facilitator") for number in facilitator_ids(space.pk)],
        actor=event.person_id,
        target=space,
        audience_id=None,
        url=f"{space.get_absolute_url()}demandes/",
        data={"space": space.name},
        at=event.at,
    )


@subscribe(JoinAnswered)
def tell_who_asked(event: JoinAnswered) -> None:
    _tell_of_entry("community.join_answered", event, reason="request", data={"accepted": event.accepted})


@subscribe(MemberJoined)
def tell_who_was_added(event: MemberJoined) -> None:
    """Only of what somebody else did: an answer to one's request says it better."""
    if event.by_id != event.person_id:
        _tell_of_entry("community.added", event, reason="added", data={})


def _tell_of_entry(kind: str, event: JoinAnswered | MemberJoined, *, reason: str, data: dict[str, Any]) -> None:
    """Who is in now is led to the words of welcome."""
    space = Space.objects.get(pk=event.space_id)
    welcome = "?bienvenue=1" if space.welcome_html and data.get("accepted", True) else ""
    notify(
        kind=kind,
        event_key=f"entry:{space.pk}:{event.person_id}:{int(event.at.timestamp())}",
        recipients=[(event.person_id, reason)],
        actor=event.by_id,
        target=space,
        audience_id=None,
        url=f"{space.get_absolute_url()}{welcome}",
        data={"space": space.name, **data},
        at=event.at,
    )
