"""Pages of intervention plans: what a refusal keeps, what they cost, who reads what, the report."""

import pytest
from django.urls import reverse

from learning.models import Intervention, InterventionAction
from tests.factories.interventions import (
    EMPTY,
    ExpectedEffectFactory,
    InterventionActionFactory,
    InterventionFactory,
    InterventionProposalFactory,
)
from tests.learning.intervention_plans import course_raising, needs_of

pytestmark = pytest.mark.django_db
LIST = "/apprentissage/interventions/"


@pytest.fixture
def needs(cast):
    return needs_of(cast.farid.organisation, cast.chloe.organisation)


@pytest.fixture
def plan(cast, needs):
    return InterventionFactory(organisation=cast.farid.organisation, created_by=cast.farid, snapshot=needs[0])


def posted(**values):
    return {"kind": "guide", "title_fr": "Guide", "stage": "1", "last_stage": "1", "edit": "0"} | values


def test_begun_from_a_portrait(cast, client_of, needs):
    client = client_of(cast.farid)
    page = client.get(f"{LIST}nouveau/?portrait={needs[0].pk}").content.decode()
    assert f'<option value="{needs[0].pk}" selected>' in page and "Tout le gouvernement" not in page
    data = {
        "scope": cast.farid.organisation_id, "name_fr": "Plan", "from_on": "2027-04-01", "budget": "12 500,50 $",
        "snapshot": needs[0].pk, "edit": 0,
    }  # fmt: skip
    response = client.post(f"{LIST}nouveau/", data)
    made = Intervention.objects.get()
    assert (response.status_code, response.url) == (303, f"{LIST}{made.pk}/")
    assert (made.budget_cents, made.snapshot) == (1_250_050, needs[0])


@pytest.mark.parametrize("budget", ["beaucoup", "-5", "", "1e400"])
def test_a_budget_that_is_no_amount_is_refused_and_the_rest_kept(cast, client_of, budget):
    data = {"scope": cast.farid.organisation_id, "name_fr": "À garder", "from_on": "2027-04-01", "budget": budget, "edit": 0}
    response = client_of(cast.farid).post(f"{LIST}nouveau/", data)
    page = response.content.decode()
    assert response.status_code == 422 and "À garder" in page and 'id="id_budget_error"' in page
    assert not Intervention.objects.exists()


def test_an_action_with_a_course_computes_what_was_left_empty(cast, client_of, needs, plan):
    course = course_raising(needs[1][0])
    data = posted(kind="sessions", course_text=course.title_fr.upper(), sessions="2", seats="20", owner_stand_in="")
    response = client_of(cast.farid).post(f"{LIST}{plan.pk}/actions/nouvelle/", data)
    action = InterventionAction.objects.get()
    assert (response.status_code, action.course, action.cost_cents) == (303, course, 300_000)
    assert [(one.competency, one.people) for one in action.effects.all()] == [(needs[1][0], 12)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"course_text": "Rien de tel"}, "course_text"),
        ({"kind": "course"}, "course_text"),
        ({"stage": "4"}, "last_stage"),
        ({"owner_stand_in": "Personne Du Tout"}, "owner_stand_in"),
    ],
)
def test_a_refused_action_keeps_what_was_typed(cast, client_of, plan, values, field):
    data = posted(why="Une raison à garder.") | values
    response = client_of(cast.farid).post(f"{LIST}{plan.pk}/actions/nouvelle/", data)
    page = response.content.decode()
    assert response.status_code == 422 and "Une raison à garder." in page and f'id="id_{field}_error"' in page


def test_two_leads_edit_the_same_action_and_the_second_reads_what_the_first_saved(cast, client_of, plan):
    action = InterventionActionFactory(plan=plan, title_fr="Avant")
    url = f"{LIST}{plan.pk}/actions/{action.pk}/"
    assert client_of(cast.gisele).post(url, posted(title_fr="De Gisèle")).status_code == 303
    client = client_of(cast.farid)
    response = client.post(url, posted(title_fr="De Farid"))
    page = response.content.decode()
    assert response.status_code == 422 and "De Gisèle" in page and "De Farid" in page
    assert 'name="edit" value="1"' in page
    assert client.post(url, posted(title_fr="De Farid", edit="1")).status_code == 303
    assert InterventionAction.objects.get().title_fr == "De Farid"


def test_over_budget_is_said_and_adoption_refused_with_the_page(cast, client_of, plan):
    InterventionActionFactory(plan=plan, cost_cents=1_250_000)
    client = client_of(cast.farid)
    assert "dépasse son budget de 2\u00a0500\u00a0$" in client.get(f"{LIST}{plan.pk}/").content.decode()
    response = client.post(f"{LIST}{plan.pk}/adopter/", {"edit": plan.edit})
    assert response.status_code == 422 and "2\u00a0500\u00a0$ de plus que le budget" in response.content.decode()


