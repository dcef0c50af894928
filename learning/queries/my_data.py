"""Diagnostics among a person's own data, as flat rows: « Télécharger mes données ». Columns are French words."""

from typing import Any

from competencies.models import Estimate, Measurement
from learning.models import Answer, RunTarget, TalkSheetLine
from learning.queries.wording import answer_words
from people.models import Person

Rows = list[dict[str, Any]]


def run_rows(person: Person) -> Rows:
    """Every target of every run: what was aimed at, what was found."""
    targets = RunTarget.objects.filter(run__person=person).select_related("run__bank", "run__campaign", "competency")
    return [
        {
            "diagnostic": row.run_id,
            "banque": row.run.bank.version,
            "campagne": row.run.campaign.name_fr if row.run.campaign else "",
            "compte dans les totaux": row.run.counted,
            "état du diagnostic": str(row.run.get_state_display()),
            "commencé": row.run.started_at,
            "terminé": row.run.finished_at,
            "compétence": row.competency.code,
            "nom": row.competency.name_fr,
            "niveau attendu": row.level,
            "essentielle": row.essential,
            "chance de l’atteindre": row.chance,
            "verdict": str(row.get_verdict_display()),
        }
        for row in targets.order_by("run__started_at", "run", "order", "pk")
    ]


def answer_rows(person: Person) -> Rows:
    """Every answer, corrected ones too."""
    answers = Answer.objects.filter(run__person=person).select_related("item__competency")
    return [
        {
            "diagnostic": row.run_id,
            "place": row.place,
            "révision": row.revision,
            "compétence": row.item.competency.code,
            "énoncé": row.item.text_fr,
            "réponse": answer_words(row),
            "valeur": row.value,
            "secondes": row.seconds,
            "le": row.at,
        }
        for row in answers.order_by("run", "place", "revision")
    ]


def estimate_rows(person: Person) -> Rows:
    """Every estimate with what each source said; the newest of a competency counts."""
    estimates = Estimate.objects.filter(person=person).select_related("competency").order_by("measured_at", "pk")
    return [
        {
            "compétence": row.competency.code,
            "nom": row.competency.name_fr,
            "le": row.measured_at,
            "à cause de": row.because,
            "niveau estimé": row.mean,
            "écart type": row.sd,
            "de": row.low,
            "à": row.high,
            "compte aujourd’hui": row.newest,
            "sources": "; ".join(f"{part['source']} {part['mean']:.2f} ({part['told']})" for part in row.parts),
        }
        for row in estimates
    ]


def measurement_rows(person: Person) -> Rows:
    """What each source said, as the likelihood from which estimates are made. Peers are pooled: one row for all of them."""
    rows = Measurement.objects.filter(person=person).select_related("competency").order_by("measured_at", "pk")
    return [
        {
            "compétence": row.competency.code,
            "source": str(row.get_source_display()),
            "origine": row.key,
            "énoncés": row.told,
            "le": row.measured_at,
            "vraisemblance": " ".join(f"{value:.4g}" for value in row.likelihood),
        }
        for row in rows
    ]


def sheet_rows(person: Person) -> Rows:
    lines = TalkSheetLine.objects.filter(sheet__person=person).select_related("sheet", "competency")
    return [
        {
            "feuille": row.sheet_id,
            "faite le": row.sheet.made_at,
            "introduction": row.sheet.note,
            "compétence": row.competency.name_fr,
            "question": row.question,
        }
        for row in lines.order_by("sheet", "order", "pk")
    ]
