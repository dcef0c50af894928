"""The talk sheet of a run: made, remade, thrown away. Competencies and questions, nothing else."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from learning.models import Run, TalkSheet, TalkSheetLine
from learning.permissions.diagnostics import can_read_own_results
from learning.queries.talk_sheets import measured_ids
from people.actions.grants import forget_targets
from people.models import Person


class SheetRefused(Exception):
    """Nothing was written; the sentence says what to do."""


@transaction.atomic
def write_sheet(*, by: Person, run: Run, questions: Mapping[int, str], note: str, at: dt.datetime) -> TalkSheet:
    """`questions`: competency id → question, in the order to show. Who was shown the sheet sees the new text. Raises
    SheetRefused when nothing is named, or something that the run did not measure."""
    if run.person_id != by.pk:
        raise PermissionDenied
    if not can_read_own_results(by):
        raise SheetRefused(_("Le diagnostic est désactivé. Activez-le d’abord\xa0: rien n’est perdu."))
    if not questions:
        raise SheetRefused(_("Cochez au moins une compétence dont vous voulez parler."))
    if not set(questions) <= measured_ids(run.pk):
        raise SheetRefused(_("Une des compétences ne fait pas partie de ce diagnostic."))
    sheet, _made = TalkSheet.objects.update_or_create(run=run, defaults={"person": by, "note": note, "made_at": at})
    TalkSheetLine.objects.filter(sheet=sheet).delete()
    TalkSheetLine.objects.bulk_create(
        TalkSheetLine(sheet=sheet, competency_id=competency_id, question=question, order=place)
        for place, (competency_id, question) in enumerate(questions.items())
    )
    return sheet


@transaction.atomic
def delete_sheet(*, by: Person, sheet: TalkSheet, at: dt.datetime) -> None:
    """At once, with what was granted on it."""
    if sheet.person_id != by.pk:
        raise PermissionDenied
    forget_targets(TalkSheet.objects.filter(pk=sheet.pk))
    sheet.delete()
