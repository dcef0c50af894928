"""What the PDF of a practice sheet says, read in a fixed number of queries."""

from dataclasses import dataclass

from community.models import PracticeAuthor, PracticePage, PracticeReuse

REUSES = 12


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet with who wrote it, what it is filed under and who took it up."""

    page: PracticePage
    authors: list[str]
    credited: list[str]
    competencies: list[str]
    topics: list[str]
    reuses: list[PracticeReuse]


def printed(page: PracticePage) -> PrintedSheet:
    """The caller has checked that the reader may read the page."""
    rows = PracticeAuthor.objects.filter(page=page.pk).select_related("person").order_by("credited", "sort_order", "pk")
    people = list(rows)
    reuses = PracticeReuse.objects.filter(page=page.pk).select_related("organisation").order_by("-created_at", "-pk")
    return PrintedSheet(
        page=page,
        authors=[row.person.name for row in people if not row.credited] or [page.person_owner.name],
        credited=[row.person.name for row in people if row.credited],
        competencies=[competency.name for competency in page.competencies.all()],
        topics=[str(topic) for topic in page.topics.all()],
        reuses=list(reuses[:REUSES]),
    )
