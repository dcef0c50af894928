"""What the pages about people gather from the apps above: registries, and the shape of what stands in each.

An app above registers from its `panels.py` (discovered at start):

    @home_panels.register_class
    class OpenQuestions:
        key, order, template, place = "open-questions", 20, "community/panels/open_questions.html", "aside"
        def context(self, person, at): ...
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from core.registry import Registry
from people.models import Attachment, Person
from people.models.persons import PersonQuerySet

if TYPE_CHECKING:
    from django.forms import BaseForm

Place = Literal["head", "main", "aside"]


class HomePanel(Protocol):
    """A card of the home page. `place`: main (above the feed) or aside. `template` gets the context as its variables."""

    key: str
    order: int
    template: str

    @property
    def place(self) -> str: ...

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        """What the template shows, in one query; None when there is nothing to show."""


class ProfilePanel(Protocol):
    """A card of a member's profile.

    `place`: head (seen without scrolling, beside the name), main or aside. `part` names the profile part whose visibility
    the member chooses (the page checks it and leaves the panel out); "" when the panel filters by itself.
    """

    key: str
    order: int
    label: Any
    template: str
    place: Place
    part: str
    default_visibility: str

    def context(self, person: Person, viewer: Person, at: dt.datetime) -> dict[str, Any] | None:
        """What the template shows, in one query; None when there is nothing to show."""


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """One value of a facet: what stands in the address, what people read, how many members."""

    value: str
    label: str
    count: int


class DirectoryFacet(Protocol):
    """A way to narrow the directory. `key` is the parameter in the address; values of one facet are alternatives.

    `viewer` decides what may be counted: a facet on a part of the profile leaves out who hides that part from the viewer.
    """

    key: str
    order: int
    label: Any

    def counts(self, people: PersonQuerySet, viewer: Person) -> Sequence[FacetValue]:
        """Values that occur among `people`, in the order to show, in one query."""

    def narrow(self, people: PersonQuerySet, values: Sequence[str], viewer: Person) -> PersonQuerySet:
        """Only people who have one of these values; unknown values match nobody."""

    def labels(self, values: Sequence[str]) -> dict[str, str]:
        """The words for values that are chosen, also those that nobody has; unknown ones are left out."""


class ProfilePart(Protocol):
    """A part of the profile that belongs to an app above: a section of the form, and a line in the header.

    `form` gives a form (bound when `data` is not None; use `prefix=self.key`); `save` is one call of that app's action.
    """

    key: str
    order: int
    label: Any
    help: Any
    default_visibility: str

    def form(self, person: Person, data: Any = None) -> "BaseForm": ...

    def save(self, person: Person, cleaned: dict[str, Any], by: Person, at: dt.datetime) -> None: ...

    def line(self, person: Person, at: dt.datetime) -> tuple[str, str] | None:
        """What the header shows of it (words, address or ""), in one query; None: nothing."""


class OnboardingStepProvider(Protocol):
    """One optional step of the first visit. `template` shows `form` and what `context` adds, inside the step's <form>."""

    key: str
    order: int
    title: Any
    lead: Any
    template: str

    def form(self, person: Person, data: Any = None, files: Any = None) -> "BaseForm": ...

    def context(self, person: Person) -> dict[str, Any]: ...

    def save(self, person: Person, form: "BaseForm", at: dt.datetime) -> None: ...


@dataclass(frozen=True, kw_only=True)
class DataExporter:
    """One kind of personal data: what « Télécharger mes données » gives, and what an erasure takes away.

    `export(person)` gives flat rows (JSON-ready values; the keys are the columns of the CSV). `erase(person)` removes what
    is private and returns how many rows; None when this kind stays as work content.
    """

    key: str
    order: int
    label: Any
    export: Callable[[Person], list[dict[str, Any]]]
    erase: Callable[[Person], int] | None = None


@dataclass(frozen=True, kw_only=True)
class RetentionRule:
    """How long one kind of data is kept. `apply(at, dry_run)` deletes what is older (or only counts), returns how many."""

    key: str
    order: int
    label: Any
    keeps: Any
    apply: Callable[[dt.datetime, bool], int]


class FileCircle(Protocol):
    """Readers of files that no audience lists, because the text that names them is not published yet."""

    key: str
    order: int

    def reads(self, person: Person, file: Attachment) -> bool:
        """Whether the person reads such a text that names this file, in one query."""


class EditorDoor(Protocol):
    """Who enters a part of /cms/ by a role of theirs, beside those whom administrators let in. `prefixes`: the addresses
    that it opens, from /cms/ on; what one may do there, the policies of the app that opens the door say."""

    key: str
    order: int
    prefixes: tuple[str, ...]

    def opens(self, person: Person) -> bool: ...


home_panels: Registry[HomePanel] = Registry("panneaux de l’accueil")
profile_panels: Registry[ProfilePanel] = Registry("panneaux du profil")
directory_facets: Registry[DirectoryFacet] = Registry("facettes du répertoire")
profile_parts: Registry[ProfilePart] = Registry("parties du profil")
onboarding_steps: Registry[OnboardingStepProvider] = Registry("étapes de la première visite")
data_exporters: Registry[DataExporter] = Registry("données personnelles")
retention_rules: Registry[RetentionRule] = Registry("règles de conservation")
file_circles: Registry[FileCircle] = Registry("lecteurs de fichiers non publiés")
editor_doors: Registry[EditorDoor] = Registry("portes de l’édition")


def panels_of(place: Place, panels: "Iterable[Any]") -> list[Any]:
    """The panels of one place, in order."""
    return [panel for panel in panels if panel.place == place]
