"""Two descriptions side by side."""

import pytest
from django.urls import reverse

from job_profiles.enums import VersionState
from job_profiles.models import AdoptionDifference
from tests.cast import Cast
from tests.factories.competencies import CompetencyFactory
from tests.factories.job_profiles import (
    AdoptionFactory,
    HoldingFactory,
    JobProfileFactory,
    ProfileVersionFactory,
    RequirementFactory,
)
from tests.factories.people import OrganisationFactory

pytestmark = pytest.mark.django_db
FIRST, QUERIES = 17, 11


def compared(client, status: int = 200, **query: str) -> str:
    response = client.get(reverse("job_profiles:profile-compare"), query)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.fixture
def writing():
    """Two versions: a word changed, a level raised, a competency gone and one come."""
    profile = JobProfileFactory(key="redaction", name_fr="Rédaction")
    old = ProfileVersionFactory(
        profile=profile, number=1, state=VersionState.RETIRED, mission_fr="Écrit des pages claires pour le public.",
        responsibilities_fr="Rédiger les pages\nTenir le calendrier éditorial",
    )  # fmt: skip
    new = ProfileVersionFactory(
        profile=profile, number=2, state=VersionState.IN_FORCE, mission_fr="Écrit des pages simples pour le public.",
        responsibilities_fr="Rédiger les pages\nMesurer l’usage",
    )  # fmt: skip
    raised, gone, come = (CompetencyFactory(name_fr=name) for name in ("Langage clair", "Télécopie", "Accessibilité"))
    RequirementFactory(version=old, competency=raised, level=2)
    RequirementFactory(version=new, competency=raised, level=4)
    RequirementFactory(version=old, competency=gone, level=1)
    RequirementFactory(version=new, competency=come, level=3, essential=False)
    return profile


def test_two_versions_say_what_differs_in_words(cast: Cast, client_of, writing) -> None:
    page = compared(client_of(cast.amina), a="redaction:1", b="redaction")

    assert '<del><span class="visually-hidden">[retiré] </span>claires</del>' in page
    assert '<ins><span class="visually-hidden">[ajouté] </span>simples</ins>' in page
    assert "1 dans A seulement, 1 dans B seulement" in page
    assert "2 niveaux de plus" in page
    for words in (">A seulement<", ">B seulement<", "non demandée", "atout"):
        assert words in page, words
    assert "2 compétences demandent un niveau plus haut." in page
    assert 'class="radar"' in page


def test_only_differences_leave_out_what_is_the_same(cast: Cast, client_of, writing) -> None:
    same = CompetencyFactory(name_fr="Pareille partout")
    for version in writing.versions.all():
        RequirementFactory(version=version, competency=same, level=2)
    client = client_of(cast.amina)

    assert "Pareille partout" in compared(client, a="redaction:1", b="redaction")
    narrowed = compared(client, a="redaction:1", b="redaction", ecarts="1")
    assert "Pareille partout" not in narrowed
    assert "Rédiger les pages" not in narrowed
    assert "Mesurer l’usage" in narrowed


def test_a_ministrys_variant_says_what_it_changes_and_why(cast: Cast, client_of, writing) -> None:
    mtmd = OrganisationFactory(acronym="MESSAI")
    version = writing.versions.get(number=2)
    variant = AdoptionFactory(version=version, organisation=mtmd, justification="Nos avis de route sont lus en voiture.")
    raised = version.requirements.get(level=4).competency
    AdoptionDifference.objects.create(adoption=variant, article="mission", text="Écrit des avis de route.")
    AdoptionDifference.objects.create(adoption=variant, article="competencies", competency=raised, level=3)

    page = compared(client_of(cast.amina), a="redaction", b="redaction@MESSAI")

    assert "Écrit des avis de route." in page
    assert "1 niveau de moins" in page
    assert "Nos avis de route sont lus en voiture." in page
    assert 'value="redaction@MESSAI" selected' in page


def test_a_variant_that_ended_is_no_longer_there(cast: Cast, client_of, writing) -> None:
    page = compared(client_of(cast.amina), 404, a="redaction", b="redaction@MESSAI")
    assert "Une des deux descriptions est introuvable" in page


def test_ones_own_profile_is_proposed_first(cast: Cast, client_of, writing) -> None:
    HoldingFactory(person=cast.amina, profile=writing)
    page = compared(client_of(cast.amina))
    assert 'value="redaction" selected' in page
    assert "Choisissez deux descriptions" in page


def test_twice_the_same_is_said(cast: Cast, client_of, writing) -> None:
    assert "C’est deux fois la même description" in compared(client_of(cast.amina), a="redaction", b="redaction")


def test_a_draft_is_compared_by_who_may_read_it(cast: Cast, client_of, writing) -> None:
    ProfileVersionFactory(profile=writing, number=3, state=VersionState.DRAFT, mission_fr="Pas encore dite.")
    hidden = compared(client_of(cast.amina), 404, a="redaction", b="redaction:3")
    assert "Pas encore dite." not in hidden
    assert "Pas encore dite." in compared(client_of(cast.lea), a="redaction", b="redaction:3")


def test_nothing_to_compare_yet(cast: Cast, client_of) -> None:
    assert "Rien à comparer encore" in compared(client_of(cast.amina))


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same(cast: Cast, client_of, writing, django_assert_num_queries, number: int) -> None:
    for version in writing.versions.all():
        for _each in range(number):
            RequirementFactory(version=version)
            ProfileVersionFactory()
            AdoptionFactory(version=version, organisation=OrganisationFactory()) if version.number == 2 else None
    client, address = client_of(cast.amina), reverse("job_profiles:profile-compare")
    client.get(address)
    with django_assert_num_queries(FIRST):
        client.get(address, {"a": "redaction:1", "b": "redaction"})
    with django_assert_num_queries(QUERIES):
        client.get(address, {"a": "redaction:1", "b": "redaction"})
