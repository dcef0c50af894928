"""Results and talk sheets laid out: what the PDF and the CSV say."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.templatetags.formatting import day
from core.templatetags.formatting import percent as percent_words
from learning.enums import Verdict
from learning.models import Run, TalkSheet
from learning.queries.results import Finding, Result
from learning.queries.wording import finding_words, source_words, target_words, turn_sentences, verdict_lead
from people.models import Person

RESULT_HEADER = (
    "code", "competence", "groupe", "attendu", "niveau", "de", "a", "chance", "etat", "mesure_le", "sources",
)  # fmt: skip
Names = Mapping[int, str]


def filename(kind: str, run: Run, extension: str) -> str:
    finished = run.finished_at or run.last_at
    return f"diagnostic-{kind}-{timezone.localdate(finished).isoformat()}.{extension}"


def view_words(name: str) -> str:
    return {"barres": _("Barres"), "tableau": _("Tableau"), "radar": _("Radar")}[name]


def result_rows(result: Result, names: Names) -> list[list[Any]]:
    """One per competency, columns of RESULT_HEADER; figures with a point, to two digits."""
    return [_row(one, names) for one in result.findings]


def _row(one: Finding, names: Names) -> list[Any]:
    figures: list[Any] = ["", "", "", "", ""]
    if one.summary is not None and one.estimate is not None and one.chance is not None:
        summary = one.summary
        figures = [round(summary.mean, 2), round(summary.low, 2), round(summary.high, 2), round(one.chance, 2)]
        figures.append(timezone.localdate(one.estimate.measured_at).isoformat())
    mean, low, high, chance, measured = figures
    sources = ", ".join(source_words(part.source) for part in one.parts)
    return [
        one.competency.code, one.competency.name, one.competency.group.name, names.get(one.level, one.level),
        mean, low, high, chance, str(Verdict(one.verdict).label), measured, sources,
    ]  # fmt: skip


def _language() -> str:
    return (get_language() or "fr")[:2]


def result_for_pdf(result: Result, person: Person, names: Names, at: dt.datetime) -> dict[str, Any]:
    """What templates/typeset/diagnostic_result.typ reads."""
    run = result.run
    lists = (
        (_("À discuter"), _("Vos réponses ne tranchent pas\xa0: une conversation le peut."), result.undecided),
        (
            _("Écarts décidés"),
            verdict_lead(Verdict.GAP),
            result.gaps,
        ),
        (_("Forces décidées"), verdict_lead(Verdict.MET), result.met),
    )
    return {
        "title": _("Résultat de mon diagnostic"),
        "authors": [person.name],
        "language": _language(),
        "lead": f"{person.name} · {target_words(run)} · {day(timezone.localdate(run.finished_at or at))}",
        "notice": _("Document personnel\xa0: il ne sert ni à l’évaluation ni à l’embauche."),
        "totals": [f"{len(found)} · {title}" for title, _words, found in lists],
        "sections": [
            {"title": title, "words": words, "rows": [_pdf_row(one, result, names) for one in found]}
            for title, words, found in lists
            if found
        ],
        "words": {
            "columns": [_("Compétence"), _("Ce qui est vraisemblable"), _("Chance d’atteindre le niveau attendu")],
            "printed": _("Maillage · produit le %(day)s") % {"day": day(timezone.localdate(at))},
        },
    }


def _pdf_row(one: Finding, result: Result, names: Names) -> dict[str, str]:
    settle = " ".join(turn_sentences(result.turns.get(one.competency.pk, []), names, one.verdict))
    steps = result.steps.get(one.competency.pk, [])
    step = f"{steps[0].title} · {steps[0].reason}" if steps else ""
    return {
        "name": one.competency.name,
        "words": finding_words(one, names),
        "chance": "" if one.chance is None else percent_words(round(100 * one.chance)),
        "note": settle or step,
    }


def sheet_for_pdf(sheet: TalkSheet, at: dt.datetime) -> dict[str, Any]:
    """What templates/typeset/talk_sheet.typ reads: names and questions, with room to write."""
    made = day(timezone.localdate(sheet.made_at))
    return {
        "title": _("Feuille de discussion"),
        "authors": [sheet.person.name],
        "language": _language(),
        "lead": f"{sheet.person.name} ({sheet.person.organisation.name}) · {made}",
        "note": sheet.note,
        "lines": [{"name": line.competency.name, "question": line.question} for line in sheet.lines.all()],
        "words": {
            "kept": _("Ce que nous en retenons"),
            "why": _("Cette feuille propose des sujets de conversation. Elle n’évalue personne."),
            "printed": _("Maillage · produit le %(day)s") % {"day": day(timezone.localdate(at))},
        },
    }
