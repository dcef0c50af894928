"""An accepted answer is evidence: it enters the answerer's own ledger, which nobody else sees until they show it."""

from django.utils import timezone

from community.events import AnswerAccepted, AnswerUnaccepted
from community.models import Reply, Thread
from competencies.actions.evidence import record_evidence, restore_evidence, withdraw_evidence
from competencies.enums import EvidenceKind
from competencies.models import Evidence
from competencies.queries.evidence import latest_of_source
from core.events import subscribe


def _source(reply_id: int) -> str:
    return f"reply:{reply_id}"


@subscribe(AnswerAccepted)
def record_answer(event: AnswerAccepted) -> None:
    """For each competency of the thread, without a level. One's own answer to one's own question tells nothing."""
    thread = Thread.objects.filter(pk=event.thread_id, deleted_at=None).first()
    reply = Reply.objects.filter(pk=event.reply_id, deleted_at=None).select_related("author").first()
    if thread is None or reply is None or thread.author_id == reply.author_id or thread.accepted_id != reply.pk:
        return
    if not reply.author.is_active:
        return
    for competency in thread.competencies.filter(retired_at=None):
        row = record_evidence(
            person=reply.author,
            competency=competency,
            level=None,
            kind=EvidenceKind.ANSWER,
            source_key=_source(reply.pk),
            occurred_on=timezone.localdate(event.at),
            at=event.at,
            note=thread.title,
        )
        if row.withdrawn:
            restore_evidence(evidence=row, by=reply.author, at=event.at)


@subscribe(AnswerUnaccepted)
def withdraw_answer(event: AnswerUnaccepted) -> None:
    """It no longer counts, whatever competencies the thread carries by now."""
    first = Evidence.objects.filter(
        person=event.author_id, kind=EvidenceKind.ANSWER, source_key=_source(event.reply_id), corrects=None
    ).select_related("person", "competency")
    if Thread.objects.filter(pk=event.thread_id, accepted=event.reply_id).exists():
        return
    for row in first:
        newest = latest_of_source(person=row.person, competency=row.competency, kind=row.kind, source_key=row.source_key)
        if newest is not None and not newest.withdrawn and row.person.is_active:
            withdraw_evidence(evidence=newest, by=row.person, at=event.at)
