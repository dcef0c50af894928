"""Threads, replies and spaces in the search. The audience of a space decides who finds what is in it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from community.enums import SpaceAccess
from community.models import Reply, Space, Thread
from competencies.models import Topic, TopicTagged
from core.markdown import plain
from core.search import EVERYONE, MAX_TEXT, Document, Hit, sources


def _audience(space: Space) -> int:
    return EVERYONE if space.access == SpaceAccess.OPEN else int(space.audience_id)


def _topics_of(threads: list[Thread]) -> dict[int, str]:
    """Names and variants of each thread's topics, and those of the topics merged into them, in four queries for all."""
    rows = TopicTagged.objects.filter(
        content_type=ContentType.objects.get_for_model(Thread), object_id__in=[thread.pk for thread in threads]
    ).values_list("object_id", "tag_id")
    pairs = list(rows)
    topics = Topic.objects.prefetch_related("aliases", "merged").in_bulk({topic_id for _thread, topic_id in pairs})
    words = {pk: " ".join(_words_of(topic)) for pk, topic in topics.items()}
    names: dict[int, str] = {}
    for thread_id, topic_id in pairs:
        names[thread_id] = f"{names.get(thread_id, '')} {words.get(topic_id, '')}"
    return names


def _words_of(topic: Topic) -> list[str]:
    variants = [alias.folded for alias in topic.aliases.all()]
    return [topic.name, *variants, *(old.name for old in topic.merged.all())]


def _batches(queryset: Any, size: int = 1000) -> Iterable[list[Any]]:
    batch: list[Any] = []
    for row in queryset.iterator(chunk_size=size):
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


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
        for batch in _batches(threads):
            topics = _topics_of(batch)
            for thread in batch:
                yield Document(
                    object_id=thread.pk,
                    title=thread.title,
                    keywords=topics.get(thread.pk, ""),
                    text=plain(thread.body, MAX_TEXT),
                    audience=_audience(thread.space),
                    language=thread.language,
                    at=thread.created_at,
                    weight=1.2 if thread.accepted_id else 1.0,
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
                audience=_audience(reply.thread.space),
                language=reply.language,
                at=reply.created_at,
                weight=0.9 if accepted else 0.6,
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


@sources.register_class
class SpaceSource:
    """Spaces that may be found: a hidden one by its members alone."""

    key = facet = "space"
    order = 40
    label = _("Espaces")
    template = "community/search/space.html"
    bulky = False

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        spaces = Space.objects.active()
        if ids is not None:
            spaces = spaces.filter(pk__in=ids)
        for space in spaces:
            hidden = space.access == SpaceAccess.HIDDEN
            yield Document(
                object_id=space.pk,
                title=space.name,
                keywords=space.summary,
                text=space.summary if space.access != SpaceAccess.OPEN else f"{space.summary} {plain(space.welcome, 2000)}",
                audience=int(space.audience_id) if hidden else EVERYONE,
                at=space.created_at,
                weight=1.3,
            )

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        found = Space.objects.findable_by(viewer).filter(pk__in=[hit.object_id for hit in hits]).in_bulk()
        for hit in hits:
            if space := found.get(hit.object_id):
                hit.shown["space"] = space
                hit.shown["url"] = space.get_absolute_url()
