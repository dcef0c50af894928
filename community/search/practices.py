"""Practice sheets in the search, and the words of the library (queries/library_sql.py looks for them here)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.enums import PracticeState
from community.models import PracticePage
from community.models.practices import SECTIONS, visible_practices
from community.search.parts import audience, batches, topics_of
from core.markdown import plain
from core.search import MAX_TEXT, Document, Hit, sources


@sources.register_class
class PracticeSource:
    """Published and archived sheets. One that was archived counts less; one taken up elsewhere a little more."""

    key = facet = "practice"
    order = 20
    label = _("Fiches de pratique")
    template = "community/search/practice.html"
    bulky = True

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        pages = PracticePage.objects.filter(state__in=[PracticeState.PUBLISHED, PracticeState.ARCHIVED])
        if ids is not None:
            pages = pages.filter(pk__in=ids)
        for batch in batches(pages.select_related("space", "organisation").prefetch_related("competencies")):
            topics = topics_of(PracticePage, [page.pk for page in batch])
            for page in batch:
                yield _document(page, topics.get(page.pk, ""))

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        """Checks visibility once more: the index may be a moment behind a revocation."""
        pages = visible_practices(viewer).filter(pk__in=[hit.object_id for hit in hits])
        found = pages.select_related("space", "person_owner__organisation").in_bulk()
        for hit in hits:
            if page := found.get(hit.object_id):
                hit.shown["page"] = page
                hit.shown["url"] = page.get_absolute_url()


def _document(page: PracticePage, topics: str) -> Document:
    skills = " ".join(competency.name_fr for competency in page.competencies.all())
    place = page.organisation.acronym if page.organisation else ""
    texts = [page.result_line, *(str(getattr(page, section)) for section in SECTIONS)]
    archived = page.state == PracticeState.ARCHIVED
    return Document(
        object_id=page.pk,
        title=page.title,
        keywords=f"{page.result_line} {topics} {skills} {place}",
        text=plain("\n\n".join(text for text in texts if text), MAX_TEXT),
        audience=audience(page.space),
        language=page.language,
        at=page.published_at or page.first_published_at or page.latest_revision_created_at,
        weight=0.6 if archived else 1.4 if page.reuse_count else 1.2,
    )
