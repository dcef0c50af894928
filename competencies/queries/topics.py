"""Reads of topics: which one a spelling means, suggestions while typing, the list with its counts."""

from collections.abc import Iterable

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length

from competencies.models import Topic, TopicAlias, TopicTagged
from competencies.rules.topics import folded

SUGGESTED = 8


def kept() -> "QuerySet[Topic]":
    """Topics that stand for themselves (merged ones lead to another)."""
    return Topic.objects.filter(merged_into=None)


def find_topics(keys: Iterable[str]) -> dict[str, Topic]:
    """The topic that each folded spelling means today, through variants and merges; two queries."""
    wanted = set(keys)
    found: dict[str, Topic] = {}
    for alias in TopicAlias.objects.filter(folded__in=wanted).select_related("topic__merged_into"):
        found[alias.folded] = alias.topic
    for topic in Topic.objects.filter(folded__in=wanted).select_related("merged_into"):
        found[topic.folded] = topic
    return {key: _standing(topic) for key, topic in found.items()}


def _standing(topic: Topic) -> Topic:
    """The topic that remains after merges; merging flattens, so one step is the rule and a loop cannot be."""
    while topic.merged_into is not None:
        topic = topic.merged_into
    return topic


def suggest(text: str, *, limit: int = SUGGESTED) -> list[Topic]:
    """Topics whose name, or a variant of it, begins with what is typed; then those that contain it. Shortest first."""
    key = folded(text)
    if not key:
        return []
    topics = kept().order_by(Length("folded"), "folded")
    by_variant = TopicAlias.objects.filter(Q(folded__startswith=key) | Q(folded__contains=f" {key}")).values("topic")
    matching = topics.filter(Q(folded__startswith=key) | Q(folded__contains=key) | Q(pk__in=by_variant))[: limit * 4]
    ordered = sorted(matching, key=lambda topic: not topic.folded.startswith(key))
    return ordered[:limit]


def listing(text: str = "") -> "QuerySet[Topic]":
    """Topics with the number of things that carry them (`uses`, counted for the rows of a page only), to order by name."""
    carried = TopicTagged.objects.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(n=Count("pk")).values("n")
    topics = kept().annotate(uses=Subquery(carried, output_field=IntegerField()))
    if key := folded(text):
        variants = TopicAlias.objects.filter(folded__contains=key).values("topic")
        topics = topics.filter(Q(folded__contains=key) | Q(pk__in=variants))
    return topics


def variants_of(topic: Topic) -> list[str]:
    """Folded spellings that lead here, merged names included."""
    aliases = TopicAlias.objects.filter(topic=topic).values_list("folded", flat=True)
    merged = Topic.objects.filter(merged_into=topic).values_list("folded", flat=True)
    return sorted({*aliases, *merged} - {topic.folded})


def twins(*, limit: int = 20) -> list[tuple[Topic, Topic]]:
    """Pairs that are probably one topic: the name of one is the plural, or the English name, of the other (older first)."""
    by_key: dict[str, Topic] = {}
    pairs: list[tuple[Topic, Topic]] = []
    for topic in kept().order_by("pk"):
        keys = {topic.folded, topic.folded.rstrip("sx"), folded(topic.name_en)} - {""}
        first = next((by_key[key] for key in keys if key in by_key), None)
        if first is not None:
            pairs.append((first, topic))
        for key in keys:
            by_key.setdefault(key, topic)
    return pairs[:limit]
