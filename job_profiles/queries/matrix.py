"""Descriptions side by side: one column each, one row per group of sentences that say the same."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q

from competencies.models import Competency
from job_profiles.enums import Verdict
from job_profiles.models import ImpliedCompetency, JobProfile, LocalDescription
from job_profiles.queries.comparison import implied_of
from job_profiles.queries.descriptions import SECTIONS
from job_profiles.rules.alignment import align
from job_profiles.rules.words import pieces, same_form
from people.models import Person

MAX_COLUMNS = 8
# A document of forty pages holds a thousand sentences. Shared ones come first; the rest is read in the description.
MOST_ROWS, MOST_READ = 80, 30
# Sections whose sentences go into an article of the reference of the same name.
MERGED = frozenset(("mission", "responsibilities", "deliverables", "tools", "indicators"))


@dataclass(frozen=True)
class Cell:
    """A sentence of one description. `pick`: what its box sends, empty where nothing is merged."""

    text: str
    pick: str
    ticked: bool = False


@dataclass(frozen=True)
class Row:
    """Sentences that say the same, one a column (None: that ministry does not say it)."""

    cells: list[Cell | None]

    @property
    def shared_by(self) -> int:
        return sum(1 for cell in self.cells if cell is not None)

    @property
    def shared(self) -> bool:
        return self.shared_by > 1

    @property
    def identical(self) -> bool:
        """Word for word, case and accents aside."""
        return self.shared and len({same_form(cell.text) for cell in self.cells if cell is not None}) == 1


@dataclass(frozen=True)
class Section:
    key: str
    rows: list[Row]
    merges: bool
    hidden: int = 0


@dataclass
class CompetencyRow:
    """A competency that some of the descriptions imply, with what each column says."""

    competency: Competency
    cells: list[ImpliedCompetency | None]
    level: int = 2
    ticked: bool = False

    @property
    def shared_by(self) -> int:
        return sum(1 for cell in self.cells if cell is not None)


@dataclass(frozen=True)
class Matrix:
    columns: list[LocalDescription]
    sections: list[Section] = field(default_factory=list)
    competencies: list[CompetencyRow] = field(default_factory=list)

    @property
    def shared(self) -> int:
        """How many rows several columns have."""
        return sum(1 for section in self.sections for row in section.rows if row.shared)

    @property
    def picks(self) -> dict[str, tuple[str, str, int]]:
        """What a ticked box stands for: section, sentence, description."""
        return {
            cell.pick: (section.key, cell.text, self.columns[place].pk)
            for section in self.sections
            for row in section.rows
            for place, cell in enumerate(row.cells)
            if cell is not None and cell.pick
        }


def stamp_of(person: Person, numbers: Sequence[int]) -> tuple[object, ...]:
    """What changes when the matrix of these descriptions does, as far as the person may see them: texts, proposals,
    verdicts, the profiles to merge into. Three queries of numbers."""
    seen = LocalDescription.objects.visible_to(person).filter(pk__in=numbers).order_by("pk")
    edits = list(seen.values_list("pk", "edit", "profile"))
    rows = ImpliedCompetency.objects.filter(description__in=[pk for pk, _edit, _profile in edits])
    told = rows.aggregate(
        Count("pk"), Max("run"), Max("decided_at"),
        accepted=Count("pk", filter=Q(verdict=Verdict.ACCEPTED)), dismissed=Count("pk", filter=Q(verdict=Verdict.DISMISSED)),
    )  # fmt: skip
    return tuple(numbers), tuple(edits), *told.values(), JobProfile.objects.count()


def matrix_of(columns: Sequence[LocalDescription], ticked: frozenset[str] | None = None) -> Matrix:
    """The whole matrix; one query (the competencies). `ticked`: what was sent; None: shared sentences are proposed."""
    sections = [_section(key, columns, ticked) for key in SECTIONS if any(one.sections.get(key) for one in columns)]
    return Matrix(list(columns), sections, _competencies(columns))


def _section(key: str, columns: Sequence[LocalDescription], ticked: frozenset[str] | None) -> Section:
    found = [_once(pieces(str(one.sections.get(key, "")))) for one in columns]
    merges = key in MERGED
    aligned = align(found)
    most = MOST_ROWS if merges else MOST_READ
    rows = []
    for places in aligned[:most]:
        first = next(column for column, place in enumerate(places) if place is not None)
        shared = sum(1 for place in places if place is not None) > 1
        cells: list[Cell | None] = []
        for column, place in enumerate(places):
            if place is None:
                cells.append(None)
                continue
            text = found[column][place]
            pick = pick_of(key, columns[column].pk, text) if merges else ""
            cells.append(Cell(text, pick, (shared and column == first and merges) if ticked is None else pick in ticked))
        rows.append(Row(cells))
    return Section(key, rows, merges, max(0, len(aligned) - most))


def _once(sentences: Sequence[str]) -> list[str]:
    """Sentences without those that the same text says again."""
    first: dict[str, str] = {}
    for text in sentences:
        first.setdefault(same_form(text), text)
    return list(first.values())


def pick_of(section: str, number: int, text: str) -> str:
    """Names a sentence by what it says, so that a text corrected meanwhile is never merged unseen."""
    return f"{section}.{number}.{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _competencies(columns: Sequence[LocalDescription]) -> list[CompetencyRow]:
    """What most columns imply first; proposed when two columns imply it or somebody kept it. The level: the usual one."""
    place = {one.pk: column for column, one in enumerate(columns)}
    rows: dict[int, CompetencyRow] = {}
    for implied in implied_of(columns):
        if implied.verdict == Verdict.DISMISSED:
            continue
        row = rows.setdefault(implied.competency_id, CompetencyRow(implied.competency, [None] * len(columns)))
        row.cells[place[implied.description_id]] = implied
    for row in rows.values():
        told = [cell for cell in row.cells if cell is not None]
        levels = sorted(cell.level for cell in told if cell.level)
        row.level = levels[len(levels) // 2] if levels else 2
        row.ticked = len(told) > 1 or any(cell.verdict == Verdict.ACCEPTED for cell in told)
    return sorted(rows.values(), key=lambda row: (-row.shared_by, row.competency.order, row.competency.code))
