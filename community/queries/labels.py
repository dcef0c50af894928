"""Topics and competencies of threads and spaces, read with them in one query."""

from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from community.models import Space, Thread
from competencies.models import Competency, Topic, TopicTagged

Q = TypeVar("Q", bound="QuerySet[Any]")
_FIELD = {Thread: "thread", Space: "space"}


def with_labels(rows: Q, model: type[Model]) -> Q:
    """Adds `topic_rows` and `competency_rows` (JSON); `topics_of` and `competencies_of` make objects of them."""
    tagged = TopicTagged.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=OuterRef("pk")
    ).order_by("tag__folded")
    through = model.competencies.through.objects.filter(**{_FIELD[model]: OuterRef("pk")})  # type: ignore[attr-defined]
    return rows.annotate(
        topic_rows=ArraySubquery(
            tagged.values(row=JSONObject(id="tag_id", name="tag__name", name_en="tag__name_en", slug="tag__slug"))
        ),
        competency_rows=ArraySubquery(
            through.order_by("competency__order").values(
                row=JSONObject(
                    id="competency_id",
                    code="competency__code",
                    name_fr=F("competency__name_fr"),
                    name_en=F("competency__name_en"),
                )
            )
        ),
    )


def topics_of(row: Any) -> list[Topic]:
    """Topics of a row that was read with labels: enough of each to show and to link."""
    return [Topic(**values) for values in row.topic_rows]


def competencies_of(row: Any) -> list[Competency]:
    return [Competency(**values) for values in row.competency_rows]


def chips_of(row: Any) -> list[dict[str, str]]:
    """Both as chips (label, url): topics first."""
    topics = [{"label": topic.label, "url": topic.get_absolute_url()} for topic in topics_of(row)]
    return topics + [{"label": item.name, "url": item.get_absolute_url()} for item in competencies_of(row)]
