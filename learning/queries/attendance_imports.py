"""What a file of attendance would do to a session, line by line; the file waits between the check and the decision."""

import secrets
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from learning.enums import EnrolmentState, Outcome
from learning.models import Enrolment, Session
from learning.rules.attendance_file import AttendanceLine, parse
from people.models import Person
from people.rules.imports.reports import LineReport, Report
from people.rules.imports.reports import Outcome as Effect

KEPT_SECONDS = 7200
MARKED = (EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT)


@dataclass(frozen=True)
class AttendancePlan:
    """By the number of the enrolment: came, outcome."""

    marks: dict[int, tuple[bool, str]]


@dataclass(frozen=True)
class KeptFile:
    token: str
    person_id: int
    session_id: int
    name: str
    data: bytes
    report: Report


def examine(session: Session, data: bytes) -> tuple[Report, AttendancePlan]:
    """What each line would do now; writes nothing. Raises UnreadableFile."""
    lines = parse(data)
    rows = Enrolment.objects.filter(session=session).select_related("person__user").order_by("pk")
    by_email: dict[str, Enrolment] = {}
    for row in rows:
        email = row.person.user.email.lower() if row.person.user else ""
        if row.state in MARKED or email not in by_email:
            by_email[email] = row
    report, marks, seen = Report(kind="attendance"), dict[int, tuple[bool, str]](), dict[str, int]()
    for line in lines:
        report.lines.append(_examine_line(line, by_email, seen, marks))
        seen.setdefault(line.email, line.number)
    return report, AttendancePlan(marks)


def _examine_line(
    line: AttendanceLine, by_email: dict[str, Enrolment], seen: dict[str, int], marks: dict[int, tuple[bool, str]]
) -> LineReport:
    row = by_email.get(line.email)
    said = LineReport(line.number, row.person.name if row is not None else line.email or "—")
    _refuse(line, row, seen, said)
    if said.problems or row is None or line.came is None:
        return said
    after = EnrolmentState.ATTENDED if line.came else EnrolmentState.ABSENT
    outcome = line.outcome if line.came else ""
    if (row.state, row.outcome) != (after, outcome):
        said.outcome = Effect.CHANGED
        said.changes = [str(after.label), *([str(Outcome(outcome).label)] if outcome else [])]
        marks[row.pk] = (line.came, outcome)
    return said


def _refuse(line: AttendanceLine, row: Enrolment | None, seen: dict[str, int], said: LineReport) -> None:
    """Why the line cannot be taken, with what to do."""
    if not line.email:
        said.refuse("email", _("Le courriel manque. Reprenez celui du fichier de la séance."))
    elif row is None:
        said.refuse("email", _("Ce courriel n’est celui de personne sur la liste de cette séance. Vérifiez-le."))
    elif row.state not in MARKED:
        words = _("Cette personne n’a pas de place à la séance (%(state)s). Enlevez la ligne.")
        said.refuse("email", words % {"state": row.get_state_display().lower()})
    if line.email and line.email in seen:
        said.refuse(
            "email", _("Même courriel qu’à la ligne %(number)d. Gardez une des deux.") % {"number": seen[line.email]}
        )
    if line.came_said:
        said.refuse(
            "came", _("«\xa0%(said)s\xa0» ne dit ni oui ni non. Écrivez oui ou non.") % {"said": line.came_said[:40]}
        )
    if line.outcome_said:
        words = _("«\xa0%(said)s\xa0» n’est pas un résultat. Écrivez réussite ou échec, ou laissez vide.")
        said.refuse("outcome", words % {"said": line.outcome_said[:40]})


def keep(person: Person, session: Session, name: str, data: bytes, report: Report, *, token: str = "") -> KeptFile:
    kept = KeptFile(token or secrets.token_urlsafe(18), person.pk, session.pk, name[:120], data, report)
    cache.set(_key(kept.token), kept, KEPT_SECONDS)
    return kept


def kept_file(person: Person, session: Session, token: str) -> KeptFile | None:
    """The file that this person checked for this session; None when it has expired or was carried out."""
    kept: KeptFile | None = cache.get(_key(token))
    mine = kept is not None and (kept.person_id, kept.session_id) == (person.pk, session.pk)
    return kept if mine else None


def forget(token: str) -> None:
    cache.delete(_key(token))


def _key(token: str) -> str:
    return f"presences:{token}"
