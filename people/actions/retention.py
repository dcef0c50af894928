"""What is kept no longer than it serves: the rules of people, and the runner that applies those of every app."""

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass

import pgtrigger
import structlog
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from people.enums import AttachmentState
from people.models import AccessEntry, Attachment, Grant, Invitation
from people.queries.registries import RetentionRule, retention_rules

log = structlog.get_logger(__name__)
INVITATIONS = dt.timedelta(days=30)
DRAFTS = dt.timedelta(hours=48)
ACCESS_ENTRIES = dt.timedelta(days=730)
GRANTS = dt.timedelta(days=365)


@dataclass(frozen=True)
class RuleReport:
    """What one rule did, or would do; `failed` when it stopped on an error (the others went on)."""

    rule: RetentionRule
    count: int
    failed: bool = False


def run(*, at: dt.datetime, dry_run: bool = False) -> list[RuleReport]:
    """Apply every rule, each in its own transaction. With `dry_run` nothing is written."""
    reports = []
    for rule in retention_rules:
        try:
            with transaction.atomic():
                reports.append(RuleReport(rule, rule.apply(at, dry_run)))
        except Exception:
            log.exception("retention_rule_failed", rule=rule.key)
            reports.append(RuleReport(rule, 0, failed=True))
    return reports


def _forget(rows: "QuerySet", dry_run: bool) -> int:
    if dry_run:
        return rows.count()
    count, _by_model = rows.delete()
    return count


def forget_invitations(at: dt.datetime, dry_run: bool) -> int:
    """Thirty days after they were accepted, revoked or expired."""
    limit = at - INVITATIONS
    closed = Q(accepted_at__lt=limit) | Q(revoked_at__lt=limit) | Q(expires_at__lt=limit)
    return _forget(Invitation.objects.filter(closed), dry_run)


def forget_drafts(at: dt.datetime, dry_run: bool) -> int:
    """Files taken in for a text that was never sent; the file itself goes after the commit."""
    drafts = Attachment.objects.filter(state=AttachmentState.DRAFT, created_at__lt=at - DRAFTS)
    if dry_run:
        return drafts.count()
    return delete_attachments(drafts)


def delete_attachments(attachments: "QuerySet[Attachment]") -> int:
    """Rows now, files after the commit."""
    found = list(attachments)
    Attachment.objects.filter(pk__in=[attachment.pk for attachment in found]).delete()
    delete_files(attachment.file for attachment in found)
    return len(found)


def delete_files(files: Iterable[FieldFile]) -> None:
    """Take files out of the storage once the transaction has committed; one that fails does not keep the others."""
    for file in files:
        if file.name:
            transaction.on_commit(functools.partial(file.storage.delete, file.name), robust=True)


def forget_access_entries(at: dt.datetime, dry_run: bool) -> int:
    """The log is append-only; its age is one of the two audited ways out."""
    old = AccessEntry.objects.filter(at__lt=at - ACCESS_ENTRIES)
    if dry_run:
        return old.count()
    with pgtrigger.ignore("people.AccessEntry:append_only"):
        return _forget(old, dry_run)


def forget_grants(at: dt.datetime, dry_run: bool) -> int:
    limit = at - GRANTS
    return _forget(Grant.objects.filter(Q(revoked_at__lt=limit) | Q(until__lt=timezone.localdate(limit))), dry_run)


def forget_sessions(at: dt.datetime, dry_run: bool) -> int:
    return _forget(Session.objects.filter(expire_date__lt=at), dry_run)
