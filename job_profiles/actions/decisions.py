"""The decision of the strategic team, and what follows: in force, retired."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.outbox import publish
from job_profiles.actions.consultations import log_amendments, unreplied, waiting_words
from job_profiles.enums import DecisionOutcome, LogKind, Position, ReplyOutcome, VersionState
from job_profiles.events import ProfileVersionInForce, VersionDecided, VersionRetired, VersionSubmitted
from job_profiles.models import ArticleAnswer, Decision, JobProfile, LogEntry, MinistryAnswer, ProfileVersion, Round
from job_profiles.permissions import can_decide, can_edit, may_decide
from job_profiles.queries import texts
from job_profiles.queries.lacking import lacking
from job_profiles.rules.consultations import needed_for_quorum, quorum_reached
from people.models import Person


def _locked(version: ProfileVersion) -> ProfileVersion:
    """The profile's row is held first: versions of one profile take turns."""
    JobProfile.objects.select_for_update().only("pk").get(pk=version.profile_id)
    return ProfileVersion.objects.select_for_update(of=("self",)).select_related("profile").get(pk=version.pk)


def _figures(last: Round) -> dict[str, int]:
    """Of the last round: ministries asked and answered, quorum asked for, objections not taken."""
    answers = MinistryAnswer.objects.filter(round=last)
    objections = ArticleAnswer.objects.filter(answer__round=last, position=Position.OBJECTION)
    return {
        "asked": answers.count(),
        "answered": answers.exclude(submitted_at=None).count(),
        "quorum": last.quorum,
        "open_objections": objections.exclude(outcome=ReplyOutcome.TAKEN).count(),
    }


def _has_quorum(figures: dict[str, int]) -> bool:
    return quorum_reached(asked=figures["asked"], answered=figures["answered"], percent=figures["quorum"])


@transaction.atomic
def submit(*, by: Person, version: ProfileVersion, note: str = "", without_quorum: bool = False, at: dt.datetime) -> None:
    """Ask the strategic team to decide: rounds closed, every observation answered, quorum reached; or `without_quorum`,
    with a note that says why, when it cannot be reached. The text is frozen from now on.

    Raises PermissionDenied, ValidationError.
    """
    locked = _locked(version)
    if not can_edit(by, locked) or locked.state != VersionState.CONSULTATION:
        raise PermissionDenied(_("Cette version ne peut pas être soumise à la décision en ce moment."))
    last = locked.rounds.order_by("-number").first()
    if last is None or last.closed_at is None:
        raise ValidationError(_("La consultation est encore ouverte\xa0: fermez-la d’abord."))
    if number := unreplied(locked):
        raise ValidationError(waiting_words(number))
    if missing := lacking(locked):
        raise ValidationError(missing)
    figures = _figures(last)
    if not _has_quorum(figures):
        if not without_quorum:
            raise ValidationError(no_quorum_words(figures))
        if not note.strip():
            raise ValidationError({"note": _("Dites pourquoi le quorum ne peut pas être atteint.")})
    log_amendments(locked, texts.snapshot(locked), by=by, at=at)
    locked.submitted_at, locked.submitted_by = at, by
    locked.save(update_fields=["submitted_at", "submitted_by"])
    data = {**figures, "without_quorum": not _has_quorum(figures)}
    LogEntry.objects.create(version=locked, kind=LogKind.SUBMITTED, round=last, note=note.strip(), data=data, by=by, at=at)
    publish(VersionSubmitted(profile_id=locked.profile_id, version_id=locked.pk, by_id=by.pk, at=at))


def no_quorum_words(figures: dict[str, int]) -> str:
    words = _(
        "Le quorum n’est pas atteint (réponses\xa0: %(answered)s sur %(asked)s, il en faut %(needed)s). Ouvrez un autre "
        "tour, ou demandez à l’équipe stratégique de décider sans quorum."
    )
    return words % {**figures, "needed": needed_for_quorum(figures["asked"], figures["quorum"])}


@transaction.atomic
def take_back(*, by: Person, version: ProfileVersion, at: dt.datetime) -> None:
    """The owner takes the request to decide back, to amend something more. Raises PermissionDenied."""
    locked = _locked(version)
    if locked.submitted_at is None or locked.state != VersionState.CONSULTATION:
        raise PermissionDenied(_("Cette version n’attend pas de décision."))
    locked.submitted_at = locked.submitted_by = None
    if not can_edit(by, locked):
        raise PermissionDenied(_("Seules les personnes responsables des profils reprennent une version soumise."))
    locked.save(update_fields=["submitted_at", "submitted_by"])


