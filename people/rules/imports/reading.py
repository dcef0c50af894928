"""Reading a CSV of a spreadsheet: UTF-8 or Windows-1252, comma, semicolon or tab, headers in many spellings."""

import csv
import io
from dataclasses import dataclass

from core.rules.text import sort_key

MAX_ROWS = 20_000

# Kinds of files, and for each of their columns the spellings of its header (folded).
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "people": {
        "email": ("courriel", "email", "e mail", "adresse de courriel", "adresse courriel"),
        "given_name": ("prenom", "given name", "first name"),
        "family_name": ("nom", "nom de famille", "family name", "last name"),
        "role_title": ("fonction", "titre", "titre d emploi", "role title"),
        "organisation": ("organisation", "employeur", "sigle", "ministere"),
        "assignment": ("affectation", "lieu d affectation"),
        "team": ("equipe", "direction", "team"),
        "languages": ("langues", "langue", "languages"),
        "manager": ("gestionnaire", "courriel du gestionnaire", "releve de", "superieur", "manager"),
        "roles": ("roles", "role"),
    },
    "reporting": {
        "email": ("courriel", "email", "e mail", "adresse de courriel", "adresse courriel"),
        "manager": ("gestionnaire", "courriel du gestionnaire", "releve de", "superieur", "manager"),
    },
    "organisations": {
        "acronym": ("sigle", "acronyme", "acronym"),
        "name": ("nom", "nom francais", "name"),
        "name_en": ("nom anglais", "english name"),
        "kind": ("genre", "type", "kind"),
        "covered": ("visee", "visee par la strategie", "covered"),
        "mail_domain": ("domaine", "domaine de courriel", "mail domain"),
    },
}
REQUIRED = {"people": ("email",), "reporting": ("email", "manager"), "organisations": ("acronym",)}


class UnreadableFile(Exception):
    """`reason`: empty, binary, header, too-long or csv. `detail` names the columns that were found, or the line."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Line:
    """One line of the file: its number there (the header is 1 if nothing stands above) and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Parsed:
    kind: str
    columns: tuple[str, ...]
    headers: dict[str, str]
    lines: list[Line]
    ignored: tuple[str, ...]


def decode(data: bytes) -> str:
    """UTF-8 (with or without its mark) if it is, else Windows-1252. Raises UnreadableFile for what is no text."""
    if not data.strip():
        raise UnreadableFile("empty")
    if b"\x00" in data:
        raise UnreadableFile("binary")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    """The separator that the first line holds most often outside quotes; comma when there is none."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(part for place, part in enumerate(first.split('"')) if place % 2 == 0)
    return max((",", ";", "\t"), key=bare.count)


def parse(data: bytes) -> Parsed:
    """The lines of a file whose kind is told by its headers. Raises UnreadableFile."""
    text = decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise UnreadableFile("csv", str(reader.line_num)) from error
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        raise UnreadableFile("empty")
    if len(rows) - 1 > MAX_ROWS:
        raise UnreadableFile("too-long", str(MAX_ROWS))
    header = rows[0][1]
    kind = _kind_of(header)
    places = _places(header, kind)
    lines = [
        Line(number, {column: row[place] if place < len(row) else "" for column, place in places.items()})
        for number, row in rows[1:]
    ]
    return Parsed(
        kind=kind,
        columns=tuple(places),
        headers={column: header[place] for column, place in places.items()},
        lines=lines,
        ignored=tuple(name for place, name in enumerate(header) if name and place not in places.values()),
    )


def _kind_of(header: list[str]) -> str:
    """People have a given name, reporting lines a manager, organisations an acronym and no address."""
    people, reporting, organisations = (_places(header, kind) for kind in ("people", "reporting", "organisations"))
    if "email" in people and ("given_name" in people or len(people) > 2 or "manager" not in people):
        return "people"
    if len(reporting) == 2:
        return "reporting"
    if "acronym" in organisations and "email" not in people:
        return "organisations"
    raise UnreadableFile("header", ", ".join(name for name in header if name)[:200])


def _places(header: list[str], kind: str) -> dict[str, int]:
    """Where each known column stands; the first of two that mean the same."""
    spellings = {spelling: column for column, spelled in COLUMNS[kind].items() for spelling in spelled}
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        column = spellings.get(sort_key(name))
        if column is not None:
            places.setdefault(column, place)
    return places
