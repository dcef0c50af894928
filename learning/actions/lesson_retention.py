"""How long answers to quizzes and unused files of courses are kept. That a quiz was passed and a course completed stays."""

import datetime as dt

from learning.actions.editions import files_in
from learning.models import Attempt, CourseWriting, LessonFile, QuizAnswer
from learning.queries.editions import content_of
from people.actions.retention import delete_files

ANSWERS = dt.timedelta(days=730)
FILES = dt.timedelta(days=365)


def forget_answers(at: dt.datetime, dry_run: bool) -> int:
    """What was answered in courses that the person left alone for two years; tries without an outcome go with it."""
    old = {"last_at__lt": at - ANSWERS}
    rows = QuizAnswer.objects.filter(**{f"attempt__following__{name}": value for name, value in old.items()})
    if dry_run:
        return rows.count()
    count, _by_model = rows.delete()
    Attempt.objects.filter(passed=None, **{f"following__{name}": value for name, value in old.items()}).delete()
    return count


def forget_files(at: dt.datetime, dry_run: bool) -> int:
    """Files that were sent a year ago, stand in no edition and in nothing that is being written."""
    used = {pk for writing in CourseWriting.objects.all() for pk in files_in(content_of(writing))}
    rows = LessonFile.objects.filter(published_at=None, created_at__lt=at - FILES).exclude(pk__in=used)
    if dry_run:
        return rows.count()
    found = list(rows)
    delete_files(one.file for one in found)
    rows.delete()
    return len(found)
