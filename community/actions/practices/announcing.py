"""The ids that every event about a sheet carries."""

from typing import Any

from community.models import PracticeAuthor, PracticePage
from people.models import Person


def ids_of(page: PracticePage, *, by: Person | None) -> dict[str, Any]:
    """As the rows stand now."""
    authors = list(PracticeAuthor.objects.filter(page=page.pk).order_by("sort_order", "pk"))
    skills = PracticePage.competencies.through.objects.filter(practicepage=page.pk)
    return {
        "page_id": page.pk,
        "space_id": page.space_id,
        "by_id": by.pk if by is not None else None,
        "owner_id": page.person_owner_id,
        "author_ids": tuple(row.person_id for row in authors if not row.credited),
        "credited_ids": tuple(row.person_id for row in authors if row.credited),
        "competency_ids": tuple(skills.order_by("competency_id").values_list("competency_id", flat=True)),
        "thread_id": page.source_thread_id,
    }
