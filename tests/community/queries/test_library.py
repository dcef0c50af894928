"""The library: who sees what, facets with exact counts, words, orders, pages by key; the same cost at 1 and at 3 rows."""

import datetime as dt

import pytest

from community.actions import practices, reuses
from community.models import PracticePage
from community.queries.library import forget_counts, library
from community.queries.library_sql import ARCHIVED, REUSED, TO_REVIEW, USEFUL, Asked
from competencies.models import Competency, CompetencyGroup, Framework
from tests.cast import NOW, TODAY
from tests.factories.practices import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(cast, world, deliver):
    """`publish("Titre", …)`: a sheet that Chloé published, found by the search."""

    def make(title="Des cartes que tout le monde lit", *, by=None, space=None, at=NOW, **values):
        page = make_published(
            by=by or cast.amina, space=space or world.open, reviewer=cast.chloe, at=at, title=title, **values
        )
        deliver()
        forget_counts()
        return PracticePage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def skill(db):
    framework = Framework.objects.create(version="1", current=True, loaded_at=NOW)
    group = CompetencyGroup.objects.create(framework=framework, code="A", name_fr="Écrire", name_en="Writing")
    return Competency.objects.create(
        framework=framework, group=group, code="C01", name_fr="Rédaction claire", name_en="Plain writing"
    )


@pytest.fixture(autouse=True)
def bruno_on_loan(cast):
    """As in the demonstration: Bruno, of Amina's ministry, works at Malik's."""
    cast.bruno.assignment = cast.malik.organisation
    cast.bruno.save()


def titles(viewer, **asked):
    return [card.title for card in library(viewer, Asked(**asked), on=TODAY).cards]


def counts(viewer, facet, **asked):
    page = library(viewer, Asked(**asked), on=TODAY)
    (found,) = [one for one in page.facets if one.key == facet]
    return {value.value: value.count for value in found.values}


def test_readers_find_what_is_published_in_their_circles(cast, world, publish):
    publish("Ouverte")
    publish("Cachée", space=world.hidden)
    practices.create_draft(by=cast.amina, space=world.open, title="Brouillon", at=NOW)

    assert titles(cast.amina) == ["Cachée", "Ouverte"]
    assert titles(cast.david) == ["Ouverte"]
    assert library(cast.david, Asked(), on=TODAY).total == 1
    assert library(cast.amina, Asked(), on=TODAY).total == 2
    assert counts(cast.david, "espace") == {world.open.slug: 1}
    assert counts(cast.amina, "espace") == {world.open.slug: 1, world.hidden.slug: 1}


def test_facets_narrow_one_another_and_count_among_what_the_others_leave(cast, world, publish, skill):
    publish("Web à Québec", channel="web", topic_names=["Cartes"], competency_codes=["C01"])
    publish("Vidéo à Québec", channel="video", topic_names=["Cartes", "Été"])
    elsewhere = publish("Web ailleurs", by=cast.bruno, channel="web", licence="government")
    PracticePage.objects.filter(pk=elsewhere.pk).update(organisation=cast.malik.organisation)
    forget_counts()

    assert titles(cast.hugo, chosen={"canal": ["web"]}) == ["Web ailleurs", "Web à Québec"]
    assert titles(cast.hugo, chosen={"canal": ["web", "video"]}) == ["Web ailleurs", "Vidéo à Québec", "Web à Québec"]
    assert titles(cast.hugo, chosen={"canal": ["web"], "etiquette": ["cartes"]}) == ["Web à Québec"]
    assert titles(cast.hugo, chosen={"competence": ["C01"]}) == ["Web à Québec"]
    assert titles(cast.hugo, chosen={"organisation": ["MESS"]}) == ["Web ailleurs"]
    assert titles(cast.hugo, chosen={"licence": ["cc-by"]}) == ["Vidéo à Québec", "Web à Québec"]
    assert titles(cast.hugo, chosen={"canal": ["inconnu"]}) == []
    assert counts(cast.hugo, "canal", chosen={"canal": ["web"]}) == {"web": 2, "video": 1}
    assert counts(cast.hugo, "canal", chosen={"etiquette": ["cartes"]}) == {"web": 1, "video": 1}
    assert counts(cast.hugo, "etiquette", chosen={"canal": ["video"]}) == {"cartes": 1, "ete": 1}
    assert counts(cast.hugo, "competence") == {"C01": 1}
    assert library(cast.hugo, Asked(chosen={"canal": ["web"]}), on=TODAY).total == 2


def test_what_is_chosen_and_found_nowhere_stays_in_sight(cast, world, publish):
    publish()

    assert counts(cast.hugo, "canal", chosen={"canal": ["press"], "langue": ["en"]}) == {"press": 0}


def test_words_are_folded_and_the_best_fit_comes_first(cast, world, publish):
    publish("Une infolettre accessible", at=NOW)
    publish("Des travaux routiers", at=NOW + dt.timedelta(days=1), context="On parle aussi d’accessibilité.")

    assert titles(cast.hugo, text="accessibilite travail") == ["Des travaux routiers"]
    assert titles(cast.hugo, text="newsletter") == ["Une infolettre accessible"]
    assert titles(cast.hugo, text="ACCESS") == ["Une infolettre accessible", "Des travaux routiers"]
    assert titles(cast.hugo, text="introuvable") == []
    assert counts(cast.hugo, "canal", text="introuvable") == {}


def test_when_nothing_has_all_the_words_what_has_some_is_said_to(cast, world, publish):
    publish("Une infolettre accessible")

    found = library(cast.hugo, Asked(text="infolettre introuvable"), on=TODAY)

    assert ([card.title for card in found.cards], found.loosened, found.total) == (["Une infolettre accessible"], True, 1)


