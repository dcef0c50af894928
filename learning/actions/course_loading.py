"""Courses that ship with the network, by key: those that are there already are left to who keeps them."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from competencies.models import Competency
from core.rules.text import sort_key
from learning.enums import ApprovalBy, CourseKind, CourseState
from learning.models import Course, CourseRaise, Provider

log = logging.getLogger(__name__)
TEXTS = (
    "title_fr", "title_en", "summary_fr", "summary_en", "accessibility_fr", "accessibility_en", "language", "level",
    "cost_cents", "session_cost_cents",
)  # fmt: skip


@transaction.atomic
def load_courses(*, rows: Sequence[Mapping[str, Any]], at: dt.datetime, provider: str = "") -> list[Course]:
    """Courses of data/demo/courses.json that are missing, in the catalogue at once; returns those that were written.

    `provider`: who gives them all, whatever the rows say. A course that must come before and is not there is left out; so
    is a competency that is unknown or retired, and the log says so.
    """
    known = {course.key: course for course in Course.objects.all()}
    missing = {row["code"]: row for row in rows if row["code"] not in known}
    if not missing:
        return []
    competencies = {found.code: found for found in Competency.objects.filter(retired_at=None)}
    written = {key: _write(row, provider or row["provider"], at) for key, row in missing.items()}
    for key, course in written.items():
        _write_raises(course, missing[key]["raises"], competencies)
        required = [(known | written).get(one) for one in missing[key]["prerequisites"]]
        course.requires.set(found for found in required if found is not None)
    return list(written.values())


def _write(row: Mapping[str, Any], provider: str, at: dt.datetime) -> Course:
    giver, _new = Provider.objects.get_or_create(name=provider)
    return Course.objects.create(
        **{name: row[name] for name in TEXTS},
        key=row["code"],
        sort_key=sort_key(row["title_fr"]),
        provider=giver,
        kind=row["kind"],
        minutes=round(row["hours"] * 60),
        requires_fr=row["prerequisites_fr"],
        requires_en=row["prerequisites_en"],
        approval=_approval(row),
        state=CourseState.PUBLISHED,
        created_at=at,
        changed_at=at,
    )


def _approval(row: Mapping[str, Any]) -> ApprovalBy:
    """Where an approval is asked for, what costs the ministry is the lead's to say, a day away from work the manager's."""
    if not row["needs_approval"]:
        return ApprovalBy.NOBODY
    return ApprovalBy.LEAD if row["cost_cents"] or row["kind"] == CourseKind.EXTERNAL else ApprovalBy.MANAGER


def _write_raises(course: Course, raises: Sequence[Mapping[str, Any]], competencies: Mapping[str, Competency]) -> None:
    for one in raises:
        competency = competencies.get(one["competency"])
        if competency is None:
            log.warning("course %s raises %s, which is unknown or retired: left out", course.key, one["competency"])
            continue
        CourseRaise.objects.create(course=course, competency=competency, from_level=one["from"], to_level=one["to"])
