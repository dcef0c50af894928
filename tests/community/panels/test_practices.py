"""Sheets on other pages: competencies, topics, profiles, home, the next step; one's own data."""

import datetime as dt

import pytest

from activity.actions.subscriptions import follow
from community.actions import reuses
from community.models import PracticePage
from community.queries import practice_lists
from competencies.models import Topic
from competencies.queries.attachments import topic_panels
from competencies.queries.next_steps import next_steps
from people.enums import PersonStatus
from people.models import Person
from people.queries.registries import data_exporters, profile_panels
from tests.cast import NOW, TODAY
from tests.factories.practices import make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def publish(cast, world):
    def make(title, *, space=None, **values):
        page = make_published(by=cast.amina, space=space or world.open, reviewer=cast.chloe, title=title, **values)
        return PracticePage.objects.get(pk=page.pk)

    return make


def test_a_topic_shows_its_most_useful_sheets(cast, world, publish):
    for number in range(8):
        publish(f"Carte {number}", topic_names=["Cartes"])
    publish("Cachée", space=world.hidden, topic_names=["Cartes"])
    best = PracticePage.objects.get(title="Carte 3")
    reuses.mark_useful(by=cast.hugo, page=best, wanted=True, at=LATER)
    topic = Topic.objects.get(name="Cartes")

    found = topic_panels["practices"].load(topic, cast.david, NOW)

    assert [card.title for card in found.rows][0] == "Carte 3"
    assert (len(found.rows), found.count, found.url) == (6, 8, "/communaute/pratiques/?etiquette=cartes&tri=utiles")


def test_a_profile_shows_what_the_viewer_may_read(cast, world, publish):
    publish("Ouverte")
    publish("Cachée", space=world.hidden)

    panel = profile_panels["practices"]

    assert [card.title for card in panel.context(cast.amina, cast.david, NOW)["rows"]] == ["Ouverte"]
    assert panel.context(cast.amina, cast.bruno, NOW)["count"] == 2
    assert panel.context(cast.david, cast.amina, NOW) is None


def test_new_sheets_are_those_about_what_one_follows_with_the_reason(cast, world, publish):
    publish("Sur les cartes", topic_names=["Cartes"])
    publish("Autre chose")
    publish("Ancienne", at=NOW - dt.timedelta(days=90), topic_names=["Cartes"])
    follow(person=cast.david, target=Topic.objects.get(name="Cartes"), at=NOW)

    found = practice_lists.for_you(cast.david, at=LATER, on=TODAY)

    assert [(one.card.title, one.reason, one.why) for one in found] == [("Sur les cartes", "topic", "Cartes")]
    assert practice_lists.for_you(cast.hugo, at=LATER, on=TODAY) == []


def test_the_next_step_is_the_sheet_that_is_due(cast, publish):
    page = publish("Cartes")
    source = next_steps["fiche-a-revoir"]
    assert source.suggest(cast.amina, NOW) is None

    at = NOW + dt.timedelta(days=340)
    assert (source.suggest(cast.amina, at).note, source.suggest(cast.bruno, at)) == ("Cartes", None)
    assert "est à revoir le" in source.suggest(cast.amina, at).reason
    Person.objects.filter(pk=cast.amina.pk).update(status=PersonStatus.LEFT)
    inherited = source.suggest(cast.chloe, NOW + dt.timedelta(days=400))
    assert (inherited.url, inherited.title) == (page.get_absolute_url(), "Dire si une fiche est toujours vraie")


def test_ones_declarations_are_ones_own_data(cast, publish):
    page = publish("Cartes")
    reuses.declare_reuse(by=cast.malik, page=page, result="Bien.", adapted="Court", at=LATER)

    assert data_exporters["community-practice-reuses"].export(cast.malik) == [
        {
            "fiche": page.pk, "titre_de_la_fiche": "Cartes", "organisation": "MESS", "resultat": "Bien.", "adapte": "Court",
            "declaree_le": LATER.isoformat(), "modifiee_le": "",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_the_panels_cost_the_same_at_one_row_and_at_three(cast, publish, number, django_assert_num_queries):
    for at in range(number):
        publish(f"Carte {at}", topic_names=["Cartes"])
    topic = Topic.objects.get(name="Cartes")
    follow(person=cast.david, target=topic, at=NOW)
    practice_lists.for_you(cast.david, at=LATER, on=TODAY)
    with django_assert_num_queries(2):
        topic_panels["practices"].load(topic, cast.david, NOW)
    with django_assert_num_queries(2):
        profile_panels["practices"].context(cast.amina, cast.david, NOW)
    with django_assert_num_queries(2):
        practice_lists.for_you(cast.david, at=LATER, on=TODAY)
