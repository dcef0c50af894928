"""The directory: who is found, counted and listed, at what cost."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from people.actions.audiences import add_reader, create_closed
from people.models import Absence, Person
from people.queries.audiences import network_audience_id
from people.queries.directory import Asked, directory
from tests.cast import TODAY
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def found(viewer, **asked: object) -> list[str]:
    page = directory(viewer, Asked(**asked), on=TODAY, size=100)  # type: ignore[arg-type]
    return [card.person.given_name for card in page.cards]


def facet(viewer, key: str, **asked: object) -> dict[str, int]:
    page = directory(viewer, Asked(**asked), on=TODAY)  # type: ignore[arg-type]
    shown = next(shown for shown in page.facets if shown.facet.key == key)
    return {value.value: value.count for value in shown.values}


@pytest.mark.parametrize("text", ["leA", "LÉA", "lé", " léa  ", "fictive léa", "Fictive Lea"])
def test_a_name_is_found_by_the_beginning_of_its_words_without_accents(cast, text):
    assert "Léa" in found(cast.amina, text=text)


@pytest.mark.parametrize("text", ["éa", "ictive", "léa %", "léa'", "léa zz"])
def test_the_inside_of_a_word_does_not_find(cast, text):
    assert ("Léa" in found(cast.amina, text=text)) == (text in {"léa %", "léa'"})


def test_who_left_is_not_found(cast):
    Person.objects.filter(pk=cast.lea.pk).update(status="left")
    assert "Léa" not in found(cast.amina)


def test_facets_narrow_and_count_alternatives(cast):
    assert facet(cast.amina, "organisation")["MTMD"] == 4
    assert sorted(found(cast.amina, chosen={"organisation": ["MTMD"]})) == ["Amina", "Bruno", "Farid", "Jules"]
    both = {"organisation": ["MTMD", "MCC"]}
    assert sorted(found(cast.amina, chosen=both)) == ["Amina", "Bruno", "Chloé", "Farid", "Jules"]
    assert facet(cast.amina, "organisation", chosen=both) == facet(cast.amina, "organisation")
    assert facet(cast.amina, "role", chosen={"organisation": ["MTMD"]}) == {"sectoral_lead": 1}
    assert found(cast.amina, chosen={"organisation": ["MTMD"], "role": ["sectoral_lead"]}) == ["Farid"]
    assert found(cast.amina, chosen={"organisation": ["INCONNU"]}) == []


def test_where_one_works_counts_not_who_pays(cast):
    cast.bruno.assignment = cast.chloe.organisation
    cast.bruno.save()
    assert "Bruno" in found(cast.amina, chosen={"organisation": ["MCC"]})
    assert "Bruno" not in found(cast.amina, chosen={"organisation": ["MTMD"]})
    assert facet(cast.amina, "organisation")["MTMD"] == 3


def test_a_hidden_language_neither_counts_nor_finds(cast):
    Person.objects.filter(pk=cast.amina.pk).update(languages=["iu"], visibility={"languages": "organisation"})
    assert facet(cast.jules, "langue").get("iu") == 1
    assert facet(cast.david, "langue").get("iu") is None
    assert found(cast.jules, chosen={"langue": ["iu"]}) == ["Amina"]
    assert found(cast.david, chosen={"langue": ["iu"]}) == []


def test_a_card_shows_what_its_owner_shows(cast):
    today = timezone.localdate()
    closed = {"ask_me_about": "organisation", "absences": "me"}
    Person.objects.filter(pk=cast.amina.pk).update(ask_me_about=["ponts"], visibility=closed)
    Absence.objects.create(person=cast.amina, starts_on=today, ends_on=today)
    for viewer, topics, away in ((cast.jules, ["ponts"], None), (cast.david, [], None), (cast.amina, ["ponts"], today)):
        card = directory(viewer, Asked(text="amina"), on=today).cards[0]
        assert (card.topics, card.away_until) == (topics, away)


@pytest.mark.parametrize("order", ["nom", "-nom", "organisation", "-organisation"])
def test_pages_by_key_show_everybody_once(cast, order):
    everybody = [card.person.pk for card in directory(cast.amina, Asked(order=order), on=TODAY, size=100).cards]
    walked: list[int] = []
    cursor = None
    while True:
        page = directory(cast.amina, Asked(order=order, cursor=cursor), on=TODAY, size=4)
        walked += [card.person.pk for card in page.cards]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert walked == everybody
    assert len(set(walked)) == 15


def test_the_number_of_queries_does_not_depend_on_rows(cast, django_assert_num_queries):
    organisation = OrganisationFactory()
    asked = Asked(text="figurant")
    for rows in (1, 3):
        while Person.objects.filter(family_name="Fictif", given_name__startswith="Figurant").count() < rows:
            PersonFactory(organisation=organisation, languages=["fr"])
        from people.queries import directory as module

        own = [facet for facet in module.directory_facets if facet.__module__.startswith("people")]
        with django_assert_num_queries(6):
            people = module.narrowed(cast.amina, asked)
            page = module._page(people, asked, on=TODAY, size=20)
            people.count()
            for one in own:
                one.counts(module.narrowed(cast.amina, asked, without=one.key), cast.amina)
        assert len(page.items) == rows


def test_the_page_shows_chips_facets_and_both_views(cast, client_of):
    amina = client_of(cast.amina)
    text = amina.get(reverse("people:person-list"), {"organisation": "MTMD", "q": "j"}).content.decode()
    assert "Jules" in text
    assert "Organisation\u00a0: MTMD" in text
    assert "1 membre" in text
    table = amina.get(reverse("people:person-list"), {"vue": "tableau", "tri": "-nom", "densite": "serre"}).content.decode()
    assert 'aria-sort="descending"' in table
    assert '<table class="table cards compact">' in table


def test_searching_as_one_types_answers_with_the_results_alone(cast, client_of):
    answer = client_of(cast.amina).get(reverse("people:person-list"), {"q": "es"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith('<div class="directory" id="directory">')
    assert "Esther" in text
    assert "<html" not in text


def test_nobody_found_says_what_to_do(cast, client_of):
    text = client_of(cast.amina).get(reverse("people:person-list"), {"q": "zzz"}).content.decode()
    assert "Personne ne correspond" in text
    assert "Voir tous les membres" in text


def test_odd_addresses_are_read_as_well_as_can_be(cast, client_of):
    for query in ("?avant=faux", "?tri=%00", "?organisation=%27", "?langue=zz&role=zz", "?tout=x", "?q=" + "a" * 5000):
        assert client_of(cast.amina).get(reverse("people:person-list") + query).status_code == 200


def exported(client_of, person, **query: str) -> list[list[str]]:
    answer = client_of(person).get(reverse("people:person-export"), query)
    return list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))


def test_leads_take_their_organisation_away_and_the_centre_everybody(cast, client_of):
    assert [row[1] for row in exported(client_of, cast.farid)[1:]] == sorted(
        ["Amina", "Bruno", "Farid", "Jules"], key=lambda name: Person.objects.get(given_name=name).sort_key
    )
    assert len(exported(client_of, cast.gisele)) == 16
    assert len(exported(client_of, cast.olga, organisation="MTMD")) == 5
    assert client_of(cast.amina).get(reverse("people:person-export")).status_code == 403


def test_the_export_leaves_closed_parts_empty(cast, client_of):
    Person.objects.filter(pk=cast.amina.pk).update(visibility={"email": "me"}, family_name="=1+1")
    rows = {row[1]: row for row in exported(client_of, cast.olga)}
    assert rows["Amina"][6] == ""
    assert rows["Amina"][0] == "'=1+1"
    assert rows["Bruno"][6] == cast.bruno.user.email
    assert rows["Farid"][9] == "Direction d’équipe sectorielle (MTMD)"


def names(client_of, person, **query: object) -> list[str]:
    return [row["name"] for row in client_of(person).get(reverse("people:person-mentions"), query).json()]


def test_mentions_offer_readers_of_the_circle_only(cast, client_of):
    circle = create_closed(name="Fermé")
    for person in (cast.amina, cast.bruno):
        add_reader(audience=circle, person=person)
    assert names(client_of, cast.amina, q="fict", audience=circle.pk) == [cast.bruno.name, cast.amina.name]
    assert names(client_of, cast.david, q="fict", audience=circle.pk) == []
    assert names(client_of, cast.david, q="amina", audience=network_audience_id()) == [cast.amina.name]
    assert names(client_of, cast.david, q="amina", audience="x") == []
    assert names(client_of, cast.david, q="") == []


def test_a_mention_says_what_to_insert(cast, client_of):
    answer = client_of(cast.david).get(reverse("people:person-mentions"), {"q": "amina"}).json()
    assert answer == [
        {
            "id": cast.amina.pk,
            "name": "Amina Tremblay-Fictive",
            "organisation": "MTMD",
            "insert": f"@[Amina Tremblay-Fictive](membre:{cast.amina.pk})",
        }
    ]
