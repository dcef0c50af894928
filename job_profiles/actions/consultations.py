"""Rounds of consultation: opened, extended, closed; what ministries answer and what the owner replies."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.outbox import publish
from job_profiles.enums import Article, LogKind, ReplyOutcome, VersionState
from job_profiles.events import ConsultationOpened, ObservationReplied, RoundClosed, RoundClosing, RoundExtended
from job_profiles.models import ArticleAnswer, LogEntry, MinistryAnswer, ProfileVersion, Round
from job_profiles.permissions import can_edit, owns_profiles
from job_profiles.queries import texts
from job_profiles.queries.lacking import lacking
from job_profiles.rules.consultations import reminder_due
from people.models import Organisation, Person

BATCH = 200
LONGEST = dt.timedelta(days=180)


def locked_round(pk: int) -> Round:
    """The round, held until the end of the transaction, with its version and profile."""
    return Round.objects.select_for_update(of=("self",)).select_related("version__profile").get(pk=pk)


@transaction.atomic
def open_round(
    *,
    by: Person,
    version: ProfileVersion,
    organisations: Iterable[Organisation],
    closes_on: dt.date,
    quorum: int,
    note: str = "",
    at: dt.datetime,
) -> Round:
    """Ask these ministries, from today to `closes_on`; the text is frozen meanwhile. A later round says what was amended.

    Raises PermissionDenied, ValidationError (what the draft lacks stands under no field).
    """
    locked = ProfileVersion.objects.select_for_update(of=("self",)).select_related("profile").get(pk=version.pk)
    if not can_edit(by, locked) or locked.rounds.filter(closed_at=None).exists():
        raise PermissionDenied(_("Cette version ne peut pas être mise en consultation en ce moment."))
    today, asked = timezone.localdate(at), list(organisations)
    _check_round(locked, today, closes_on, quorum, asked)
    text = texts.snapshot(locked)
    log_amendments(locked, text, by=by, at=at)
    number = (locked.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
    if locked.state == VersionState.DRAFT:
        locked.state = VersionState.CONSULTATION
        locked.save(update_fields=["state"])
    one = Round.objects.create(
        version=locked, number=number, opens_on=today, closes_on=closes_on, quorum=quorum, note=note, text=text,
        opened_by=by, opened_at=at,
    )  # fmt: skip
    MinistryAnswer.objects.bulk_create([MinistryAnswer(round=one, organisation=row) for row in asked])
    data = {"number": number, "closes_on": closes_on.isoformat(), "quorum": quorum, "asked": [row.name for row in asked]}
    LogEntry.objects.create(version=locked, kind=LogKind.ROUND_OPENED, round=one, note=note, data=data, by=by, at=at)
    ids = tuple(row.pk for row in asked)
    publish(ConsultationOpened(**_ids(one), organisation_ids=ids, by_id=by.pk, at=at))
    return one


def _check_round(
    version: ProfileVersion, today: dt.date, closes_on: dt.date, quorum: int, asked: list[Organisation]
) -> None:
    if missing := lacking(version):
        raise ValidationError(missing)
    if not today < closes_on <= today + LONGEST:
        raise ValidationError({"closes_on": _("Choisissez une date après aujourd’hui, d’ici six mois.")})
    if not 1 <= quorum <= 100:
        raise ValidationError({"quorum": _("Le quorum va de 1 à 100\xa0%.")})
    if not asked:
        raise ValidationError({"organisations": _("Choisissez au moins un ministère.")})


def _ids(one: Round) -> dict[str, int]:
    return {"round_id": one.pk, "version_id": one.version_id, "profile_id": one.version.profile_id}


def log_amendments(version: ProfileVersion, text: texts.Snapshot, *, by: Person, at: dt.datetime) -> None:
    """Say in the log which articles are another than what the ministries last read; the same is not said twice."""
    last = version.rounds.order_by("-number").first()
    if last is None:
        return
    for article in texts.changed_articles(last.text, text):
        data = _amended(last.text, text, article)
        told = LogEntry.objects.filter(version=version, kind=LogKind.AMENDED, round=last, article=article)
        newest = told.order_by("pk").last()
        if newest is None or newest.data != data:
            LogEntry.objects.create(
                version=version, kind=LogKind.AMENDED, round=last, article=article, data=data, by=by, at=at
            )


def _amended(before: texts.Snapshot, after: texts.Snapshot, article: Article) -> dict[str, str]:
    """One article before and after, in French; in English where that alone changed."""
    for language in ("fr", "en"):
        with translation.override(language):
            data = {"before": texts.article_text(before, article), "after": texts.article_text(after, article)}
        if data["before"] != data["after"]:
            break
    return data


@transaction.atomic
def extend_round(*, by: Person, round: Round, closes_on: dt.date, at: dt.datetime) -> None:
    """Another last day, later than the one announced. Raises PermissionDenied, ValidationError."""
    one = locked_round(round.pk)
    if not owns_profiles(by) or one.closed_at is not None:
        raise PermissionDenied(_("Cette consultation est fermée\xa0: ouvrez un autre tour."))
    if not one.closes_on < closes_on <= timezone.localdate(at) + LONGEST:
        raise ValidationError({"closes_on": _("Choisissez une date après la fermeture annoncée, d’ici six mois.")})
    one.closes_on = closes_on
    one.save(update_fields=["closes_on"])
    data = {"closes_on": closes_on.isoformat()}
    LogEntry.objects.create(version=one.version, kind=LogKind.ROUND_EXTENDED, round=one, data=data, by=by, at=at)
    publish(RoundExtended(**_ids(one), by_id=by.pk, at=at))


@transaction.atomic
def close_round(*, by: Person | None, round: Round, at: dt.datetime) -> bool:
    """No more answers; False when it was closed already. `by` None: its last day is over. What was written and not sent
    stays with the ministry. Raises PermissionDenied.
    """
    if by is not None and not owns_profiles(by):
        raise PermissionDenied(_("Seules les personnes responsables des profils ferment une consultation."))
    one = locked_round(round.pk)
    if one.closed_at is not None:
        return False
    one.closed_at, one.closed_by = at, by
    one.save(update_fields=["closed_at", "closed_by"])
    answers = MinistryAnswer.objects.filter(round=one)
    data = {"asked": answers.count(), "answered": answers.exclude(submitted_at=None).count(), "quorum": one.quorum}
    LogEntry.objects.create(version=one.version, kind=LogKind.ROUND_CLOSED, round=one, data=data, by=by, at=at)
    publish(RoundClosed(**_ids(one), by_id=by.pk if by else None, at=at))
    return True


def look_after_rounds(*, at: dt.datetime) -> tuple[int, int]:
    """Close rounds whose last day is over, remind in those that close soon: (closed, reminded). Twice does nothing more."""
    today = timezone.localdate(at)
    over = Round.objects.filter(closed_at=None, closes_on__lt=today).order_by("pk")[:BATCH]
    closed = sum(close_round(by=None, round=one, at=at) for one in over)
    return closed, sum(_remind(pk, today, at) for pk in _open_ids())


def _open_ids() -> list[int]:
    return list(Round.objects.filter(closed_at=None).order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _remind(pk: int, today: dt.date, at: dt.datetime) -> bool:
    """`reminded_on` is written with the fact: whoever runs this again announces nothing more."""
    one = locked_round(pk)
    left = reminder_due(today=today, opens_on=one.opens_on, closes_on=one.closes_on, reminded_on=one.reminded_on)
    if one.closed_at is not None or left is None:
        return False
    one.reminded_on = today
    one.save(update_fields=["reminded_on"])
    publish(RoundClosing(**_ids(one), days=left, at=at))
    return True


@transaction.atomic
def reply_to(*, by: Person, observation: ArticleAnswer, outcome: str, reply: str, at: dt.datetime) -> ArticleAnswer:
    """What the owner does with a reservation or an objection, once the round is closed; may be said better until the
    version is submitted. Raises PermissionDenied, ValidationError.
    """
    row = ArticleAnswer.objects.select_for_update(of=("self",)).select_related(
        "answer__round__version__profile", "answer__organisation", "competency"
    )
    one = row.get(pk=observation.pk)
    asked = one.answer.round
    if not can_edit(by, asked.version) or asked.closed_at is None:
        raise PermissionDenied(_("On répond aux observations une fois la consultation fermée, avant la décision."))
    if outcome not in ReplyOutcome.values or not reply.strip():
        raise ValidationError(_("Dites ce que vous faites de l’observation, et pourquoi."))
    one.outcome, one.reply, one.replied_by, one.replied_at = outcome, reply.strip(), by, at
    one.save(update_fields=["outcome", "reply", "replied_by", "replied_at"])
    data = {"outcome": outcome, "competency": one.competency.code if one.competency else ""}
    LogEntry.objects.create(
        version=asked.version, kind=LogKind.REPLIED, round=asked, organisation=one.answer.organisation, article=one.article,
        note=one.reply, data=data, by=by, at=at,
    )  # fmt: skip
    ids = {"article_answer_id": one.pk, "organisation_id": one.answer.organisation_id}
    publish(ObservationReplied(**_ids(asked), **ids, by_id=by.pk, at=at))
    return one


def unreplied(version: ProfileVersion) -> int:
    """Reservations and objections that still wait for the owner's word, in all rounds."""
    return ArticleAnswer.objects.filter(answer__round__version=version, replied_at=None).exclude(position="agree").count()


def waiting_words(number: int) -> str:
    words = ngettext(
        "Il reste %(count)d observation sans réponse\xa0: répondez-y d’abord.",
        "Il reste %(count)d observations sans réponse\xa0: répondez-y d’abord.",
        number,
    )
    return words % {"count": number}
