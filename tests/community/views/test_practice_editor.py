"""Sheets in /cms/: staff edit and publish there, readers are led to our page."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from activity.models import FeedLine
from community.models import PracticePage, PracticeRelease
from core.models import SearchEntry
from tests.factories.practices import WHOLE, make_draft, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db):
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=Page.get_first_root_node(), is_default_site=True)


def sent(page, **values):
    """The editor's form as it stands, with these values."""
    form = {name: value for name, value in WHOLE.items() if name != "figures"}
    author = page.authors.get()
    rows = [{"id": author.pk, "person": author.person_id, "ORDER": "1"}]
    form |= {
        "slug": page.slug, "topic_names": "cartes,routes", "competencies": [], "channel": "web", "maturity": "tried",
        "licence": "cc-by", "language": "fr", "change_note": "", "space": page.space_id,
        "person_owner": page.person_owner_id, "review_on": "2028-01-10",
        "authors": inline_formset(rows, initial=1), "comments": inline_formset([]),
    }  # fmt: skip
    return nested_form_data(form | values)


def test_the_form_opens_and_shows_our_parts(cast, world, client_of, site):
    page = make_draft(by=cast.amina, space=world.open)
    response = client_of(cast.olga).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert (response.status_code, WHOLE["context"] in response.content.decode()) == (200, True)


def test_published_there_it_is_settled_as_here(cast, world, client_of, site, deliver):
    page = make_draft(by=cast.amina, space=world.open)
    response = client_of(cast.olga).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        sent(page, title="Dit par l’équipe", context="Un **autre** contexte.", **{"action-publish": "1"}),
    )
    assert response.status_code == 302

    page = PracticePage.objects.get()
    assert (page.title, page.state, page.live) == ("Dit par l’équipe", "published", True)
    assert page.rendered["context"] == "<p>Un <strong>autre</strong> contexte.</p>"
    assert sorted(topic.name for topic in page.topics.all()) == ["cartes", "routes"]
    assert list(PracticeRelease.objects.values_list("number", "by")) == [(1, cast.olga.pk)]


def test_unpublished_there_it_is_a_draft_again(cast, world, client_of, site):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    client_of(cast.olga).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    assert (PracticePage.objects.get().state, PracticePage.objects.get().live) == ("draft", False)
    assert client_of(cast.david).get(page.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("whole_index", [False, True])
def test_deleted_there(cast, world, client_of, site, deliver, whole_index):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    deliver()
    number = page.get_parent().pk if whole_index else page.pk
    response = client_of(cast.olga).post(reverse("wagtailadmin_pages:delete", args=[number]))
    deliver()

    assert (response.status_code, PracticePage.objects.count(), PracticeRelease.objects.count()) == (302, 0, 0)
    assert (SearchEntry.objects.filter(kind="practice").count(), FeedLine.objects.filter(kind="practice").count()) == (0, 0)


def test_several_deleted_at_once(cast, world, client_of, site):
    pages = [make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, title=title) for title in ("Un", "Deux")]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = client_of(cast.olga).post(f"{address}?id={pages[0].pk}&id={pages[1].pk}")

    assert (response.status_code, PracticePage.objects.count()) == (302, 0)


def test_the_preview_uses_our_template(cast, world, client_of, site):
    page = make_draft(by=cast.amina, space=world.open)
    response = client_of(cast.olga).get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    shown = response.content.decode()
    assert (response.status_code, "<strong>baissé</strong>" in shown, "practice-text" in shown) == (200, True, True)


def test_wagtails_own_address_leads_to_ours(cast, world, client_of, site):
    page = make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe)
    page = PracticePage.objects.get()
    response = client_of(cast.david).get(page.relative_url(Site.objects.first()) or page.url_path)

    assert (response.status_code, response.headers["Location"]) == (302, page.get_absolute_url())
    assert client_of(cast.david).get(page.get_absolute_url()).status_code == 404
