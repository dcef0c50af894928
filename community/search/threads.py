"""Threads and replies in the search. The audience of a space decides who finds what is in it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.models import Reply, Thread
from community.search.parts import audience, batches, topics_of
from core.markdown import plain
from core.search import MAX_TEXT, Document, Hit, sources


@sources.register_class
class ThreadSource:
    """The opening text of discussions and questions. An accepted answer makes a thread count more."""

    key = facet = "thread"
    order = 10
    label = _("Fils")
    template = "community/search/thread.html"
    bulky = True

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        threads = Thread.objects.filter(deleted_at=None).select_related("space")
        if ids is not None:
            threads = threads.filter(pk__in=ids)
        for batch in batches(threads):
            topics = topics_of(Thread, [thread.pk for thread in batch])
            for thread in batch:
                yield Document(
                    object_id=thread.pk,
                    title=thread.title,
                    keywords=topics.get(thread.pk, ""),
                    text=plain(thread.body, MAX_TEXT),
                    audience=audience(thread.space),
                    language=thread.language,
                    at=thread.created_at,
                    weight=1.2 if thread.accepted_id else 1.0,
                    marks=(thread.space.search_mark,),
                )

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        _present_threads(viewer, hits)


@sources.register_class
class ReplySource:
    """Replies: a result of their thread, that leads to the very answer."""

    key = "reply"
    facet = "thread"
    order = 11
    label = _("Réponses")
    template = "community/search/thread.html"
    bulky = True

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        replies = Reply.objects.filter(deleted_at=None, thread__deleted_at=None).select_related("thread__space")
        if ids is not None:
            replies = replies.filter(pk__in=ids)
        for reply in replies.iterator(chunk_size=1000):
            accepted = reply.thread.accepted_id == reply.pk
            yield Document(
                object_id=reply.pk,
                group_id=reply.thread_id,
                title=reply.thread.title,
                text=plain(reply.body, MAX_TEXT),
                audience=audience(reply.thread.space),
                language=reply.language,
                at=reply.created_at,
                weight=0.9 if accepted else 0.6,
                marks=(reply.thread.space.search_mark,),
            )

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        _present_threads(viewer, hits)


def _present_threads(viewer: Any, hits: list[Hit]) -> None:
    """Checks visibility once more: the index may be a moment behind a revocation."""
    ids = [hit.group_id for hit in hits]
    threads = Thread.objects.visible_to(viewer).with_byline().filter(pk__in=ids).in_bulk()
    for hit in hits:
        if thread := threads.get(hit.group_id):
            hit.shown["thread"] = thread
            place = Reply(pk=hit.object_id, thread_id=thread.pk) if hit.kind == "reply" else thread
            hit.shown["url"] = place.get_absolute_url()
            hit.shown["from_reply"] = hit.kind == "reply"