@transaction.atomic
def decide(
    *,
    by: Person,
    version: ProfileVersion,
    outcome: str,
    reasons: str,
    effective_on: dt.date | None = None,
    without_quorum: bool = False,
    at: dt.datetime,
) -> Decision:
    """Approve (in force on `effective_on`, at once when that is today), send back to be reworked, refuse: by somebody who
    did not write the version. Without quorum, an approval says so (`without_quorum`).

    Raises PermissionDenied, ValidationError.
    """
    locked = _locked(version)
    if not can_decide(by, locked):
        raise PermissionDenied(_("Qui a rédigé ou soumis une version n’en décide pas\xa0: une autre personne le fait."))
    last = locked.rounds.order_by("-number").first()
    if last is None:
        raise PermissionDenied(_("Aucun ministère n’a été consulté."))
    figures, today = _figures(last), timezone.localdate(at)
    approved = outcome == DecisionOutcome.APPROVED
    _check_decision(outcome, reasons, effective_on, quorum=_has_quorum(figures) or without_quorum, today=today)
    decision = Decision.objects.create(
        version=locked, round=last, outcome=outcome, reasons=reasons.strip(), by=by, at=at, **figures
    )
    data = {**figures, "outcome": outcome, "effective_on": effective_on.isoformat() if approved and effective_on else ""}
    LogEntry.objects.create(version=locked, kind=LogKind.DECIDED, round=last, note=decision.reasons, data=data, by=by, at=at)
    _apply(locked, effective_on if approved else None, at=at)
    publish(
        VersionDecided(
            profile_id=locked.profile_id, version_id=locked.pk, decision_id=decision.pk, outcome=outcome, by_id=by.pk, at=at
        )
    )
    if approved and effective_on == today:
        _put_in_force(locked, at=at)
    return decision


def _check_decision(outcome: str, reasons: str, effective_on: dt.date | None, *, quorum: bool, today: dt.date) -> None:
    if outcome not in DecisionOutcome.values:
        raise ValidationError({"outcome": _("Choisissez une décision.")})
    if not reasons.strip():
        raise ValidationError({"reasons": _("Dites les motifs de la décision\xa0: ils sont lus par tous les membres.")})
    if outcome != DecisionOutcome.APPROVED:
        return
    if not quorum:
        raise ValidationError({"without_quorum": _("Le quorum n’est pas atteint\xa0: confirmez que vous décidez sans lui.")})
    if effective_on is None or effective_on < today:
        raise ValidationError({"effective_on": _("Choisissez la date d’entrée en vigueur\xa0: aujourd’hui ou plus tard.")})


def _apply(version: ProfileVersion, effective_on: dt.date | None, *, at: dt.datetime) -> None:
    """Approved from that day on, or (None) a draft again."""
    if effective_on is not None:
        version.state, version.decided_at, version.effective_on = VersionState.APPROVED, at, effective_on
    else:
        version.state, version.submitted_at, version.submitted_by = VersionState.DRAFT, None, None
    version.save(update_fields=["state", "decided_at", "effective_on", "submitted_at", "submitted_by"])


def _put_in_force(version: ProfileVersion, *, at: dt.datetime) -> None:
    """The one before, approved ones with a lower number and proposals are retired; its profile is held by the caller."""
    day = version.effective_on or timezone.localdate(at)
    others = ProfileVersion.objects.filter(profile=version.profile_id).exclude(pk=version.pk)
    standing = others.filter(state__in=(VersionState.IN_FORCE, VersionState.PROPOSAL))
    for old in (standing | others.filter(state=VersionState.APPROVED, number__lt=version.number)).order_by("number"):
        until = max(old.effective_on or day, day - dt.timedelta(days=1)) if old.state == VersionState.IN_FORCE else None
        _retire(old, until=until, note="", by=None, at=at)
    version.state = VersionState.IN_FORCE
    version.save(update_fields=["state"])
    LogEntry.objects.create(version=version, kind=LogKind.IN_FORCE, data={"effective_on": day.isoformat()}, at=at)
    publish(ProfileVersionInForce(profile_id=version.profile_id, version_id=version.pk, at=at))


def _retire(version: ProfileVersion, *, until: dt.date | None, note: str, by: Person | None, at: dt.datetime) -> None:
    version.state, version.until_on = VersionState.RETIRED, until
    if version.effective_on is not None and until is None:
        version.effective_on = None  # it never came into force
    version.save(update_fields=["state", "until_on", "effective_on"])
    LogEntry.objects.create(version=version, kind=LogKind.RETIRED, note=note, by=by, at=at)
    publish(VersionRetired(profile_id=version.profile_id, version_id=version.pk, by_id=by.pk if by else None, at=at))


def put_due_in_force(*, at: dt.datetime) -> int:
    """Approved versions whose day has come; returns how many. Run again, it finds nothing left."""
    due = ProfileVersion.objects.filter(state=VersionState.APPROVED, effective_on__lte=timezone.localdate(at))
    return sum(_come_into_force(version, at) for version in due.order_by("effective_on", "number"))


@transaction.atomic
def _come_into_force(version: ProfileVersion, at: dt.datetime) -> bool:
    locked = _locked(version)
    if locked.state != VersionState.APPROVED:
        return False
    _put_in_force(locked, at=at)
    return True


@transaction.atomic
def retire(*, by: Person, version: ProfileVersion, reasons: str, at: dt.datetime) -> None:
    """Take a reference out of use, without another in its place. Raises PermissionDenied, ValidationError."""
    locked = _locked(version)
    allowed = (VersionState.PROPOSAL, VersionState.APPROVED, VersionState.IN_FORCE)
    if not may_decide(by) or locked.state not in allowed:
        raise PermissionDenied(_("Seule l’équipe stratégique retire une version."))
    if not reasons.strip():
        raise ValidationError({"reasons": _("Dites pourquoi cette version est retirée.")})
    today = timezone.localdate(at)
    until = max(locked.effective_on or today, today) if locked.state == VersionState.IN_FORCE else None
    _retire(locked, until=until, note=reasons.strip(), by=by, at=at)
