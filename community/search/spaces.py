"""Spaces in the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.models import Space
from community.rules.presets import found_by_all, read_by_all
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
            yield Document(
                object_id=space.pk,
                title=space.name,
                keywords=space.summary,
                text=f"{space.summary} {plain(space.welcome, 2000)}" if read_by_all(space.access) else space.summary,
                audience=EVERYONE if found_by_all(space.access) else int(space.audience_id),
                at=space.created_at,
                weight=1.3,
            )

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        found = Space.objects.findable_by(viewer).filter(pk__in=[hit.object_id for hit in hits]).in_bulk()
        for hit in hits:
            if space := found.get(hit.object_id):
                hit.shown["space"] = space
                hit.shown["url"] = space.get_absolute_url()
