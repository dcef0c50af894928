"""Editorial pages in the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from core.search import Document, Hit, sources
from network.models import EditorialPage


@sources.register_class
class PageSource:
    """Published editorial pages, in their language."""

    key = facet = "page"
    order = 60
    label = _("Pages")
    template = "network/search/page.html"
    bulky = False

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        pages = EditorialPage.objects.live().public().select_related("locale")
        if ids is not None:
            pages = pages.filter(pk__in=ids)
        for page in pages:
            yield Document(
                object_id=page.pk,
                title=page.title,
                text=f"{page.lead} {' '.join(strip_tags(str(block)) for block in page.body)}",
                language=page.locale.language_code[:2],
                at=page.last_published_at or page.first_published_at,
                weight=1.1,
            )

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        found = EditorialPage.objects.live().in_bulk([hit.object_id for hit in hits])
        for hit in hits:
            if page := found.get(hit.object_id):
                hit.shown["page"] = page
                hit.shown["url"] = page.get_url() or ""
