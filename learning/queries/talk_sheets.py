"""Talk sheets: one's own, and those that others show.

What a sheet may carry stands in its table: names of competencies and questions. Nothing here joins a level to it.
"""

import datetime as dt
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.models import Competency
from competencies.queries.estimates import PURPOSE
from learning.enums import Verdict
from learning.models import RunTarget, TalkSheet, TalkSheetLine
from learning.permissions.diagnostics import can_receive_sheets
from learning.queries.results import Result
from people.enums import PersonStatus
from people.models import Person
from people.queries.consents import people_who_consent
from people.queries.grants import in_force
from people.queries.reporting import manager_of


def shared_with(viewer: Person | None, at: dt.datetime) -> QuerySet[TalkSheet]:
    """Sheets that others show the viewer today. The line of management may be shown them: that is what they are for. Nothing
    to recruiters, of who left, or of who keeps the diagnostic switched off."""
    today = timezone.localdate(at)
    if viewer is None or not can_receive_sheets(viewer, today):
        return TalkSheet.objects.none()
    kind = ContentType.objects.get_for_model(TalkSheet)
    granted = in_force(today).filter(grantee=viewer, content_type=kind)
    givers = people_who_consent(PURPOSE, sorted(set(granted.values_list("person", flat=True))))
    this_row = granted.filter(object_id=OuterRef("pk"), person=OuterRef("person"))
    rows = TalkSheet.objects.filter(Exists(this_row), person__in=givers, person__status=PersonStatus.ACTIVE)
    return rows.select_related("person")


def readable(viewer: Person, pk: int, at: dt.datetime) -> TalkSheet:
    """One's own or one that is shown, with its lines. Raises TalkSheet.DoesNotExist."""
    rows = TalkSheet.objects.filter(Q(person=viewer) | Q(pk__in=shared_with(viewer, at).values("pk")))
    lines = TalkSheetLine.objects.select_related("competency").order_by("order", "pk")
    return rows.select_related("person__organisation").prefetch_related(Prefetch("lines", queryset=lines)).get(pk=pk)


def own_sheet(person: Person, pk: int) -> TalkSheet:
    """Raises TalkSheet.DoesNotExist."""
    return TalkSheet.objects.filter(person=person).select_related("run").get(pk=pk)


@dataclass(frozen=True)
class Candidate:
    """A competency that may go on the sheet. `listed`: open or short in the result, so offered first; `ticked` and
    `question`: as the sheet has them, else what is proposed."""

    competency: Competency
    listed: bool
    ticked: bool
    question: str


def candidates(result: Result, sheet: TalkSheet | None) -> list[Candidate]:
    """Every competency of the run in the order of the framework, which says nothing of where it stands. Before a first sheet
    the undecided ones are ticked; the person ticks what they want, strengths too."""
    lines = {line.competency_id: line.question for line in sheet.lines.all()} if sheet else {}
    return [
        Candidate(
            competency=one.competency,
            listed=one.verdict != Verdict.MET,
            ticked=one.competency.pk in lines if sheet else one.is_undecided,
            question=lines.get(one.competency.pk) or proposed_question(place),
        )
        for place, one in enumerate(result.findings)
    ]


def proposed_question(place: int) -> str:
    """A question to begin with. It follows from the place in the list alone: no wording goes with a verdict."""
    questions = (
        _("Dans quelles situations récentes m’as-tu vu faire cela, et qu’en as-tu retenu?"),
        _("Quel travail à venir me permettrait de m’y exercer?"),
        _("Qui, autour de nous, pourrait m’en montrer davantage?"),
        _("Qu’attend-on au juste de mon rôle sur ce point?"),
    )
    return questions[place % len(questions)]


def measured_ids(run_id: int) -> set[int]:
    """Competencies that a sheet of this run may name."""
    return set(RunTarget.objects.filter(run=run_id).values_list("competency", flat=True))


def manager_words(person: Person, on: dt.date) -> str:
    """The person's manager as a form writes members; "" without one in the network."""
    manager = manager_of(person, on)
    return f"{manager.name} ({manager.organisation.acronym})" if manager and manager.is_active else ""
