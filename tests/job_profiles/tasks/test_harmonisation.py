"""Tasks of harmonisation: run twice they do it once; what cannot be read is refused, never left waiting."""

import datetime as dt

import pytest
from django.utils import timezone

from job_profiles.actions import comparison, imports
from job_profiles.enums import JobState
from job_profiles.models import AssistantRun, DescriptionImport, ImportedFile, LocalDescription
from job_profiles.tasks import harmonisation
from people.models import Attachment
from tests.cast import NOW
from tests.factories.harmonisation import LocalDescriptionFactory
from tests.job_profiles.actions.test_imports import word

pytestmark = pytest.mark.django_db


def test_a_file_is_read_once_however_often_its_task_runs(cast):
    batch = imports.start_import(by=cast.lea, organisation=cast.malik.organisation, uploads=[word()], pasted="", at=NOW)
    for _time in range(2):
        harmonisation.read_file(batch.files.get().pk)
    batch.refresh_from_db()
    assert (LocalDescription.objects.count(), batch.state) == (1, JobState.DONE)


def test_a_file_that_was_lost_in_storage_is_refused_and_the_import_ends(cast):
    batch = imports.start_import(by=cast.lea, organisation=cast.malik.organisation, uploads=[word()], pasted="", at=NOW)
    original = Attachment.objects.get()
    original.file.storage.delete(original.file.name)
    harmonisation.read_file(batch.files.get().pk)
    assert ImportedFile.objects.get().refusal == "unreadable"
    assert DescriptionImport.objects.get().state == JobState.DONE


def test_a_comparison_runs_once_and_one_that_is_gone_is_no_matter(cast):
    LocalDescriptionFactory.create_batch(2)
    run = comparison.start(by=cast.lea, at=NOW)
    for _time in range(2):
        harmonisation.compare_descriptions(run.pk)
    harmonisation.compare_descriptions(0)
    run.refresh_from_db()
    assert run.state == JobState.DONE


def test_what_a_killed_worker_left_is_handed_out_again(cast):
    before = timezone.now() - dt.timedelta(minutes=6)
    imports.start_import(by=cast.lea, organisation=cast.malik.organisation, uploads=[word()], pasted="", at=before)
    AssistantRun.objects.create(by=cast.lea, created_at=before, state=JobState.RUNNING)
    assert harmonisation.resume_harmonisation() == 2
