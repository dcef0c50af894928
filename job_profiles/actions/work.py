"""Writing down the own work against a target profile; nobody else reads or writes it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from competencies.models import Competency
from job_profiles.models import ProfileVersion, WorkReview, WorkTask
from job_profiles.rules.work import FULL
from people.models import Person


@dataclass(frozen=True)
class TaskWritten:
    """One task as it was typed; `share` in per cent, `competencies` codes."""

    label: str
    share: int
    future: str
    competencies: Sequence[str]


class SharesExceed(Exception):
    """The shares add up to more than a whole: `total` per cent."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.total = total


class ChangedElsewhere(Exception):
    """Saved in another tab since this form was opened."""


@transaction.atomic
def save_work(
    *, by: Person, version: ProfileVersion, tasks: Sequence[TaskWritten], edit: int, at: dt.datetime
) -> WorkReview:
    """Replace one's tasks by these. `edit`: the count that the form began from. Raises SharesExceed, ChangedElsewhere."""
    total = sum(task.share for task in tasks)
    if total > FULL:
        raise SharesExceed(total)
    Person.objects.select_for_update().only("pk").get(pk=by.pk)
    review = WorkReview.objects.filter(person=by).first()
    if (review.edit if review else 0) != edit:
        raise ChangedElsewhere
    if review is None:
        review = WorkReview(person=by, created_at=at)
    review.version, review.updated_at, review.edit = version, at, edit + 1
    review.save()
    review.tasks.all().delete()
    known = {found.code: found for found in Competency.objects.filter(retired_at=None)}
    rows = WorkTask.objects.bulk_create(
        WorkTask(review=review, label=task.label, share=task.share, future=task.future, order=order)
        for order, task in enumerate(tasks)
    )
    exercised = WorkTask.competencies.through
    exercised.objects.bulk_create(
        exercised(worktask=row, competency=known[code])
        for row, task in zip(rows, tasks, strict=True)
        for code in dict.fromkeys(task.competencies)
        if code in known
    )
    return review


def erase_work(*, person: Person) -> int:
    """Take it away for good; returns how many reviews went (0 or 1)."""
    deleted = WorkReview.objects.filter(person=person).first()
    if deleted is None:
        return 0
    deleted.delete()
    return 1
