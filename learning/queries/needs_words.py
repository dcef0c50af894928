"""The needs map in sentences, the same on the page and in every file made of it."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.enums import FigureTable, ShareBand
from competencies.models import Snapshot
from competencies.queries.publishing import Cell, why_hidden
from core.templatetags.formatting import day, number
from learning.queries.comparability import Comparison
from learning.queries.needs import Line, Portrait
from learning.rules.needs import Direction

ARROWS = {Direction.UP: "arrow-up-right", Direction.DOWN: "arrow-down-right", Direction.STABLE: "arrow-right"}


def hidden_word() -> str:
    return _("masqué")


def cell_words(cell: Cell) -> str:
    """« 35 % », « moins de 10 % » or « masqué »."""
    return hidden_word() if cell.hidden else cell.words


def short_words(cell: Cell) -> str:
    """The same where a column is narrow."""
    if cell.hidden:
        return hidden_word()
    return {ShareBand.LOW.value: "<\u00a010\u00a0%", ShareBand.HIGH.value: ">\u00a090\u00a0%"}.get(cell.band, cell.words)


def says_people(cell: Cell) -> bool:
    """Whether the rounded number of people with a gap says more than the share: not « 20 personnes sur 20 » of 90 %."""
    return bool(cell.gap_people and cell.people and not cell.band and cell.gap_people < cell.people)


def people_words(cell: Cell) -> str:
    """« environ 45 personnes sur 120 »; where the share is a band, no more than the band."""
    if cell.hidden or cell.people is None:
        return hidden_word()
    of = {"people": number(cell.people), "share": cell.words}
    if not says_people(cell):
        return _("%(share)s de quelque %(people)s personnes") % of
    return _("environ %(gap)s personnes sur %(people)s") % {"gap": number(cell.gap_people), "people": of["people"]}


def figure_words(cell: Cell) -> str:
    """« 25 % · environ 55 personnes sur 215 », where the share alone would leave the size open."""
    return f"{cell.words} · {people_words(cell)}" if says_people(cell) else people_words(cell)


def need_sentence(line: Line, cell: Cell) -> str:
    """One of the largest needs in words."""
    words = people_words(cell)
    values = {"who": words[:1].upper() + words[1:], "share": cell.words, "name": line.name}
    if not says_people(cell):
        return _("%(who)s ont probablement un écart en «\u00a0%(name)s\u00a0».") % values
    return _("%(who)s (%(share)s) ont probablement un écart en «\u00a0%(name)s\u00a0».") % values


def trend_words(trend: Direction) -> str:
    return {
        Direction.UP: _("en hausse"),
        Direction.DOWN: _("en baisse"),
        Direction.STABLE: _("stable"),
        Direction.UNKNOWN: _("non connue"),
        Direction.INCOMPARABLE: _("pas comparable"),
    }[trend]


def trend_sentence(line: Line) -> str:
    """« en baisse : 45 % → 30 % »."""
    words = trend_words(line.trend)
    if line.trend not in ARROWS:
        return words
    return f"{words}{_(' : ')}{line.before.words} → {line.whole.words}"


def comparison_sentence(comparison: Comparison | None) -> str:
    """With what the map is compared, and what to keep in mind."""
    if comparison is None:
        return _("C’est le premier portrait de cette portée\u00a0: la tendance paraîtra avec le prochain.")
    values = {"label": comparison.earlier_label}
    if not comparison.same_framework:
        return _("Pas comparable avec «\u00a0%(label)s\u00a0»\u00a0: le référentiel de compétences a changé.") % values
    if not comparison.same_rules:
        return _("Pas comparable avec «\u00a0%(label)s\u00a0»\u00a0: les règles de calcul ont changé.") % values
    words = _(
        "Comparé avec «\u00a0%(label)s\u00a0». Un pas de moins de 10 points est dit stable\u00a0: les parts sont arrondies "
        "à 5 points, et les personnes qui ont pris part ne sont pas toutes les mêmes."
    )
    if not comparison.same_levels:
        words += " " + _("Des niveaux attendus ont changé entre les deux.")
    return words % values


def scope_words(snapshot: Snapshot) -> str:
    if snapshot.organisation is None:
        return _("Ensemble du gouvernement")
    return snapshot.organisation.name


def of_when_and_whom(snapshot: Snapshot, portrait: Portrait) -> str:
    """« Ensemble du gouvernement, environ 70 personnes; chiffres du 3 mars 2026, règles 1. »"""
    values = {
        "scope": scope_words(snapshot),
        "day": day(timezone.localdate(snapshot.taken_at)),
        "rules": snapshot.rules,
    }
    if portrait.people is None:
        return _("%(scope)s; chiffres du %(day)s, règles de publication %(rules)s.") % values
    values["people"] = number(portrait.people)
    return _("%(scope)s, environ %(people)s personnes; chiffres du %(day)s, règles de publication %(rules)s.") % values


def hidden_sentence(portrait: Portrait) -> str:
    if not portrait.cells:
        return ""
    if not portrait.hidden:
        return _("Aucune case n’est masquée.")
    return ngettext(
        "%(hidden)s case sur %(cells)s est masquée.", "%(hidden)s cases sur %(cells)s sont masquées.", portrait.hidden
    ) % {"hidden": number(portrait.hidden), "cells": number(portrait.cells)}


def table_words(table: FigureTable, name: str = "") -> str:
    """What the columns are: « Par équipe, Ministère… »."""
    if table == FigureTable.TEAMS:
        return _("Équipes\u00a0– %(name)s") % {"name": name}
    if table == FigureTable.CROSS:
        return _("Profils d’emploi\u00a0– %(name)s") % {"name": name}
    return str(table.label)


def after_words(line: Line) -> str:
    """« environ 30 personnes », once what is planned has been followed."""
    if line.after is None:
        return hidden_word() if line.whole.hidden else "\u2014"
    if not line.after:
        return _("moins de 5 personnes")
    return _("environ %(people)s personnes") % {"people": number(line.after)}


def method() -> list[str]:
    """How the figures were made, for a report that travels without the page."""
    return [
        _(
            "Chaque personne qui a activé le diagnostic et accepté de compter donne, pour chaque compétence de son profil "
            "d’emploi, la probabilité d’être sous le niveau attendu. Un besoin est la somme de ces probabilités."
        ),
        _(
            "Les nombres de personnes sont arrondis à 5 et les parts à 5 points; sous 10\u00a0% et au-dessus de 90\u00a0%, "
            "seule la tranche est donnée."
        ),
        _(
            "Une case compte au moins 5 personnes, 10 quand elle croise deux caractéristiques. Les tableaux sont une liste "
            "fermée, les chiffres d’un portrait ne changent plus."
        ),
        why_hidden(),
        _(
            "Personne ne voit qui a pris part. Ces chiffres décrivent des besoins de formation\u00a0: ils ne servent ni à "
            "évaluer, ni à embaucher."
        ),
    ]
