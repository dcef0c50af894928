"""People in the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.markdown import plain
from core.search import Document, Hit, sources
from people.enums import PartVisibility
from people.models import Person


@sources.register_class
class PersonSource:
    """Members, found by name, role, organisation and what one may ask them about (parts shown to the network only)."""

    key = facet = "person"
    order = 20
    label = _("Membres")
    template = "people/search/person.html"
    bulky = False

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        people = Person.objects.active().select_related("organisation", "assignment")
        if ids is not None:
            people = people.filter(pk__in=ids)
        for person in people.iterator(chunk_size=1000):
            yield Document(
                object_id=person.pk,
                title=person.name,
                keywords=" ".join(self._shown(person)),
                text=self._text(person),
                at=person.joined_at,
                weight=2.0,
            )

    def _text(self, person: Person) -> str:
        parts = [f"{person.role_title}, {person.organisation.name}".strip(", ")]
        if person.bio and person.part_visibility("bio") == PartVisibility.NETWORK:
            parts.append(plain(person.bio, 1000))
        return ". ".join(parts)

    def _shown(self, person: Person) -> list[str]:
        words = [person.role_title, person.organisation.acronym, person.organisation.name]
        if person.part_visibility("ask_me_about") == PartVisibility.NETWORK:
            words.extend(person.ask_me_about)
        return words

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        people = Person.objects.active().with_organisation().in_bulk([hit.object_id for hit in hits])
        for hit in hits:
            if person := people.get(hit.object_id):
                hit.shown["person"] = person
                hit.shown["url"] = person.get_absolute_url()