def test_words_of_a_closed_space_find_nothing_outside(cast, world, publish):
    publish("Zibeline", space=world.hidden)

    assert titles(cast.david, text="zibeline") == []
    assert titles(cast.amina, text="zibeline") == ["Zibeline"]


def test_orders(cast, world, publish):
    first = publish("Première")
    second = publish("Deuxième", at=NOW + dt.timedelta(days=1))
    reuses.mark_useful(by=cast.hugo, page=first, wanted=True, at=NOW)
    reuses.declare_reuse(by=cast.bruno, page=second, result="Bien.", at=NOW + dt.timedelta(days=2))
    reuses.mark_useful(by=cast.bruno, page=first, wanted=True, at=NOW)

    assert titles(cast.hugo) == ["Deuxième", "Première"]
    assert titles(cast.hugo, order=USEFUL) == ["Première", "Deuxième"]
    assert titles(cast.hugo, order=REUSED) == ["Deuxième", "Première"]


@pytest.mark.parametrize("order", ["", USEFUL, REUSED])
def test_pages_by_key_show_each_once(cast, world, publish, order):
    for number in range(5):
        publish(f"Fiche {number}", at=NOW + dt.timedelta(hours=number))
    seen, cursor = [], ""
    for _page in range(4):
        found = library(cast.hugo, Asked(order=order, cursor=cursor), on=TODAY, size=2)
        seen += [card.title for card in found.cards]
        cursor = found.next_cursor
        if not cursor:
            break

    assert seen == ["Fiche 4", "Fiche 3", "Fiche 2", "Fiche 1", "Fiche 0"]


def test_pages_of_a_search_by_key(cast, world, publish):
    for number in range(3):
        publish(f"Fiche {number}")
    first = library(cast.hugo, Asked(text="fiche"), on=TODAY, size=2)
    second = library(cast.hugo, Asked(text="fiche", cursor=first.next_cursor), on=TODAY, size=2)

    assert sorted(card.title for card in first.cards + second.cards) == ["Fiche 0", "Fiche 1", "Fiche 2"]
    assert second.next_cursor == ""


def test_when_the_best_hits_do_not_fill_the_page_the_others_do(cast, world, publish, monkeypatch):
    """Facets and closed spaces leave few of the hits that are looked at first."""
    monkeypatch.setattr("community.queries.library.FIRST_HITS", 2)
    for number in range(3):
        publish(f"Infolettre {number}", channel="web")
        publish(f"Infolettre cachée {number}", space=world.hidden, channel="web")
        publish(f"Infolettre vidéo {number}", channel="video")
    expected = {f"Infolettre {number}" for number in range(3)}

    assert set(titles(cast.david, text="infolettre", chosen={"canal": ["web"]})) == expected
    first = library(cast.david, Asked(text="infolettre"), on=TODAY, size=4)
    rest = library(cast.david, Asked(text="infolettre", cursor=first.next_cursor), on=TODAY, size=4)
    found = [card.title for page in (first, rest) for card in page.cards]
    assert (len(first.cards), rest.next_cursor) == (4, "")
    assert (len(found), set(found)) == (6, expected | {f"Infolettre vidéo {number}" for number in range(3)})


@pytest.mark.parametrize("cursor", ["n’importe quoi", "eyJ9", "WyJ1dGlsZXMiLDEsMl0:x"])
def test_a_cursor_that_was_tampered_with_counts_as_none(cast, world, publish, cursor):
    publish("Seule")

    assert titles(cast.hugo, cursor=cursor) == ["Seule"]


def test_to_review_and_archived_have_their_own_views(cast, world, publish):
    due, gone, fresh = publish("À revoir"), publish("Archivée"), publish("À jour")
    PracticePage.objects.filter(pk=due.pk).update(review_on=TODAY)
    practices.archive(by=cast.amina, page=gone, at=NOW)
    forget_counts()

    assert titles(cast.hugo) == ["À jour", "À revoir"]
    assert titles(cast.hugo, view=TO_REVIEW) == ["À revoir"]
    assert titles(cast.hugo, view=ARCHIVED) == ["Archivée"]
    assert library(cast.hugo, Asked(view=ARCHIVED), on=TODAY).total == 1
    assert fresh.review_on == dt.date(2027, 11, 2)


def test_of_one_person(cast, world, publish):
    publish("D’Amina")
    publish("De Bruno", by=cast.bruno)

    assert titles(cast.hugo, by=cast.bruno.pk) == ["De Bruno"]


def test_counts_are_those_of_now_after_a_publication(cast, world, publish, deliver):
    publish("Une")
    assert library(cast.hugo, Asked(), on=TODAY).total == 1
    publish("Deux")

    assert library(cast.hugo, Asked(), on=TODAY).total == 2


def test_the_announcement_alone_renews_the_counts(cast, world, django_capture_on_commit_callbacks):
    assert library(cast.hugo, Asked(), on=TODAY).total == 0
    with django_capture_on_commit_callbacks(execute=True):
        make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)

    assert library(cast.hugo, Asked(), on=TODAY).total == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_library_costs_the_same_at_one_row_and_at_three(cast, world, publish, number, django_assert_num_queries):
    for at in range(number):
        publish(f"Fiche {at}")
    library(cast.bruno, Asked(text="fiche"), on=TODAY)
    forget_counts()
    with django_assert_num_queries(4):  # circles, what has the words, counts, rows
        library(cast.bruno, Asked(text="fiche"), on=TODAY)
    with django_assert_num_queries(2):  # circles, rows
        library(cast.bruno, Asked(text="fiche"), on=TODAY)
