"""A file of attendance from a spreadsheet or a meeting tool: who, whether they came, what an assessment said."""

import csv
import io
from dataclasses import dataclass

from core.rules.text import sort_key
from people.rules.imports.reading import UnreadableFile, decode, delimiter_of

MAX_ROWS = 2000
COLUMNS: dict[str, tuple[str, ...]] = {
    "email": ("courriel", "email", "e mail", "adresse de courriel", "adresse courriel"),
    "came": ("presence", "present", "presente", "present e", "attendance", "participation"),
    "outcome": ("resultat", "result", "note", "reussite"),
}
REQUIRED = ("email", "came")
YES = {"oui", "o", "x", "1", "yes", "y", "vrai", "true", "present", "presente", "presence"}
NO = {"non", "n", "0", "no", "faux", "false", "absent", "absente", "absence"}
PASSED = {"reussite", "reussi", "reussie", "succes", "passed", "pass"}
FAILED = {"echec", "echoue", "echouee", "failed", "fail"}


@dataclass(frozen=True)
class AttendanceLine:
    """`came`: None when the cell is empty; "?" in `said` names a cell that says neither yes nor no."""

    number: int
    email: str
    came: bool | None
    outcome: str
    came_said: str = ""
    outcome_said: str = ""


def parse(data: bytes) -> list[AttendanceLine]:
    """The lines of the file, wrong cells as they were typed. Raises UnreadableFile."""
    text = decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        rows = [(reader.line_num, [cell.strip().lstrip("'") for cell in row]) for row in reader]
    except csv.Error as error:
        raise UnreadableFile("csv", str(reader.line_num)) from error
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        raise UnreadableFile("empty")
    if len(rows) - 1 > MAX_ROWS:
        raise UnreadableFile("too-long", str(MAX_ROWS))
    header = rows[0][1]
    places = _places(header)
    if any(name not in places for name in REQUIRED):
        raise UnreadableFile("header", ", ".join(name for name in header if name)[:200])
    return [
        _line(number, {name: row[at] if at < len(row) else "" for name, at in places.items()}) for number, row in rows[1:]
    ]


def _places(header: list[str]) -> dict[str, int]:
    spelled = {spelling: name for name, spellings in COLUMNS.items() for spelling in spellings}
    places: dict[str, int] = {}
    for at, cell in enumerate(header):
        name = spelled.get(sort_key(cell))
        if name is not None:
            places.setdefault(name, at)
    return places


def _line(number: int, cells: dict[str, str]) -> AttendanceLine:
    came, outcome = sort_key(cells["came"]), sort_key(cells.get("outcome", ""))
    known = came in YES or came in NO or not came
    result = "passed" if outcome in PASSED else "failed" if outcome in FAILED else ""
    return AttendanceLine(
        number=number,
        email=cells["email"].lower(),
        came=None if not came or not known else came in YES,
        outcome=result,
        came_said="" if known else cells["came"],
        outcome_said="" if result or not outcome else cells.get("outcome", ""),
    )
