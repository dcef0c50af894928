"""What hangs on a competency or a topic: the pages gather it from the apps above, through two registries.

An app above registers from its `panels.py`:

    @competency_panels.register_class
    class Threads:
        key, order, icon, template = "threads", 30, "messages-square", "community/panels/competency_threads.html"
        label = _("Questions et discussions")
        empty = _("Les fils qui portent cette compétence viendront ici.")

        def load(self, target, viewer, at):
            threads = list(Thread.objects.visible_to(viewer).filter(competencies=target).recent()[:5])
            return Attached(rows=threads, url="…")

The template shows the rows; its variables are `rows`, `target`, `viewer`, `extra` and `level_names` (rank to name). The page
draws the card, the heading, the link to the whole list and the empty state around it.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from competencies.models import Competency, Topic
from core.registry import Registry
from people.models import Person


@dataclass(frozen=True, kw_only=True)
class Attached:
    """What one panel found. `count`: how many there are in all, None when nobody counted; `url`: the whole list."""

    rows: Sequence[Any] = ()
    url: str = ""
    count: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class CompetencyPanel(Protocol):
    """One section of a competency's page; only what `viewer` may see, in a number of queries that never grows."""

    key: str
    order: int
    label: Any
    icon: str
    empty: Any
    template: str

    def load(self, target: Competency, viewer: Person, at: dt.datetime) -> Attached: ...


class TopicPanel(Protocol):
    """The same for a topic's page."""

    key: str
    order: int
    label: Any
    icon: str
    empty: Any
    template: str

    def load(self, target: Topic, viewer: Person, at: dt.datetime) -> Attached: ...


@dataclass(frozen=True)
class Section:
    """A panel with what it found, ready for the page."""

    panel: Any
    attached: Attached


competency_panels: Registry[CompetencyPanel] = Registry("ce qui se rattache à une compétence")
topic_panels: Registry[TopicPanel] = Registry("ce qui porte une étiquette")


def sections_of_competency(
    competency: Competency, *, viewer: Person, at: dt.datetime, but: Collection[str] = ()
) -> list[Section]:
    """Every section of the page, in order, the empty ones too: they say what will be there. `but`: keys to leave unread."""
    return [Section(panel, panel.load(competency, viewer, at)) for panel in competency_panels if panel.key not in but]


def sections_of_topic(topic: Topic, *, viewer: Person, at: dt.datetime) -> list[Section]:
    return [Section(panel, panel.load(topic, viewer, at)) for panel in topic_panels]
