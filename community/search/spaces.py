"""Spaces in the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.enums import SpaceAccess
from community.models import Space
from core.markdown import plain
from core.search import EVERYONE, Document, Hit, sources


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
