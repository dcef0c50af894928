"""« Une étape par écart » : what a person could do about a competency in which a level is missing, from the apps above.

An app registers a source from its `panels`; `suggest` reads for all gaps at once, in a number of queries that never grows,
and gives at most one step for each. The first source in order that has something is what the result shows beside the gap;
the page of the competency shows them all.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import get_language

from competencies.models import Competency
from core.registry import Registry
from people.models import Person


@dataclass(frozen=True)
class Gap:
    """A competency with the level aimed at, 1 to 4."""

    competency: Competency
    level: int


@dataclass(frozen=True, kw_only=True)
class GapStep:
    """One thing to do. `reason` says why it is suggested, in a sentence; `language` of a title that a member wrote."""

    title: str
    url: str
    reason: str
    icon: str
    language: str = ""


class GapStepSource(Protocol):
    """Where steps come from. `shared`: the same for everybody (what the whole network may read), so kept a while in the
    process; else asked for each person."""

    key: str
    order: int
    label: Any
    shared: bool

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, GapStep]:
        """By competency id, only what `person` may see."""


Kept = dict[tuple[str, str, int, int], tuple[int, GapStep | None]]
KEPT_SECONDS = 600
_kept: Kept = {}
gap_steps: Registry[GapStepSource] = Registry("étapes vers un niveau")


def steps_for(gaps: Sequence[Gap], *, person: Person, at: dt.datetime) -> dict[int, list[GapStep]]:
    """Every step by competency id, in the order of the sources; nothing is read when there is no gap."""
    found: dict[int, list[GapStep]] = defaultdict(list)
    if gaps:
        for source in gap_steps:
            for competency_id, step in _suggested(source, gaps, person, at).items():
                found[competency_id].append(step)
    return dict(found)


def _suggested(source: GapStepSource, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, GapStep]:
    if not source.shared:
        return source.suggest(gaps, person, at)
    moment, language = int(at.timestamp() // KEPT_SECONDS), get_language() or "fr"
    keys = {(source.key, language, gap.competency.pk, gap.level): gap for gap in gaps}
    missing = {key: gap for key, gap in keys.items() if _kept.get(key, (None, None))[0] != moment}
    if missing:
        read = source.suggest(list(missing.values()), person, at)
        _kept.update({key: (moment, read.get(gap.competency.pk)) for key, gap in missing.items()})
    found = {gap.competency.pk: _kept[key][1] for key, gap in keys.items()}
    return {competency_id: step for competency_id, step in found.items() if step is not None}
