"""Who came: signed in by the code of the room, or noted by a trainer; what follows in the ledger, and what is corrected."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.actions.evidence import withdraw_evidence
from competencies.enums import EvidenceKind
from competencies.models import Evidence
from learning.actions import seats
from learning.actions.course_evidence import record_course_taken
from learning.actions.enrolments import EnrolmentRefused
from learning.enums import EnrolmentState, Outcome, SessionState
from learning.models import Enrolment, Presence, Session
from learning.permissions.sessions import can_run
from learning.queries.desk import is_code, open_meeting
from learning.rules.seats import DESK_OPENS
from people.models import Person

ATTENDED, ABSENT, CONFIRMED = EnrolmentState.ATTENDED, EnrolmentState.ABSENT, EnrolmentState.CONFIRMED
MARKED = (CONFIRMED, ATTENDED, ABSENT)


@dataclass(frozen=True)
class Noted:
    """What a trainer says of one person. `outcome`: of an assessment, empty where there was none."""

    came: bool
    outcome: str = ""


@transaction.atomic
def mark_attendance(*, by: Person, session: Session, marks: Mapping[int, Noted], at: dt.datetime) -> int:
    """Note who came, by the number of the enrolment; returns how many changed. What stays the same writes nothing.

    Raises PermissionDenied, EnrolmentRefused before people arrive or when it was cancelled.
    """
    session = seats.lock_session(session)
    if not can_run(by, session):
        raise PermissionDenied
    if session.state == SessionState.CANCELLED:
        raise EnrolmentRefused(_("Cette séance est annulée\xa0: il n’y a pas de présences à noter."))
    if session.starts_at - DESK_OPENS > at:
        raise EnrolmentRefused(_("On note les présences à partir d’une demi-heure avant la séance."))
    rows = Enrolment.objects.filter(session=session, pk__in=list(marks), state__in=MARKED)
    changed = 0
    for row in rows.select_related("person").order_by("pk"):
        changed += _mark(session, row, marks[row.pk], by=by, at=at)
    seats.count(session)
    return changed


def _mark(session: Session, row: Enrolment, said: Noted, *, by: Person | None, at: dt.datetime) -> bool:
    """One person, the session locked; True when something changed."""
    outcome = said.outcome if said.came and said.outcome in Outcome.values else ""
    before = (row.state, row.outcome)
    after = (ATTENDED if said.came else ABSENT, outcome)
    if before == after:
        return False
    row.outcome, row.attendance_by = outcome, by
    row.attended_at = (row.attended_at or at) if said.came else None
    keep = ["outcome", "attendance_by", "attended_at"]
    reason = Outcome(outcome).label if outcome else ""
    if row.state == ATTENDED and not said.came:
        reason = _("Correction\xa0: la personne n’y était pas.")
    seats.settle(session, [row], after[0], by=by, at=at, reason=str(reason), keep=keep)
    _tell_ledger(session, row, before=before, at=at)
    return True


def _tell_ledger(session: Session, row: Enrolment, *, before: tuple[str, str], at: dt.datetime) -> None:
    """Evidence follows the mark: taken back when the person was not there or the result is another, then written anew.

    The ledger changes no row: each writing has a key of its own, `enrolment:<number>` and then `enrolment:<number>:<time>`.
    """
    was, told = before[0] == ATTENDED, before[1] == Outcome.PASSED
    passed = row.outcome == Outcome.PASSED
    if was and row.state == ATTENDED and told == passed:
        return
    key, keys = f"enrolment:{row.pk}", set[str]()
    if before[0] != CONFIRMED:
        mine = Evidence.objects.filter(person=row.person_id, kind=EvidenceKind.COURSE)
        mine = mine.filter(Q(source_key=key) | Q(source_key__startswith=f"{key}:"))
        keys = set(mine.values_list("source_key", flat=True))
        for evidence in mine.current():
            withdraw_evidence(evidence=evidence, by=row.person, at=at)
    if row.state == ATTENDED:
        record_course_taken(
            person=row.person, course=session.course, passed=passed, source_key=f"{key}:{len(keys)}" if keys else key,
            occurred_on=min(timezone.localdate(session.ends_at), timezone.localdate(at)), at=at,
        )  # fmt: skip


@transaction.atomic
def sign_in(*, by: Person, session: Session, code: str, at: dt.datetime) -> Enrolment:
    """The person says « I am here » with the code that the room shows; at the last meeting this notes the attendance.

    Raises EnrolmentRefused: no meeting at this time, an old code, not on the list, noted absent.
    """
    seats.lock_person(by)
    session = seats.lock_session(session)
    meeting = open_meeting(session, at) if session.state != SessionState.CANCELLED else None
    if meeting is None:
        words = _(
            "On confirme sa présence d’une demi-heure avant la rencontre à une demi-heure après. Parlez à la personne qui "
            "forme."
        )
        raise EnrolmentRefused(words)
    if not is_code(session, code, at):
        raise EnrolmentRefused(
            _("Ce code n’est plus bon\xa0: il change toutes les cinq minutes. Balayez celui qui est affiché.")
        )
    row = Enrolment.objects.select_related("person").filter(session=session, person=by, state__in=MARKED).first()
    if row is None:
        raise EnrolmentRefused(_("Vous n’êtes pas sur la liste de cette séance. Parlez à la personne qui forme."))
    if row.state == ABSENT:
        raise EnrolmentRefused(_("Votre absence est déjà notée. Parlez à la personne qui forme\xa0: elle peut la corriger."))
    _presence, new = Presence.objects.get_or_create(enrolment=row, meeting=meeting, defaults={"by": by, "at": at})
    if new:
        seats.note(row, by=by, at=at, reason=_("Présence confirmée par le code de la salle"))
    last = session.meetings.order_by("-starts_at").first()
    if row.state == CONFIRMED and meeting == last:
        _mark(session, row, Noted(True), by=by, at=at)
    return row
