"""Descriptions that ministries use today: found, read, counted."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from core.pagination import KeyPage, page_by_key
from core.rules.text import search_words
from job_profiles.enums import DescriptionState
from job_profiles.models import ImportedFile, LocalDescription
from people.models import Attachment, Organisation, Person

PAGE = 50
# The sections of a description in their order; `requirements` and `other` are no articles of a reference.
SECTIONS = ("mission", "responsibilities", "deliverables", "tools", "indicators", "requirements", "other")


@dataclass(frozen=True)
class Asked:
    """What the list is asked for."""

    text: str = ""
    organisation: str = ""
    state: str = ""
    cursor: str | None = None

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.organisation or self.state)


def listed(person: Person, asked: Asked) -> KeyPage[LocalDescription]:
    """One page of what the person may see, by title; those set aside only when they are asked for."""
    return page_by_key(
        filtered(person, asked).select_related("organisation", "profile").defer("text", "folded", "sections"),
        keys=("sort_key", "id"),
        cursor=asked.cursor,
        size=PAGE,
    )


def filtered(person: Person, asked: Asked) -> "QuerySet[LocalDescription]":
    rows = LocalDescription.objects.visible_to(person)
    if asked.state:
        rows = rows.filter(state=asked.state)
    else:
        rows = rows.exclude(state=DescriptionState.ASIDE)
    if asked.organisation:
        rows = rows.filter(organisation__acronym=asked.organisation)
    for word in search_words(asked.text)[:8]:
        rows = rows.filter(folded__contains=f" {word}")
    return rows


def counts(person: Person) -> dict[str, int]:
    """How many per state, of all that the person may see; one query."""
    rows = LocalDescription.objects.visible_to(person).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def organisations_with(person: Person) -> list[Organisation]:
    """Organisations of which there are descriptions that the person may see."""
    own = LocalDescription.objects.visible_to(person).values("organisation")
    return list(Organisation.objects.filter(pk__in=own).order_by("sort_key", "pk"))


def for_page(person: Person, pk: int) -> LocalDescription:
    """The description with what its page needs; DoesNotExist for who may not see it."""
    return (
        LocalDescription.objects.visible_to(person)
        .select_related("organisation", "imported_by", "profile", "version__profile", "imported_file__attachment")
        .get(pk=pk)
    )


def chosen(person: Person, numbers: list[int]) -> list[LocalDescription]:
    """These descriptions, as far as the person may see them, in the order of the numbers."""
    rows = LocalDescription.objects.visible_to(person).select_related("organisation", "profile").defer("folded", "text")
    found = rows.in_bulk(numbers)
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def reads_original(person: Person, file: Attachment) -> bool:
    """Whether the file is the original of an import whose descriptions the person may see (or the person's own import)."""
    imported = ImportedFile.objects.filter(attachment=file)
    own = Q(batch__by=person) | Q(descriptions__in=LocalDescription.objects.visible_to(person))
    return imported.filter(own).exists()