def test_a_government_plan_in_preparation_is_not_there_for_a_lead(cast, client_of):
    plan = InterventionFactory(organisation=None, created_by=cast.gisele)
    client = client_of(cast.farid)
    assert client.get(f"{LIST}{plan.pk}/").status_code == 404
    Intervention.objects.update(state="adopted", adopted_at=plan.created_at)
    assert client.get(f"{LIST}{plan.pk}/").status_code == 200
    assert client.post(f"{LIST}{plan.pk}/terminer/").status_code == 403


def test_a_proposal_that_is_computed_shows_how_far_it_is(cast, client_of, plan):
    one = InterventionProposalFactory(plan=plan, asked_by=cast.farid, progress=55)
    client = client_of(cast.farid)
    url = one.get_absolute_url()
    assert "55\u00a0%" in client.get(url).content.decode()
    fragment = client.get(url, headers={"HX-Request": "true"})
    assert fragment.status_code == 200 and "<html" not in fragment.content.decode()
    one.state, one.result = "done", dict(EMPTY)
    one.save()
    assert "se calcule encore" in client.get(url).content.decode()
    options = client.get(url, headers={"HX-Request": "true", "HX-Target": "proposal-options"}).content.decode()
    assert options.startswith('<div id="proposal-options" hx-get=') and "se calcule encore" in options
    one.state = "failed"
    one.save()
    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Redirect"] == url
    assert "n’a pas abouti" in client.get(url).content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_is_tagged_and_in_the_language_asked(cast, client_of, plan, needs, language):
    action = InterventionActionFactory(plan=plan)
    ExpectedEffectFactory(action=action, competency=needs[1][0], people=5)
    response = client_of(cast.farid).get(f"{LIST}{plan.pk}/rapport.pdf?langue={language}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert b"/StructTreeRoot" in response.content and f"({language}-CA)".encode() in response.content


def test_the_workbook_opens(cast, client_of, plan):
    import io

    from openpyxl import load_workbook

    InterventionActionFactory(plan=plan, title_fr="=1+1", cost_cents=12_300)
    response = client_of(cast.farid).get(f"{LIST}{plan.pk}/classeur.xlsx")
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Résumé", "Actions", "Effets", "Suivi", "Méthode"]
    row = [cell.value for cell in book["Actions"][2]]
    assert (row[0], row[1], row[8]) == ("T1", "'=1+1", 123)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(cast, client_of, django_assert_num_queries, number):
    for _ in range(number):
        InterventionActionFactory(plan__organisation=cast.farid.organisation, plan__created_by=cast.farid)
    client = client_of(cast.farid)
    client.get(LIST)
    with django_assert_num_queries(5):
        assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_plan_costs_the_same(cast, client_of, plan, needs, django_assert_num_queries, number):
    course = course_raising(needs[1][0])
    for _ in range(number):
        action = InterventionActionFactory(plan=plan, owner=cast.amina, course=course, seats=3)
        ExpectedEffectFactory(action=action, competency=needs[1][0])
    client = client_of(cast.farid)
    for address, queries in ((f"{LIST}{plan.pk}/", 9), (f"{LIST}{plan.pk}/places/", 9)):
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_desks_and_the_roll_up_cost_the_same(cast, client_of, needs, django_assert_num_queries, number):
    course = course_raising(needs[1][0])
    for _ in range(number):
        plan = InterventionFactory(
            organisation=cast.farid.organisation, created_by=cast.farid, snapshot=needs[0], state="adopted",
            adopted_at=needs[0].taken_at,
        )  # fmt: skip
        ExpectedEffectFactory(action=InterventionActionFactory(plan=plan, course=course), competency=needs[1][0])
    for person, name, queries in (
        (cast.farid, "lead-desk", 19), (cast.gisele, "strategic-desk", 17), (cast.gisele, "intervention-totals", 6),
    ):  # fmt: skip
        client, address = client_of(person), reverse(f"learning:{name}")
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_a_lead_opens_the_page_of_the_own_ministry_alone(cast, client_of, needs):
    client, address = client_of(cast.farid), reverse("learning:lead-desk")
    page = client.get(address).content.decode()
    assert cast.farid.organisation.name in page and "Rédiger" in page and "Mesurer" not in page
    assert client.get(f"{address}?organisme={cast.chloe.organisation.acronym}").status_code == 404
    assert client_of(cast.gisele).get(f"{address}?organisme={cast.chloe.organisation.acronym}").status_code == 200
    assert client_of(cast.hugo).get(address).status_code == 403
