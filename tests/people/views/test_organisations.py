"""Organisations: the list by kind, and who is there."""

import pytest
from django.urls import reverse

from people.models import Organisation, Person, Team
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_kinds_narrow_the_list(cast, client_of):
    OrganisationFactory(name="École fictive", kind="school")
    everything = client_of(cast.amina).get(reverse("people:organisation-list")).content.decode()
    schools = client_of(cast.amina).get(reverse("people:organisation-list"), {"genre": "school"}).content.decode()
    assert "École fictive" in everything
    assert "Ministère fictif MTMD" in everything
    assert "École fictive" in schools
    assert "Ministère fictif MTMD" not in schools


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_queries_at_any_length(cast, django_assert_num_queries, rows):
    from people.queries.organisations import organisations

    for _number in range(rows):
        PersonFactory()
    with django_assert_num_queries(2):
        organisations("body")


def test_members_and_teams_of_an_organisation(cast, client_of):
    mtmd = Organisation.objects.get(acronym="MTMD")
    team = Team.objects.create(organisation=mtmd, name="Contenu")
    Team.objects.create(organisation=mtmd, name="Équipe sans personne")
    Person.objects.filter(pk=cast.amina.pk).update(team=team)
    Person.objects.filter(pk=cast.bruno.pk).update(assignment=cast.chloe.organisation)
    amina = client_of(cast.david)
    text = amina.get(mtmd.get_absolute_url()).content.decode()
    assert cast.amina.name in text
    assert cast.bruno.name not in text
    assert "Équipe sans personne" not in text
    narrowed = amina.get(mtmd.get_absolute_url(), {"equipe": team.pk}).content.decode()
    assert cast.amina.name in narrowed
    assert cast.jules.name not in narrowed
    assert amina.get("/membres/organisations/NULLE/").status_code == 404
