"""The profiles on screen."""

import pytest
from django.urls import reverse

from activity.actions.subscriptions import follow
from job_profiles.enums import VersionState
from job_profiles.models import Holding
from tests.cast import NOW, Cast
from tests.factories.competencies import EvidenceFactory, LevelDescriptionFactory, LevelFactory
from tests.factories.job_profiles import (
    CareerMoveFactory,
    FamilyFactory,
    HoldingFactory,
    JobProfileFactory,
    ProfileVersionFactory,
    RequirementFactory,
)

pytestmark = pytest.mark.django_db

LIST_QUERIES = 6
DETAIL_QUERIES = 5


@pytest.fixture
def levels():
    for rank, name in enumerate(("Sensibilisation", "Application", "Maîtrise", "Expertise"), start=1):
        LevelFactory(rank=rank, name_fr=name)


def listed(client, query: str = "") -> str:
    return client.get(reverse("job_profiles:profile-list"), {"q": query} if query else {}).content.decode()


def test_the_list_says_that_profiles_are_proposals(cast: Cast, client_of) -> None:
    version = ProfileVersionFactory(mission_fr="Relie le public et l’État.", title_fr="Conseillère ou conseiller")
    HoldingFactory(person=cast.amina, profile=version.profile)

    page = listed(client_of(cast.amina))

    assert "Proposition à approuver" in page
    assert version.mission_fr in page
    assert "Conseillère ou conseiller · 1 membre l’occupe" in page
    assert "mon profil" in page


