"""What stands beside a sheet: the same number of queries at none and at many, nothing of what one may not read."""

import datetime as dt

import pytest

from community.actions import practices, reuses, threads
from community.models import PracticePage, Thread
from community.queries.practice_beside import QUERIES, beside, forget_beside
from competencies.actions.topics import get_or_create_topics
from tests.cast import NOW
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.practices import make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=2)


@pytest.fixture
def publish(cast, world):
    def make(title, *, by=None, space=None, **values):
        page = make_published(by=by or cast.amina, space=space or world.open, reviewer=cast.chloe, title=title, **values)
        return PracticePage.objects.select_related("space").get(pk=page.pk)

    return make


def test_who_took_it_up_by_organisation_with_ones_own(cast, publish):
    page = publish("Cartes")
    for person in (cast.malik, PersonFactory(organisation=cast.malik.organisation), cast.hugo):
        reuses.declare_reuse(by=person, page=page, result="Bien.", at=LATER)

    found = beside(page, cast.hugo, LATER)

    assert [acronym for acronym, _name in found.reuses.places] == ["MESS", "SCT"]
    assert found.reuses.mine is not None
    assert (found.reuses.mine.author.name, found.reuses.mine.acronym) == (cast.hugo.name, "SCT")
    assert beside(page, cast.amina, LATER).reuses.mine is None


def test_ones_own_stands_there_however_many_came_since(cast, publish):
    page = publish("Cartes")
    reuses.declare_reuse(by=cast.malik, page=page, result="Bien.", at=NOW)
    for number, place in enumerate(OrganisationFactory.create_batch(8)):
        person = PersonFactory(organisation=place)
        reuses.declare_reuse(by=person, page=page, result="Bien.", at=LATER + dt.timedelta(minutes=number))

    assert len(beside(page, cast.malik, LATER).reuses.rows) == 6
    assert len(beside(page, cast.david, LATER).reuses.rows) == 5
    assert beside(page, cast.malik, LATER).reuses.mine.author.pk == cast.malik.pk


def test_threads_about_it_and_the_one_it_was_born_of_come_first(cast, world, publish, ask, deliver):
    born, about, hidden = ask(title="Née ici"), ask(title="Une question dessus"), ask(world.hidden, title="Cartes cachées")
    alike = ask(title="Cartes que tout le monde lit")
    page = publish("Des cartes que tout le monde lit")
    PracticePage.objects.filter(pk=page.pk).update(source_thread=born)
    Thread.objects.filter(pk__in=[about.pk, hidden.pk]).update(about=page)
    deliver()
    forget_beside(page.pk)
    page.refresh_from_db()

    found = beside(page, cast.david, LATER)

    assert [(one.pk, one.why) for one in found.threads] == [(about.pk, "about"), (born.pk, "born"), (alike.pk, "alike")]
    assert {one.pk for one in beside(page, cast.amina, LATER).threads} == {born.pk, about.pk, hidden.pk, alike.pk}


def test_what_shares_only_a_common_word_stays_away(cast, publish, ask, deliver):
    close = ask(title="Une liste à côté de la carte interactive des routes")
    ask(title="Quelle liste de diffusion garder?", body="Nos envois partent à des adresses mortes.")
    page = publish("Une liste à côté de chaque carte interactive des routes")
    deliver()
    forget_beside(page.pk)

    found = beside(page, cast.david, LATER)

    assert ([one.pk for one in found.threads], found.suggests_threads) == ([close.pk], True)


def test_a_deleted_thread_goes_at_once(cast, publish, ask, deliver):
    thread = ask(title="Cartes")
    page = publish("Cartes")
    deliver()
    assert [one.pk for one in beside(page, cast.david, LATER).threads] == [thread.pk]
    threads.delete_thread(by=cast.amina, thread=thread, at=LATER)

    assert beside(page, cast.david, LATER).threads == []


def test_sheets_alike_share_topics_and_stay_in_their_circle(cast, world, publish):
    get_or_create_topics(["Cartes"], at=NOW)
    page = publish("Cartes", topic_names=["Cartes"])
    open_one, hidden = publish("Plans", topic_names=["Cartes"]), publish("Atlas", space=world.hidden, topic_names=["Cartes"])
    publish("Autre chose", topic_names=["Vidéo"])
    forget_beside(page.pk)

    assert [card.pk for card in beside(page, cast.david, LATER).alike] == [open_one.pk]
    assert [card.pk for card in beside(page, cast.amina, LATER).alike] == [hidden.pk, open_one.pk]


@pytest.mark.parametrize(
    ("days", "kind"), [(0, "fresh"), (334, "fresh"), (335, "soon"), (364, "soon"), (365, "due"), (400, "due")]
)
def test_where_it_stands_in_its_life(cast, publish, days, kind):
    page = publish("Cartes")

    assert beside(page, cast.david, NOW + dt.timedelta(days=days)).review.kind == kind


def test_who_may_do_what(cast, world, publish):
    page = publish("Cartes")
    rights = {
        key: (found.may_mark_useful, found.may_declare, found.may_keep_alive)
        for key in ("amina", "farid", "malik", "chloe")
        for found in [beside(page, getattr(cast, key), NOW)]
    }

    assert rights == {
        "amina": (False, False, True),
        "farid": (True, False, False),
        "malik": (True, True, False),
        "chloe": (True, True, True),
    }
    practices.archive(by=cast.amina, page=page, at=NOW)
    page.refresh_from_db()
    found = beside(page, cast.malik, NOW)
    assert (found.may_mark_useful, found.may_declare, found.review.kind) == (False, False, "archived")


@pytest.mark.parametrize("number", [0, 3])
def test_it_costs_the_same_whatever_stands_there(cast, publish, ask, deliver, number, django_assert_num_queries):
    page = publish("Cartes", topic_names=["Cartes"])
    for at in range(number):
        publish(f"Carte {at}", topic_names=["Cartes"])
        ask(title=f"Une carte {at}")
        person = PersonFactory(organisation=OrganisationFactory())
        reuses.declare_reuse(by=person, page=page, result="Bien.", at=LATER)
    deliver()
    forget_beside(page.pk)
    beside(page, cast.david, LATER)
    with django_assert_num_queries(QUERIES if number else QUERIES - 1):
        beside(page, cast.david, LATER)
