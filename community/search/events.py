"""Events in the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.enums import EventState
from community.models import Event
from community.search.parts import audience, batches, topics_of
from core.markdown import plain
from core.search import MAX_TEXT, Document, Hit, sources


@sources.register_class
class EventSource:
    """What was published, with its recap; a cancelled one counts less. The link of participation is not in it."""

    key = facet = "event"
    order = 30
    label = _("Événements")
    template = "community/search/event.html"
    bulky = False

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        events = Event.objects.exclude(state=EventState.DRAFT).select_related("space")
        if ids is not None:
            events = events.filter(pk__in=ids)
        for batch in batches(events):
            topics = topics_of(Event, [event.pk for event in batch])
            for event in batch:
                words = f"{event.summary} {event.place} {plain(event.body, MAX_TEXT)} {plain(event.recap, MAX_TEXT)}"
                yield Document(
                    object_id=event.pk,
                    title=event.title,
                    keywords=topics.get(event.pk, ""),
                    text=words.strip(),
                    audience=audience(event.space),
                    language=event.language,
                    at=event.created_at,
                    weight=0.6 if event.state == EventState.CANCELLED else 1.1,
                )

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        """Checks visibility once more: the index may be a moment behind a revocation."""
        ids = [hit.object_id for hit in hits]
        events = Event.objects.visible_to(viewer).select_related("space").filter(pk__in=ids).in_bulk()
        for hit in hits:
            if event := events.get(hit.object_id):
                hit.shown["event"] = event
                hit.shown["url"] = event.get_absolute_url()
