"""The default data: complete the first time, untouched afterwards."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, Page, Site

from competencies.models import Competency, CrosswalkEntry
from core.models import SearchEntry
from job_profiles.models import JobProfile
from learning.models import Course, CourseEdition
from network.management.defaults.editors import PUBLISHERS, WRITERS, load_editors
from network.management.defaults.pages import LANGUAGES, load_pages, page_key
from network.models import EditorialPage, HomePage
from people.models import Organisation
from tests.cast import NOW

pytestmark = pytest.mark.django_db
OWN_COURSES = ("langage-clair-les-bases", "rendre-un-document-accessible", "renseignements-personnels-au-quotidien")
STATEMENTS = {"confidentialite", "accessibilite"}


def test_everything_is_there_and_the_second_time_changes_nothing(capsys) -> None:
    call_command("load_defaults")
    first = capsys.readouterr().out
    before = _numbers()
    call_command("load_defaults")
    second = capsys.readouterr().out

    assert before == _numbers()
    assert (before["organisations"], before["competencies"], before["profiles"]) == (23, 25, 8)
    assert before["crosswalk"] >= 25
    assert [(key, provider) for key, provider, _at in before["courses"]] == [(key, "Maillage") for key in OWN_COURSES]
    assert before["editions"] == [(key, 1) for key in OWN_COURSES]
    assert before["found"] == {"competency", "course", "page"}
    assert "version 2026.1, 25 compétences chargées" in first
    assert second.count("déjà") == 9


def _numbers() -> dict[str, Any]:
    return {
        "organisations": Organisation.objects.count(),
        "competencies": Competency.objects.count(),
        "crosswalk": CrosswalkEntry.objects.count(),
        "profiles": JobProfile.objects.count(),
        "courses": list(Course.objects.order_by("key").values_list("key", "provider__name", "created_at")),
        "editions": list(CourseEdition.objects.order_by("course__key").values_list("course__key", "number")),
        "pages": list(Page.objects.order_by("path").values_list("path", "slug", "live")),
        "groups": list(Group.objects.order_by("name").values_list("name", flat=True)),
        "found": set(SearchEntry.objects.values_list("kind", flat=True)),
    }


def test_a_second_run_needs_a_handful_of_queries(django_assert_max_num_queries) -> None:
    call_command("load_defaults", verbosity=0)

    # One for the item bank's version; one for the courses, inside a savepoint; one for lessons; two for plan templates.
    with django_assert_max_num_queries(27):
        call_command("load_defaults", verbosity=0)


def test_pages_stand_in_two_languages_and_statements_are_public() -> None:
    load_pages(NOW)

    home = HomePage.objects.get(locale__language_code="fr")
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    pages = EditorialPage.objects.filter(locale__language_code="fr").child_of(home)
    assert {page.slug for page in pages if page.signed_out} == STATEMENTS
    for page in pages:
        (twin,) = page.get_translations()
        assert twin.locale.language_code == "en"
        assert twin.live
        assert twin.get_parent().specific == HomePage.objects.get(locale__language_code="en")
        assert twin.signed_out == page.signed_out
    assert Page.objects.filter(depth=2).count() == len(LANGUAGES)


def test_what_editors_changed_stays() -> None:
    load_pages(NOW)
    page = EditorialPage.objects.get(translation_key=page_key("a-propos"), locale__language_code="fr")
    page.title, page.slug = "Qui nous sommes", "qui-nous-sommes"
    page.save()

    assert load_pages(NOW) == "déjà là"
    page.refresh_from_db()
    assert page.title == "Qui nous sommes"


def test_editors_have_french_groups_and_files_are_private() -> None:
    load_editors()

    assert set(Group.objects.values_list("name", flat=True)) == {WRITERS, PUBLISHERS}
    collection = Collection.get_first_root_node()
    assert [restriction.restriction_type for restriction in collection.view_restrictions.all()] == ["login"]
    for name in (WRITERS, PUBLISHERS):
        group = Group.objects.get(name=name)
        files = set(group.collection_permissions.values_list("permission__codename", flat=True))
        assert {"add_image", "choose_image", "add_document"} <= files
    assert Group.objects.get(name=PUBLISHERS).page_permissions.filter(permission__codename="publish_page").exists()
    assert not Group.objects.get(name=WRITERS).page_permissions.filter(permission__codename="publish_page").exists()
