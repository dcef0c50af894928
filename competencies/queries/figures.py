"""Rows of a snapshot made from what the rules decided: rounded, or hidden. Only the publisher calls this."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from competencies.models import AuditMark, Figure, Snapshot
from competencies.queries.contributions import NO_TEAM, Counted
from competencies.rules.publishing.publisher import Decision
from competencies.rules.publishing.rounding import rounded, show
from competencies.rules.publishing.tables import CROSS, ORGANISATIONS, PROFILES, TEAMS, Cell


def rows_of(snapshot: Snapshot, counted: Counted, decisions: Mapping[int | None, Decision]) -> Iterator[Figure]:
    """One figure for each cell that exists, shown or not."""
    for competency, decision in decisions.items():
        gaps: dict[Cell, float] = defaultdict(float)
        for member in counted.taken.members.get(competency, []) if competency is not None else []:
            for cell in member.cells:
                gaps[cell] += member.gap
        for cell in decision.cells:
            figure = _placed(snapshot, competency, cell)
            if cell not in decision.shown:
                figure.hidden = True
            elif competency is None:
                figure.people = rounded(decision.counts[cell])
            else:
                shown = show(decision.counts[cell], gaps[cell])
                figure.people, figure.gap_people = shown.people, shown.gap_people
                figure.share, figure.band = shown.share, shown.band
            yield figure


def _placed(snapshot: Snapshot, competency: int | None, cell: Cell) -> Figure:
    table = str(cell[0])
    within = table in (ORGANISATIONS, TEAMS, CROSS)
    return Figure(
        snapshot=snapshot,
        table=table,
        competency_id=competency,
        organisation_id=int(cell[1]) if within else None,
        team_id=(int(cell[2]) or None) if table == TEAMS else None,
        profile=str(cell[-1]) if table in (PROFILES, CROSS) else "",
    )


def marks_of(snapshot: Snapshot, counted: Counted) -> Iterator[AuditMark]:
    """One row for each person who counts: the number, the place, and the measures. No value."""
    measures: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for competency, members in counted.taken.members.items():
        for member in members:
            measures[member.mark].append((competency, member.measure))
    for member in counted.taken.present:
        rows = sorted(measures[member.mark])
        yield AuditMark(
            snapshot=snapshot,
            contributor_id=member.mark,
            organisation_key=member.organisation,
            team_key=None if member.team == NO_TEAM else member.team,
            profile=member.profile,
            competencies=[competency for competency, _measure in rows],
            measures=[measure for _competency, measure in rows],
        )
