"""What a ministry answers: kept as it is written, sent as a whole, changed while the round is open; comments in place."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.models import Competency
from core import markdown
from core.outbox import publish
from job_profiles.actions.consultations import locked_round
from job_profiles.enums import Article, LogKind, Position
from job_profiles.events import CommentPosted, MinistryAnswered
from job_profiles.models import ArticleAnswer, ArticleComment, LogEntry, MinistryAnswer, Round
from job_profiles.permissions import answered_organisations, may_answer_for, may_comment
from job_profiles.queries import texts
from people.models import Person

Draft = Mapping[str, Mapping[str, str]]
LONGEST_TEXT = 4000


class AnswerConflict(Exception):
    """Another respondent of the ministry saved meanwhile. `answer`: as it stands now; nothing was written."""

    def __init__(self, answer: MinistryAnswer) -> None:
        super().__init__(answer.pk)
        self.answer = answer


def _locked(answer: MinistryAnswer, *, by: Person, edit: int, at: dt.datetime) -> MinistryAnswer:
    """The answer and its round, held; raises PermissionDenied (not theirs, round over), AnswerConflict."""
    one = locked_round(answer.round_id)
    held = MinistryAnswer.objects.select_for_update(of=("self",)).select_related("edited_by", "organisation")
    row = held.get(pk=answer.pk)
    row.round = one
    if not may_answer_for(by, row.organisation_id):
        raise PermissionDenied(_("Vous ne répondez pas au nom de ce ministère."))
    if one.closed_at is not None or timezone.localdate(at) > one.closes_on:
        raise PermissionDenied(_("Cette consultation est fermée. Votre texte est gardé ci-dessous."))
    if row.edit != edit:
        raise AnswerConflict(row)
    return row


def _clean(draft: Draft, keys: list[str]) -> dict[str, dict[str, str]]:
    """Rows that the round asks about, with known positions; empty ones are left out."""
    kept: dict[str, dict[str, str]] = {}
    for key in keys:
        row = draft.get(key, {})
        position = row.get("position", "")
        said = {name: row.get(name, "").replace("\x00", "").strip() for name in ("remark", "proposal")}
        if position in Position.values or any(said.values()):
            kept[key] = {"position": position if position in Position.values else "", **said}
    return kept


def _keep(row: MinistryAnswer, draft: dict[str, dict[str, str]], *, by: Person, at: dt.datetime) -> None:
    row.draft, row.edit, row.edited_by, row.edited_at = draft, row.edit + 1, by, at
    row.save(update_fields=["draft", "edit", "edited_by", "edited_at", "submitted_by", "submitted_at"])


@transaction.atomic
def save_answer(*, by: Person, answer: MinistryAnswer, edit: int, draft: Draft, at: dt.datetime) -> MinistryAnswer:
    """Keep what is written so far; only the ministry reads it. Raises PermissionDenied, AnswerConflict."""
    row = _locked(answer, by=by, edit=edit, at=at)
    kept = _clean(draft, [one.key for one in texts.rows_of(row.round.text)])
    if kept != row.draft:
        _keep(row, kept, by=by, at=at)
    return row


@transaction.atomic
def send_answer(
    *, by: Person, answer: MinistryAnswer, edit: int, draft: Draft, rest_agrees: bool, at: dt.datetime
) -> MinistryAnswer:
    """The ministry's positions, read by every member from now on. `rest_agrees`: rows without a position are agreed to,
    said so explicitly. Sent again, they take the place of those before. Raises PermissionDenied, AnswerConflict,
    ValidationError (by row key; "rest" when positions are missing).
    """
    row = _locked(answer, by=by, edit=edit, at=at)
    rows = texts.rows_of(row.round.text)
    kept = _clean(draft, [one.key for one in rows])
    _check(kept, rows, rest_agrees=rest_agrees)
    if rest_agrees:
        agreed = {"position": Position.AGREE.value, "remark": "", "proposal": ""}
        kept = {one.key: kept[one.key] if kept.get(one.key, {}).get("position") else agreed for one in rows}
    again = row.submitted_at is not None
    row.submitted_by, row.submitted_at = by, at
    _keep(row, kept, by=by, at=at)
    _write(row, rows, kept)
    counted = {position: sum(one["position"] == position for one in kept.values()) for position in Position.values}
    LogEntry.objects.create(
        version=row.round.version, kind=LogKind.ANSWERED, round=row.round, organisation=row.organisation, by=by, at=at,
        data={**counted, "again": again, "organisation": row.organisation.name},
    )  # fmt: skip
    publish(
        MinistryAnswered(
            round_id=row.round_id, version_id=row.round.version_id, profile_id=row.round.version.profile_id,
            answer_id=row.pk, organisation_id=row.organisation_id, edit=row.edit, by_id=by.pk, at=at,
        )
    )  # fmt: skip
    return row


def _check(kept: dict[str, dict[str, str]], rows: list[texts.TextRow], *, rest_agrees: bool) -> None:
    refused: dict[str, str] = {}
    for key, one in kept.items():
        if one["position"] == Position.RESERVATION and not one["remark"]:
            refused[key] = _("Dites quelle est la réserve.")
        elif one["position"] == Position.OBJECTION and not one["proposal"]:
            refused[key] = _("Un désaccord s’accompagne d’une proposition\xa0: dites ce que vous écririez à la place.")
        elif not one["position"]:
            refused[key] = _("Vous avez écrit ici sans choisir de position.")
        elif any(len(one[name]) > LONGEST_TEXT for name in ("remark", "proposal")):
            refused[key] = _("Ce texte dépasse %(limit)d caractères\xa0: raccourcissez-le avant d’envoyer.") % {
                "limit": LONGEST_TEXT
            }
    if not rest_agrees and any(one.key not in kept for one in rows):
        refused["rest"] = _(
            "Des articles sont sans position. Prenez position, ou cochez «\xa0Tout le reste\xa0: d’accord\xa0»."
        )
    if refused:
        raise ValidationError(refused)


def _write(row: MinistryAnswer, rows: list[texts.TextRow], kept: dict[str, dict[str, str]]) -> None:
    competencies = {one.code: one for one in Competency.objects.filter(code__in=[row.code for row in rows if row.code])}
    ArticleAnswer.objects.filter(answer=row).delete()
    ArticleAnswer.objects.bulk_create(
        [
            ArticleAnswer(answer=row, article=one.article, competency=competencies.get(one.code), **kept[one.key])
            for one in rows
        ]
    )


@transaction.atomic
def post_comment(*, by: Person, round: Round, article: str, body: str, at: dt.datetime) -> ArticleComment:
    """A word beside an article, from who takes part, while the round is open. Raises PermissionDenied, ValidationError."""
    one = locked_round(round.pk)
    asked = set(MinistryAnswer.objects.filter(round=one).values_list("organisation_id", flat=True))
    if not may_comment(by, asked) or one.closed_at is not None:
        raise PermissionDenied(_("On commente une consultation tant qu’elle est ouverte et que l’on y participe."))
    if article not in Article.values:
        raise ValidationError({"article": _("Choisissez un article.")})
    if not body.strip():
        raise ValidationError({"body": _("Écrivez votre commentaire.")})
    speaking = answered_organisations(by)
    place = by.organisation_id if speaking is None or by.organisation_id in speaking else next(iter(speaking & asked), None)
    comment = ArticleComment.objects.create(
        round=one, article=article, author=by, organisation_id=place, body=body[:LONGEST_TEXT],
        body_html=markdown.render(body[:LONGEST_TEXT]), created_at=at,
    )  # fmt: skip
    publish(
        CommentPosted(
            round_id=one.pk, version_id=one.version_id, profile_id=one.version.profile_id, comment_id=comment.pk,
            by_id=by.pk, at=at,
        )
    )  # fmt: skip
    return comment


@transaction.atomic
def delete_comment(*, by: Person, comment: ArticleComment, at: dt.datetime) -> None:
    """Its author takes it back; a line says that something stood there. Raises PermissionDenied."""
    row: Any = ArticleComment.objects.select_for_update().get(pk=comment.pk)
    if row.author_id != by.pk:
        raise PermissionDenied(_("On ne retire que ses propres commentaires."))
    if row.deleted_at is None:
        row.deleted_at, row.body, row.body_html = at, "", ""
        row.save(update_fields=["deleted_at", "body", "body_html"])
