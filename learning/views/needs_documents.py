"""A portrait as rows and as the data of a report: the same figures as the page, and nothing that the page does not say."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competencies.queries.publishing import Cell, why_hidden
from core.exports import Sheet
from core.templatetags.formatting import day, number
from learning.queries import needs_words
from learning.queries.needs import Choice, Line, Portrait, percent_of
from learning.rules.needs import Direction

AUTHOR = "Maillage"
MOVES = 8


def filename(choice: Choice, kind: str) -> str:
    place = f"-{choice.organisation.acronym.lower()}" if choice.organisation else ""
    return f"besoins-{timezone.localdate(choice.snapshot.taken_at)}-{choice.table.value}{place}.{kind}"


def table_title(choice: Choice) -> str:
    return needs_words.table_words(choice.table, choice.organisation.name if choice.organisation else "")


def header() -> list[str]:
    return [
        _("Portrait"), _("Chiffres du"), _("Tableau"), _("Code"), _("Compétence"), _("Groupe"), _("Où"), _("Population"),
        _("Personnes en besoin"), _("Part"),
    ]  # fmt: skip


def rows(choice: Choice, portrait: Portrait) -> list[list[Any]]:
    """One figure a row, hidden ones too: an absence must not pass for a zero."""
    taken, title = timezone.localdate(choice.snapshot.taken_at).isoformat(), table_title(choice)
    found = []
    for line in portrait.lines:
        places = [(_("Ensemble"), line.whole), *zip((head.name for head in portrait.heads), line.cells, strict=True)]
        for name, cell in places:
            start = [choice.snapshot.label, taken, title, line.code, line.name, line.group, name]
            found.append([*start, *_figures(cell)])
    return found


def _figures(cell: Cell) -> list[Any]:
    """Population, people with a gap, share; a band gives no number of people."""
    if cell.hidden:
        return [needs_words.hidden_word()] * 3
    gap = "" if cell.band or not cell.gap_people else cell.gap_people
    return [cell.people, gap, needs_words.cell_words(cell)]


def sheets(choice: Choice, portrait: Portrait) -> list[Sheet]:
    summary = [[text] for text in summary_sentences(choice, portrait)]
    heads = [_("Compétence"), _("Groupe"), _("Ensemble"), _("Tendance"), *(head.name for head in portrait.heads)]
    heat = [
        [line.name, line.group, *_shares(line.whole), needs_words.trend_words(line.trend), *_shares(*line.cells)]
        for line in portrait.lines
    ]
    return [
        Sheet(_("Résumé"), [], summary),
        Sheet(_("Carte (parts)"), heads, heat),
        Sheet(_("Tableau"), header(), rows(choice, portrait)),
        Sheet(_("Méthode"), [], [[text] for text in needs_words.method()]),
    ]


def _shares(*cells: Cell) -> list[Any]:
    """Numbers where there are, else the words of the band, or « masqué »."""
    return [percent_of(cell) if not cell.hidden and not cell.band else needs_words.cell_words(cell) for cell in cells]


def summary_sentences(choice: Choice, portrait: Portrait) -> list[str]:
    found = [
        choice.snapshot.label,
        needs_words.of_when_and_whom(choice.snapshot, portrait),
        table_title(choice),
        *(needs_words.need_sentence(line, cell) for line, cell in portrait.largest),
        needs_words.comparison_sentence(portrait.comparison),
        needs_words.hidden_sentence(portrait),
        why_hidden(),
    ]
    return [one for one in found if one]


def for_pdf(choice: Choice, portrait: Portrait, *, at: dt.datetime) -> dict[str, Any]:
    """What templates/typeset/needs.typ reads."""
    return {
        "title": _("Besoins de formation"),
        "label": choice.snapshot.label,
        "authors": [AUTHOR],
        "language": "en" if (get_language() or "fr").startswith("en") else "fr",
        "of_whom": needs_words.of_when_and_whom(choice.snapshot, portrait),
        "largest": [needs_words.need_sentence(line, cell) for line, cell in portrait.largest],
        "moves": _moves(portrait),
        "comparison": needs_words.comparison_sentence(portrait.comparison),
        "hidden": needs_words.hidden_sentence(portrait),
        "why_hidden": why_hidden(),
        "table_title": table_title(choice),
        "heads": [{"short": head.short, "people": _people(head.people)} for head in portrait.heads],
        "abbreviations": [f"{head.short}{_(' : ')}{head.name}" for head in portrait.heads if head.short != head.name],
        "groups": [{"name": name, "rows": [_heat(line) for line in lines]} for name, lines in portrait.groups],
        "lines": [_line(line) for line in portrait.lines],
        "method": needs_words.method(),
        "words": _words(at),
    }


def _people(people: int | None) -> str:
    return "" if people is None else _("env. %(people)s") % {"people": number(people)}


def _heat(line: Line) -> dict[str, Any]:
    cells = [{"words": needs_words.short_words(cell), "tenth": cell.tenth} for cell in (line.whole, *line.cells)]
    return {"name": line.name, "cells": cells}


def _line(line: Line) -> list[str]:
    return [
        line.name,
        needs_words.people_words(line.whole),
        needs_words.cell_words(line.whole),
        needs_words.trend_sentence(line),
    ]


def _moves(portrait: Portrait) -> list[str]:
    """What went up or down most since the portrait before."""
    moved = [line for line in portrait.lines if line.trend in (Direction.UP, Direction.DOWN)]
    moved.sort(key=_step, reverse=True)
    return [f"{line.name}{_(' : ')}{needs_words.trend_sentence(line)}" for line in moved[:MOVES]]


def _step(line: Line) -> int:
    return abs((percent_of(line.whole) or 0) - (percent_of(line.before) or 0))


def _words(at: dt.datetime) -> dict[str, Any]:
    return {
        "kind": _("Portrait des besoins de formation"),
        "largest": _("Les trois plus grands besoins"),
        "none": _("Aucun besoin publié ne dépasse 10\u00a0%."),
        "moves": _("Ce qui a le plus bougé"),
        "hidden": _("Ce qui est masqué, et pourquoi"),
        "heat": _("Carte"),
        "heat_help": _("Part des personnes qui ont probablement un écart avec le niveau attendu."),
        "competency": _("Compétence"),
        "whole": _("Ensemble"),
        "table": _("Tableau"),
        "columns": [_("Compétence"), _("Personnes en besoin"), _("Part"), _("Tendance")],
        "method": _("Méthode"),
        "printed": _("Maillage · produit le %(day)s") % {"day": day(timezone.localdate(at))},
    }
