"""What the search sources of the community share: who finds what is in a space, words of topics, batches."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from community.models import Space
from community.rules.presets import read_by_all
from competencies.models import Topic, TopicTagged
from core.search import EVERYONE


def audience(space: Space) -> int:
    return EVERYONE if read_by_all(space.access) else int(space.audience_id)


def topics_of(model: type[Model], ids: list[int]) -> dict[int, str]:
    """Names and variants of the topics of each row, and those of the topics merged into them, in four queries for all."""
    rows = TopicTagged.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=ids).values_list(
        "object_id", "tag_id"
    )
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


def batches(queryset: Any, size: int = 1000) -> Iterable[list[Any]]:
    batch: list[Any] = []
    for row in queryset.iterator(chunk_size=size):
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
