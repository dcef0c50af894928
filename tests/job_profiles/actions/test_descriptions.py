"""A description corrected, set aside, deleted."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from job_profiles.actions import descriptions, imports
from job_profiles.enums import DescriptionState
from job_profiles.models import ImportedFile, LocalDescription
from people.models import Attachment
from tests.cast import NOW
from tests.factories.harmonisation import LocalDescriptionFactory
from tests.job_profiles.actions.test_imports import word

pytestmark = pytest.mark.django_db


def correct(by, row, **values):
    given = {
        "edit": row.edit, "title": "Webmestre principale", "organisation": row.organisation,
        "sections": {"mission": " Tenir  le site \r\n\r\n", "other": ""},
    } | values  # fmt: skip
    return descriptions.correct(by=by, description=row, **given)


def test_correcting_writes_title_and_sections_and_keeps_the_digest(cast):
    row = LocalDescriptionFactory(organisation=cast.malik.organisation)
    changed = correct(cast.malik, row)
    assert (changed.title, changed.sections, changed.edit) == ("Webmestre principale", {"mission": "Tenir le site"}, 1)
    assert (changed.digest, changed.folded) == (row.digest, " webmestre principale webmestre principale tenir site")


def test_an_edit_made_meanwhile_is_not_overwritten(cast):
    row = LocalDescriptionFactory()
    correct(cast.lea, row)
    with pytest.raises(descriptions.DescriptionChanged) as refused:
        correct(cast.lea, row, title="Autre titre")
    assert refused.value.description.title == "Webmestre principale"
    assert LocalDescription.objects.get().title == "Webmestre principale"


def test_an_empty_description_and_a_second_copy_are_refused(cast):
    row = LocalDescriptionFactory(organisation=cast.malik.organisation)
    other = LocalDescriptionFactory(organisation=cast.amina.organisation, digest=row.digest)
    with pytest.raises(ValidationError, match="Gardez au moins une partie"):
        correct(cast.lea, row, sections={"mission": "  "})
    with pytest.raises(ValidationError, match="déjà une description avec ce texte"):
        correct(cast.lea, row, organisation=other.organisation)


def test_only_owners_and_the_ministry_s_respondent_touch_it(cast):
    row = LocalDescriptionFactory(organisation=cast.amina.organisation)
    for who in (cast.malik, cast.amina, cast.gisele):
        with pytest.raises(PermissionDenied):
            correct(who, row)
        with pytest.raises(PermissionDenied):
            descriptions.delete(by=who, description=row, at=NOW)


def test_set_aside_and_taken_back(cast):
    row = LocalDescriptionFactory()
    assert descriptions.set_aside(by=cast.lea, description=row, aside=True) is True
    assert descriptions.set_aside(by=cast.lea, description=row, aside=True) is False
    row.refresh_from_db()
    assert row.state == DescriptionState.ASIDE
    assert descriptions.set_aside(by=cast.lea, description=row, aside=False) is True


def test_the_original_goes_with_the_last_description_that_came_of_it(cast, django_capture_on_commit_callbacks):
    batch = imports.start_import(by=cast.lea, organisation=cast.malik.organisation, uploads=[word()], pasted="", at=NOW)
    imports.read_file(file_id=batch.files.get().pk, at=NOW)
    file = Attachment.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        descriptions.delete(by=cast.lea, description=LocalDescription.objects.get(), at=NOW)
    assert (LocalDescription.objects.count(), Attachment.objects.count(), ImportedFile.objects.count()) == (0, 0, 1)
    assert not file.storage.exists(file.name)
