"""The needs map shows published figures to those who may read them, and says what is hidden."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from competencies.enums import FigureTable, SnapshotState
from competencies.models import Figure
from core.templatetags.formatting import NBSP
from learning.queries.forecasts import Expected, need_forecasts
from tests.cast import NOW, TODAY, Cast
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CampaignFactory
from tests.factories.needs import SnapshotFactory, figure, published
from tests.factories.people import OrganisationFactory

MAP = reverse("learning:needs-map")
YEAR = dt.timedelta(days=365)


@pytest.fixture
def two(db: None):
    return (
        CompetencyFactory(code="ESSA", name_fr="Rédiger clairement", order=1),
        CompetencyFactory(code="ESSB", name_fr="Mesurer", order=2),
    )


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def body_of(page: BeautifulSoup) -> list[list[str]]:
    """Cells of the heat map by row, without headings of groups."""
    rows = page.select(".heat-map tbody tr:not(.heat-group)")
    return [
        [words(cell) for cell in row.find_all(["th", "td"]) if "heat-count" not in cell.get("class", [])] for row in rows
    ]


def test_the_strategic_team_sees_the_government(cast: Cast, client_of, two):
    clear, measure = two
    mtmd, mcc = cast.farid.organisation, cast.chloe.organisation
    published({clear: (120, 40), measure: (80, "low")}, {mtmd: {clear: (25, 40)}, mcc: {clear: None, measure: (20, "high")}},
              people={None: 130, mtmd: 25})  # fmt: skip

    page = soup(client_of(cast.gisele).get(MAP))

    assert body_of(page) == [
        ["Rédiger clairement", "40 %", "masqué", "40 %"],
        ["Mesurer", "< 10 %", "> 90 %", "masqué"],
    ]
    assert [words(cell) for cell in page.select(".heat-map thead th")][2:] == ["MCC", "MTMD env. 25"]
    assert [words(one) for one in page.select("#largest + .needs-list li")] == [
        "Environ 50 personnes sur 120 (40 %) ont probablement un écart en « Rédiger clairement »."
    ]
    assert "2 cases sur 4 sont masquées." in words(page.select_one("main"))
    assert f"environ 130 personnes; chiffres du 2{NBSP}novembre{NBSP}2026" in page.select_one(".lead").get_text()


def test_a_sectoral_lead_sees_the_own_organisation_beside_the_whole(cast: Cast, client_of, two):
    clear, _measure = two
    mtmd, mcc = cast.farid.organisation, cast.chloe.organisation
    published({clear: (120, 40)}, {mtmd: {clear: (25, 60)}, mcc: {clear: (30, 20)}}, profiles={"ux": {clear: (15, 80)}})

    page = soup(client_of(cast.farid).get(MAP))

    assert body_of(page) == [["Rédiger clairement", "40 %", "60 %"]]
    assert [words(one) for one in page.select("#own-1 + .needs-list li")] == [
        "Environ 15 personnes sur 25 (60 %) ont probablement un écart en « Rédiger clairement »."
    ]
    assert [words(tab) for tab in page.select("nav[aria-label='Tableaux publiés'] a")] == ["Organisations"]


def test_a_lead_who_asks_for_all_profiles_reads_none_of_them(cast: Cast, client_of, two):
    published({two[0]: (120, 40)}, profiles={"ux": {two[0]: (15, 80)}})

    page = soup(client_of(cast.farid).get(MAP, {"table": "profils"}))

    assert body_of(page) == [["Rédiger clairement", "40 %"]]


@pytest.mark.parametrize("key", ["hugo", "jules", "amina", "olga", "lea", "noemie", "karim"])
def test_nobody_else_reads_figures(cast: Cast, client_of, two, key: str):
    published({two[0]: (120, 40)})
    client = client_of(cast.people[key])

    names = ("needs-map", "needs-csv", "needs-xlsx", "needs-pdf")
    answers = [client.get(reverse(f"learning:{name}")).status_code for name in names]

    assert [*answers, client.get(reverse("learning:needs-competency", args=["ESSA"])).status_code] == [403] * 5


def test_the_trend_against_the_portrait_before(cast: Cast, client_of, two):
    clear, measure = two
    published({clear: (100, 45), measure: (100, 20)}, at=NOW - YEAR, label_fr="Campagne 2025")
    published({clear: (110, 30), measure: (110, 25)})

    page = soup(client_of(cast.gisele).get(MAP))

    assert [row[2] for row in body_of(page)] == ["en baisse", "stable"]
    assert page.select_one(".trend")["title"] == f"en baisse{NBSP}: 45{NBSP}% → 30{NBSP}%"
    assert "Comparé avec « Campagne 2025 »." in words(page.select_one("#compared").parent)


def test_other_rules_are_not_compared(cast: Cast, client_of, two):
    published({two[0]: (100, 45)}, at=NOW - YEAR)
    published({two[0]: (110, 30)}, rules=2)

    page = soup(client_of(cast.gisele).get(MAP))

    assert [row[2] for row in body_of(page)] == ["pas comparable"]


def test_an_earlier_portrait_is_chosen_in_the_list(cast: Cast, client_of, two):
    old = published({two[0]: (100, 45)}, at=NOW - YEAR)
    published({two[0]: (110, 30)})

    page = soup(client_of(cast.gisele).get(MAP, {"portrait": old.pk}))

    assert body_of(page) == [["Rédiger clairement", "45 %"]]


def test_the_portrait_of_another_organisation_does_not_exist_for_a_lead(cast: Cast, client_of, two):
    theirs = published({two[0]: (30, 45)}, organisation=cast.chloe.organisation)

    assert client_of(cast.farid).get(MAP, {"portrait": theirs.pk}).status_code == 404


def test_the_table_sorts_and_keeps_what_is_hidden_last(cast: Cast, client_of, two):
    clear, measure = two
    mtmd = cast.farid.organisation
    published({clear: (120, 40), measure: (80, 20)}, {mtmd: {clear: None, measure: (20, 30)}})

    page = soup(client_of(cast.gisele).get(MAP, {"vue": "tableau", "tri": "-personnes"}))

    assert [[words(cell) for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")] == [
        ["Rédiger clairement", "Ensemble", "120", "50", "40 %"],
        ["Mesurer", "Ensemble", "80", "15", "20 %"],
        ["Mesurer", mtmd.name, "20", "5", "30 %"],
        ["Rédiger clairement", mtmd.name, "masqué", "masqué", "masqué"],
    ]


def test_the_heat_map_sorts_by_need(cast: Cast, client_of, two):
    clear, measure = two
    published({clear: (120, 20), measure: (80, 90)})

    page = soup(client_of(cast.gisele).get(MAP, {"tri": "-besoin"}))

    assert [row[0] for row in body_of(page)] == ["Mesurer", "Rédiger clairement"]


def test_teams_of_the_own_organisation(cast: Cast, client_of, two):
    mtmd = cast.farid.organisation
    snapshot = SnapshotFactory(names={"profiles": {}, "teams": {"7": "Contenu"}})
    Figure.objects.bulk_create(
        [
            figure(snapshot, two[0], (100, 40)),
            figure(snapshot, two[0], (25, 60), FigureTable.ORGANISATIONS, organisation=mtmd),
            figure(snapshot, two[0], (10, 70), FigureTable.TEAMS, organisation=mtmd, team_id=7),
            figure(snapshot, two[0], None, FigureTable.TEAMS, organisation=mtmd, team_id=None),
        ]
    )
    snapshot.state, snapshot.published_at = SnapshotState.PUBLISHED, NOW
    snapshot.save()

    page = soup(client_of(cast.farid).get(MAP, {"table": "equipes"}))

    assert body_of(page) == [["Rédiger clairement", "60 %", "70 %", "masqué"]]
    assert [words(cell) for cell in page.select(".heat-map thead th")][2:] == ["Contenu", "Sans équipe"]


def test_nothing_is_published_yet(cast: Cast, client_of):
    page = soup(client_of(cast.gisele).get(MAP))

    assert "Aucun portrait n’est publié" in words(page.select_one("main"))


def test_nothing_could_be_published(cast: Cast, client_of):
    SnapshotFactory(state=SnapshotState.NOTHING)

    page = soup(client_of(cast.gisele).get(MAP))

    assert "il faut au moins 10 personnes, et 5 dans une case" in words(page.select_one("main"))


def test_what_is_being_computed_is_asked_again(cast: Cast, client_of):
    SnapshotFactory(label_fr="Campagne 2026", progress=40)
    client = client_of(cast.gisele)

    page = soup(client.get(MAP))
    part = client.get(MAP, headers={"HX-Request": "true"}).content.decode()

    assert page.select_one("#needs-under-way")["hx-trigger"] == "every 4s"
    assert f"portrait en calcul, 40{NBSP}% fait" in part
    assert "<main" not in part


def test_a_closed_campaign_waits_to_be_published(cast: Cast, client_of):
    CampaignFactory(name_fr="Automne", state="closed", closed_at=NOW)

    assert "Terminées, pas encore publiées" in words(soup(client_of(cast.gisele).get(MAP)).select_one("main"))


class Planned:
    """A provider as issue 6 will register one."""

    key, order, label = "essai", 10, "Essai"

    def __init__(self, competency_id: int) -> None:
        self.competency_id = competency_id

    def expected(self, viewer, snapshot, organisation, at):
        return [Expected(competency_id=self.competency_id, places=22, due_on=TODAY, label="Atelier", url="/x/")]


def test_what_is_planned_is_taken_off_the_need(cast: Cast, client_of, two):
    published({two[0]: (120, 40), two[1]: (80, 20)})
    need_forecasts.register(Planned(two[0].pk))
    try:
        page = soup(client_of(cast.gisele).get(MAP))
        detail = soup(client_of(cast.gisele).get(reverse("learning:needs-competency", args=["ESSA"])))
    finally:
        need_forecasts.remove("essai")

    assert [row[2] for row in body_of(page)] == ["environ 30 personnes", "—"]
    assert "Atelier" in words(detail.select_one("aside.aside"))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("needs-map", 11), ("needs-competency", 22)])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, client_of, django_assert_num_queries, name: str, queries: int, number: int
):
    found = CompetencyFactory.create_batch(number)
    places = OrganisationFactory.create_batch(number)
    published(dict.fromkeys(found, (50, 40)), {place: dict.fromkeys(found, (10, 30)) for place in places}, at=NOW - YEAR)
    published(dict.fromkeys(found, (50, 40)), {place: dict.fromkeys(found, (10, 30)) for place in places})
    client = client_of(cast.gisele)
    url = MAP if name == "needs-map" else reverse("learning:needs-competency", args=[found[0].code])
    client.get(reverse("learning:rating-list"))
    client.get(found[0].get_absolute_url())  # what a process reads once

    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


def test_what_was_drawn_is_kept_for_the_same_reader_and_choice_alone(cast: Cast, client_of, two):
    mtmd, mcc = cast.farid.organisation, cast.chloe.organisation
    published({two[0]: (120, 40)}, {mtmd: {two[0]: (25, 60)}, mcc: {two[0]: (30, 20)}})
    client = client_of(cast.gisele)

    assert (
        body_of(soup(client.get(MAP))) == body_of(soup(client.get(MAP))) == [["Rédiger clairement", "40 %", "20 %", "60 %"]]
    )
    assert body_of(soup(client_of(cast.farid).get(MAP))) == [["Rédiger clairement", "40 %", "60 %"]]
    published({two[0]: (120, 30)}, at=NOW + YEAR, label_fr="Plus récent")
    assert [words(one) for one in soup(client.get(MAP)).select("select[name=portrait] option")][0].startswith("Plus récent")
