"""What the pages of a followed course show: the outline, a lesson, the end."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from competencies.models import Evidence
from competencies.models.frameworks import in_language
from competencies.queries.frameworks import level_names
from learning.models import Following
from learning.queries.followings import Walk
from learning.queries.lesson_page import Place
from learning.rules.lessons import LESSON, Content, Stop
from people.models import Person


@dataclass(frozen=True)
class Line:
    """A stop of the outline. `state`: done, waiting (a review), open (begun), or empty."""

    kind: str
    id: str
    title: str
    minutes: int
    done: bool
    state: str
    next: bool


@dataclass(frozen=True)
class Module:
    title: str
    lines: list[Line]

    @property
    def done(self) -> int:
        return sum(one.done for one in self.lines)


def title_of(stop: Stop, walk_modules: tuple[Content, ...]) -> str:
    """A lesson's own; a quiz carries its module's."""
    raw = stop.raw if stop.kind == LESSON else walk_modules[stop.module]
    return in_language(raw["title_fr"], raw["title_en"])


def outline_of(walk: Walk) -> list[Module]:
    following = walk.progress.next
    modules = []
    for place, raw in enumerate(walk.outline.modules):
        stops = [one for one in walk.outline.stops if one.module == place]
        title = in_language(raw["title_fr"], raw["title_en"])
        modules.append(Module(title, [_line(walk, stop, following) for stop in stops]))
    return modules


def _line(walk: Walk, stop: Stop, following: Stop | None) -> Line:
    done, state = walk.is_done(stop), ""
    if stop.kind != LESSON and not done:
        quiz = walk.quiz(stop.id)
        state = "waiting" if quiz.waiting else "open" if quiz.open else "failed" if quiz.sent else ""
    title = title_of(stop, walk.outline.modules)
    return Line(stop.kind, stop.id, title, stop.minutes, done, "done" if done else state, stop == following)


class Lesson:
    """What a lesson's page draws and keeps: read only when it is drawn anew."""

    def __init__(self, raw: Content) -> None:
        self.raw = raw

    @property
    def title(self) -> str:
        return in_language(self.raw["title_fr"], self.raw["title_en"])

    @cached_property
    def blocks(self) -> list[Content]:
        return [spoken(block) for block in self.raw["blocks"]]


def spoken(block: Content) -> Content:
    """A block in the language of the page: `fr` and `en` become `text`, `title_fr` and `title_en` become `title`."""
    said: Content = {name: value for name, value in block.items() if not name.endswith(("_fr", "_en"))}
    for name in {name[:-3] for name in block if name.endswith("_fr")}:
        said[name] = in_language(block[f"{name}_fr"], block.get(f"{name}_en") or "")
    if "fr" in block:
        said["text"] = in_language(block["fr"], block.get("en") or "")
    if block["type"] == "video":
        said["tracks"] = [one for one in (("fr", block.get("captions")), ("en", block.get("captions_en"))) if one[1]]
    return said


def card_of(walk: Walk | Place, stop: Stop) -> dict[str, Any]:
    """Variables of the page of a stop."""
    before, after = walk.outline.around(stop)
    modules = walk.outline.modules
    return {
        "walk": walk,
        "stop": stop,
        "done": walk.is_done(stop),
        "progress": walk.progress,
        "module_title": in_language(modules[stop.module]["title_fr"], modules[stop.module]["title_en"]),
        "before": before,
        "after": after,
    }


def end_of(following: Following) -> dict[str, Any]:
    """Variables of the page of the end: what stands in the ledger because of this course."""
    return {"evidence": list(evidence_of(following.person, f"following:{following.pk}")), "level_names": level_names()}


def evidence_of(person: Person, source_key: str) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(person=person, source_key=source_key)
    return rows.select_related("competency").order_by("pk")
