"""An intervention plan as the data of a report: what its page says, and nothing that the page does not say."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.exports import Sheet
from core.templatetags.formatting import day, is_english, number
from learning.models import Intervention
from learning.queries.intervention_seats import FollowUp
from learning.queries.intervention_words import dollars, gap_words
from learning.queries.interventions import Board, Closed, Line

AUTHOR = "Maillage"


def filename(plan: Intervention, kind: str) -> str:
    place = plan.organisation.acronym.lower() if plan.organisation else "gouvernement"
    return f"plan-intervention-{place}-{plan.from_on.year}.{kind}"


def place_words(plan: Intervention) -> str:
    return plan.organisation.name if plan.organisation else _("Tout le gouvernement")


def money_sentences(board: Board) -> list[str]:
    plan = board.plan
    values = {
        "cost": dollars(board.cost_cents),
        "budget": dollars(plan.budget_cents),
        "left": dollars(abs(board.left_cents)),
    }
    money = (
        _("Coût prévu\u00a0: %(cost)s, sur un budget de %(budget)s. Il manque %(left)s.")
        if board.over_cents
        else _("Coût prévu\u00a0: %(cost)s, sur un budget de %(budget)s. Il reste %(left)s.")
    ) % values
    count = len(board.live)
    actions = ngettext("%(n)s action", "%(n)s actions", count) % {"n": number(count)}
    seats = ngettext("%(n)s place", "%(n)s places", board.seats) % {"n": number(board.seats)}
    closed = ngettext("%(n)s écart à combler", "%(n)s écarts à combler", board.closed) % {"n": number(board.closed)}
    return [money, f"{actions}, {seats}, {closed}."]


def based_on(plan: Intervention) -> str:
    if plan.snapshot is None:
        return _("Ce plan ne repose sur aucun portrait publié.")
    values = {"label": plan.snapshot.label, "day": day(timezone.localdate(plan.snapshot.taken_at))}
    return _("Répond au portrait «\u00a0%(label)s\u00a0», chiffres du %(day)s, arrondis à 5.") % values


def method() -> list[str]:
    return [
        _(
            "Les besoins sont des chiffres publiés\u00a0: arrondis à 5, jamais sur moins de 5 "
            "personnes. Une case masquée n’est pas devinée."
        ),
        _(
            "L’effet attendu est une prévision\u00a0: une part supposée des places comble un écart. "
            "Personne n’a été compté ici."
        ),
        _("Le suivi compte des places, jamais des noms, et ne dit rien du niveau de qui s’inscrit."),
    ]


def action_header() -> list[str]:
    return [
        _("Étape"), _("Action"), _("Genre"), _("Responsable"), _("Population"), _("Formation"), _("Séances"), _("Places"),
        _("Coût"), _("Dépensé"), _("Poste budgétaire"), _("Écarts comblés"), _("État"), _("Proposée"), _("Pourquoi"),
    ]  # fmt: skip


def action_row(line: Line) -> list[Any]:
    one = line.action
    return [
        one.stages, one.title, one.get_kind_display(), one.owner.name if one.owner else "", one.population,
        one.course.title if one.course else "", one.sessions, one.seats, one.cost_cents / 100,
        "" if one.spent_cents is None else one.spent_cents / 100, one.budget_line, line.closes, one.get_state_display(),
        _("oui") if one.proposed else "", one.why,
    ]  # fmt: skip


def sheets(board: Board, follow: FollowUp) -> list[Sheet]:
    plan = board.plan
    summary = [plan.name, place_words(plan), plan.get_state_display(), *money_sentences(board), based_on(plan), plan.note]
    effects = [[one.competency.name, gap_words(one.cell), one.planned] for one in board.closings]
    return [
        Sheet(_("Résumé"), [], [[text] for text in summary if text]),
        Sheet(_("Actions"), action_header(), [action_row(line) for line in board.lines]),
        Sheet(_("Effets"), [_("Compétence"), _("Publié"), _("Comblés")], effects),
        Sheet(_("Suivi"), seats_header(), seats_rows(follow)),
        Sheet(_("Méthode"), [], [[text] for text in method()]),
    ]  # fmt: skip


def seats_header() -> list[str]:
    return [
        _("Formation"), _("Étapes"), _("Places prévues"), _("Séances"), _("Confirmées"), _("Présences"), _("Absences"),
        _("En attente"), _("Coût prévu"), _("Coût estimé des places prises"),
    ]  # fmt: skip


def seats_rows(follow: FollowUp) -> list[list[Any]]:
    return [
        [
            row.course.title, row.stages, row.planned, row.real.sessions, row.real.coming, row.real.attended,
            row.real.absent, row.real.waiting, row.planned_cents / 100, row.real.estimate_cents / 100,
        ]
        for row in follow.courses
    ]  # fmt: skip


def for_pdf(board: Board, follow: FollowUp, *, at: dt.datetime) -> dict[str, Any]:
    """What templates/typeset/intervention.typ reads."""
    plan = board.plan
    return {
        "title": _("Plan d’intervention"),
        "label": plan.name,
        "authors": [AUTHOR],
        "language": "en" if is_english() else "fr",
        "state": f"{place_words(plan)} · {plan.get_state_display()}",
        "of_when": _("Du %(first)s au %(last)s, huit étapes d’un trimestre.")
        % {"first": day(plan.from_on), "last": day(plan.last_on)},
        "money": money_sentences(board),
        "based_on": based_on(plan),
        "note": plan.note.split("\n") if plan.note else [],
        "stages": [_stage(one) for one in board.stages if one.lines],
        "closings": [_closing(one) for one in board.closings],
        "lines": [[name or _("Sans poste"), dollars(cents)] for name, cents in board.budget_lines],
        "seats": [_seats(row) for row in follow.courses],
        "method": method(),
        "words": _words(at),
    }


def _stage(one: Any) -> dict[str, Any]:
    span = _("T%(number)d, du %(first)s au %(last)s") % {
        "number": one.number,
        "first": day(one.first_on),
        "last": day(one.last_on),
    }
    return {"name": span, "cost": dollars(one.cost_cents), "rows": [_action(line) for line in one.lines]}


def _action(line: Line) -> dict[str, Any]:
    one = line.action
    about = [
        one.get_kind_display(),
        one.owner.name if one.owner else "",
        one.population,
        one.stages if one.stage != one.last_stage else "",
    ]
    return {
        "title": one.title,
        "about": " · ".join(text for text in about if text),
        "why": one.why,
        "cells": [
            number(one.seats) if one.seats else "\u2014",
            number(line.closes) if line.closes else "\u2014",
            dollars(one.cost_cents),
            one.get_state_display(),
        ],
    }


def _closing(one: Closed) -> list[str]:
    return [one.competency.name, gap_words(one.cell), number(one.planned)]


def _seats(row: Any) -> list[str]:
    return [
        row.course.title, row.stages, number(row.planned), number(row.real.coming), number(row.real.attended),
        number(row.real.absent), dollars(row.real.estimate_cents),
    ]  # fmt: skip


def _words(at: dt.datetime) -> dict[str, Any]:
    return {
        "money": _("En bref"),
        "note": _("Contexte"),
        "actions": _("Actions par étape"),
        "none": _("Aucune action."),
        "action_columns": [_("Action"), _("Places"), _("Écarts"), _("Coût"), _("État")],
        "closings": _("Effet attendu, par compétence"),
        "closing_columns": [_("Compétence"), _("Publié"), _("Comblés")],
        "lines": _("Coût par poste budgétaire"),
        "line_columns": [_("Poste budgétaire"), _("Coût")],
        "seats": _("Suivi des places"),
        "seat_columns": [
            _("Formation"),
            _("Étapes"),
            _("Prévues"),
            _("Confirmées"),
            _("Présences"),
            _("Absences"),
            _("Coût estimé"),
        ],
        "method": _("Méthode"),
        "printed": _("Maillage · produit le %(day)s") % {"day": day(timezone.localdate(at))},
    }


def quarter_words(quarter: tuple[int, int]) -> str:
    """« janvier à mars 2027 »."""
    year, place = quarter
    names = {1: _("janvier à mars"), 2: _("avril à juin"), 3: _("juillet à septembre"), 4: _("octobre à décembre")}
    return f"{names[place]} {year}"
