"""Competencies and topics in the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from competencies.models import Competency, Topic
from core.search import Document, Hit, sources


@sources.register_class
class CompetencySource:
    """The framework's competencies, in both languages, with what one can do at each level."""

    key = facet = "competency"
    order = 30
    label = _("Compétences")
    template = "competencies/search/competency.html"
    bulky = False

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        competencies = Competency.objects.filter(retired_at=None).select_related("framework")
        competencies = competencies.prefetch_related("descriptions")
        if ids is not None:
            competencies = competencies.filter(pk__in=ids)
        for competency in competencies:
            yield Document(
                object_id=competency.pk,
                title=competency.name_fr,
                keywords=f"{competency.code} {competency.name_en}",
                text=" ".join([competency.definition_fr, *(level.can_fr for level in competency.descriptions.all())]),
                at=competency.framework.loaded_at,
                weight=1.6,
            )

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        found = Competency.objects.select_related("group").in_bulk([hit.object_id for hit in hits])
        for hit in hits:
            if competency := found.get(hit.object_id):
                hit.shown["competency"] = competency
                hit.shown["url"] = competency.get_absolute_url()


@sources.register_class
class TopicSource:
    """Topics, with their English name and variants."""

    key = facet = "topic"
    order = 50
    label = _("Étiquettes")
    template = "competencies/search/topic.html"
    bulky = False

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        topics = Topic.objects.filter(merged_into=None).prefetch_related("aliases")
        if ids is not None:
            topics = topics.filter(pk__in=ids)
        for topic in topics:
            yield Document(
                object_id=topic.pk,
                title=topic.name,
                keywords=" ".join([topic.name_en, *(alias.folded for alias in topic.aliases.all())]),
                at=topic.created_at,
                weight=0.9,
            )

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        found = Topic.objects.in_bulk([hit.object_id for hit in hits])
        for hit in hits:
            if topic := found.get(hit.object_id):
                hit.shown["topic"] = topic
                hit.shown["url"] = topic.get_absolute_url()
