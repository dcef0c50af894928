"""What a person could do about a competency in which a level is missing, from the apps above.

An app registers a source from its `panels`; `suggest` reads for all gaps at once, in a number of queries that never grows,
and gives a few steps for each, the best first. The first step of the first source is what the result shows beside the gap;
the page of the competency and the development plan show them all.
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
    """One thing to do. `reason` says why it is suggested, in a sentence; `language` of a title that a member wrote.

    For a plan: `kind`, key of a step kind (empty: it leads somewhere, but is nothing to plan); `effort_minutes`; in a few
    words `availability` (« Prochaine séance le 3 mars, 4 places »); `target`, the model's label and key of what it is about.
    """

    title: str
    url: str
    reason: str
    icon: str
    language: str = ""
    kind: str = ""
    effort_minutes: int | None = None
    availability: str = ""
    target: tuple[str, int] | None = None


class GapStepSource(Protocol):
    """Where steps come from. `shared`: the same for everybody (what the whole network may read), so kept a while in the
    process; else asked for each person."""

    key: str
    order: int
    label: Any
    shared: bool

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, Sequence[GapStep]]:
        """By competency id, the best first and at most `MOST`; only what `person` may see."""


Kept = dict[tuple[str, str, int, int], tuple[int, Sequence[GapStep]]]
KEPT_SECONDS = 600
MOST = 3
_kept: Kept = {}
gap_steps: Registry[GapStepSource] = Registry("étapes vers un niveau")


def steps_for(gaps: Sequence[Gap], *, person: Person, at: dt.datetime) -> dict[int, list[GapStep]]:
    """Every step by competency id, in the order of the sources; nothing is read when there is no gap."""
    found: dict[int, list[GapStep]] = defaultdict(list)
    if gaps:
        for source in gap_steps:
            for competency_id, steps in _suggested(source, gaps, person, at).items():
                found[competency_id] += steps
    return dict(found)


def _suggested(
    source: GapStepSource, gaps: Sequence[Gap], person: Person, at: dt.datetime
) -> Mapping[int, Sequence[GapStep]]:
    if not source.shared:
        return source.suggest(gaps, person, at)
    moment, language = int(at.timestamp() // KEPT_SECONDS), get_language() or "fr"
    keys = {(source.key, language, gap.competency.pk, gap.level): gap for gap in gaps}
    missing = {key: gap for key, gap in keys.items() if _kept.get(key, (None, ()))[0] != moment}
    if missing:
        read = source.suggest(list(missing.values()), person, at)
        _kept.update({key: (moment, read.get(gap.competency.pk, ())) for key, gap in missing.items()})
    return {gap.competency.pk: _kept[key][1] for key, gap in keys.items() if _kept[key][1]}