def test_families_come_in_order_and_profiles_by_rank(cast: Cast, client_of) -> None:
    second, first = FamilyFactory(name_fr="Web", order=2), FamilyFactory(name_fr="Contenu", order=1)
    rows = [(second, 1, "Intégration"), (first, 2, "Rédaction"), (first, 1, "Animation"), (None, 1, "Orphelin")]
    for family, rank, name in rows:
        ProfileVersionFactory(profile=JobProfileFactory(family=family, rank=rank, name_fr=name))

    page = listed(client_of(cast.amina))

    order = ["Contenu", "Animation", "Rédaction", ">Web<", "Intégration", "Autres profils", "Orphelin"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_the_list_is_narrowed_by_name_and_code(cast: Cast, client_of) -> None:
    ProfileVersionFactory(profile=JobProfileFactory(name_fr="Intégration Web", code="INW"))
    ProfileVersionFactory(profile=JobProfileFactory(name_fr="Gestion de projet", code="GPR"))
    client = client_of(cast.amina)

    for query in ("integration", "inw"):
        page = listed(client, query)
        assert "Intégration Web" in page
        assert "Gestion de projet" not in page
    assert "Aucun profil ne correspond" in listed(client, "héraldique")


def test_a_profile_that_is_only_drafted_is_not_known_to_members(cast: Cast, client_of) -> None:
    draft = ProfileVersionFactory(state=VersionState.DRAFT, profile=JobProfileFactory(name_fr="Métier secret"))
    amina, lea = client_of(cast.amina), client_of(cast.lea)

    assert "Métier secret" not in listed(amina)
    assert "Métier secret" in listed(lea)
    for address in (draft.profile.get_absolute_url(), draft.get_absolute_url()):
        assert amina.get(address).status_code == 404
        assert lea.get(address).status_code == 200


def test_the_page_shows_what_the_version_says(cast: Cast, client_of, levels) -> None:
    version = ProfileVersionFactory(
        title_fr="Designer graphique",
        responsibilities_fr="Créer des concepts\nGuider les fournisseurs",
        indicators_fr="Part des visuels conformes",
    )
    needed = RequirementFactory(version=version, level=3, why_fr="Parce que tout commence là.")
    LevelDescriptionFactory(competency=needed.competency, rank=3, can_fr="Peut créer un concept complet.")
    LevelDescriptionFactory(competency=needed.competency, rank=4, can_fr="Peut diriger la création.")
    RequirementFactory(version=version, level=1, essential=False)
    move = CareerMoveFactory(version=version, note_fr="L’œil se transporte.")
    HoldingFactory(person=cast.bruno, profile=version.profile)

    page = client_of(cast.amina).get(version.profile.get_absolute_url()).content.decode()

    for words in (
        "Designer graphique", "<li>Créer des concepts</li><li>Guider les fournisseurs</li>", "Part des visuels conformes",
        needed.competency.name_fr, "3 · Maîtrise", "Parce que tout commence là.", "Peut créer un concept complet.",
        "Essentielle", "Atout", move.to.name_fr, "L’œil se transporte.", cast.bruno.name,
    ):  # fmt: skip
        assert words in page, words
    assert "Peut diriger la création." not in page


def test_ones_distance_is_said_in_words_and_to_nobody_else(cast: Cast, client_of, levels) -> None:
    version = ProfileVersionFactory()
    needed = RequirementFactory(version=version, level=4, why_fr="Le cœur du métier.")
    RequirementFactory(version=version, level=2)
    EvidenceFactory(person=cast.amina, competency=needed.competency, level=3, visibility="me")

    page = client_of(cast.amina).get(version.profile.get_absolute_url()).content.decode()

    assert "Vos preuves couvrent 50\xa0% des niveaux attendus." in page
    assert "Sur 2 compétences, 0 est au niveau," in page
    assert "Essentielle. Attendu\xa0: Expertise; vos preuves\xa0: Maîtrise. Le cœur du métier." in page
    other = client_of(cast.bruno).get(version.profile.get_absolute_url()).content.decode()
    assert "Vos preuves ne disent encore rien" in other
    assert "vos preuves\xa0: Maîtrise" not in other


def test_the_whole_distance_stands_on_a_page_of_its_own(cast: Cast, client_of, levels) -> None:
    version = ProfileVersionFactory()
    short, untold, reached = (RequirementFactory(version=version, level=level) for level in (4, 2, 1))
    LevelDescriptionFactory(competency=short.competency, rank=4, can_fr="Peut diriger.")
    for needed, level in ((short, 3), (reached, 2)):
        EvidenceFactory(person=cast.amina, competency=needed.competency, level=level, visibility="me")

    page = client_of(cast.amina).get(reverse("job_profiles:my-distance", args=[version.profile.key])).content.decode()

    names = [needed.competency.name_fr for needed in (short, untold, reached)]
    headings = ['id="hausser"', 'id="dire"', 'id="atteintes"']
    for heading, name in zip(headings, names, strict=True):
        assert name in page[page.index(heading) :].split("</section>")[0]
    assert "Peut diriger." in page
    assert f"competence={untold.competency.code}" in page
    assert "entre" not in page[page.index('id="hausser"') :].split("</section>")[0]


def test_a_profile_without_a_version_says_so(cast: Cast, client_of) -> None:
    profile = JobProfileFactory()
    client = client_of(cast.amina)
    assert "Rien à lire encore" in client.get(profile.get_absolute_url()).content.decode()
    assert client.get(reverse("job_profiles:my-distance", args=[profile.key])).status_code == 404


def test_the_button_says_that_one_follows(cast: Cast, client_of) -> None:
    version = ProfileVersionFactory()
    client = client_of(cast.amina)
    assert 'aria-pressed="false"' in client.get(version.profile.get_absolute_url()).content.decode()

    follow(person=cast.amina, target=version.profile, at=NOW)

    assert 'aria-pressed="true"' in client.get(version.profile.get_absolute_url()).content.decode()
    assert version.profile.name_fr in client.get(reverse("activity:subscription-list")).content.decode()


def test_a_consultation_is_pointed_at(cast: Cast, client_of) -> None:
    version = ProfileVersionFactory()
    ProfileVersionFactory(profile=version.profile, number=2, state=VersionState.CONSULTATION)

    page = client_of(cast.amina).get(version.profile.get_absolute_url()).content.decode()

    assert "La version 2 est en consultation" in page
    assert "Historique (2 versions)" in page


def test_empty_installation_and_unknown_profile(cast: Cast, client_of) -> None:
    client = client_of(cast.amina)

    assert "Les profils viendront ici" in listed(client)
    assert client.get("/profils-emploi/inconnu/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_at_one_and_three(cast: Cast, client_of, django_assert_num_queries, number: int) -> None:
    version = ProfileVersionFactory()
    for _each in range(number):
        ProfileVersionFactory(profile=JobProfileFactory(family=FamilyFactory()))
        CareerMoveFactory(version=version)
        HoldingFactory(profile=version.profile)
        needed = RequirementFactory(version=version)
        EvidenceFactory(person=cast.amina, competency=needed.competency, level=1)
    client = client_of(cast.amina)
    urls = (reverse("job_profiles:profile-list"), version.profile.get_absolute_url())
    for url, queries in zip(urls, (LIST_QUERIES, DETAIL_QUERIES), strict=True):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)


def test_one_says_that_it_is_ones_profile_and_takes_it_back(cast: Cast, client_of) -> None:
    version = ProfileVersionFactory()
    address, client = version.profile.get_absolute_url(), client_of(cast.amina)
    assert "C’est mon profil" in client.get(address).content.decode()

    client.post(f"{address}occuper/", {"tenir": "1"})
    assert Holding.objects.get(person=cast.amina, to_on=None).profile == version.profile
    assert "Ce n’est plus mon profil" in client.get(address).content.decode()

    client.post(f"{address}occuper/", {"tenir": "0"})
    assert not Holding.objects.filter(person=cast.amina, to_on=None).exists()
