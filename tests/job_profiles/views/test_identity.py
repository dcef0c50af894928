"""What stays the same through all versions of a profile is corrected by its owners."""

import pytest

from job_profiles.models import Family, JobProfile
from tests.cast import Cast
from tests.factories.job_profiles import JobProfileFactory

pytestmark = pytest.mark.django_db
GIVEN = {"name_fr": "Contenu numérique", "name_en": "Digital content", "code": "CNT", "rank": "2", "cnp": "11202, 51111"}


def test_an_owner_corrects_it_and_the_address_stays(cast: Cast, client_of) -> None:
    family = Family.objects.create(code="contenu", name_fr="Contenu", name_en="Content")
    profile = JobProfileFactory(key="contenu", name_fr="Contnu")

    response = client_of(cast.lea).post("/profils-emploi/contenu/identite/", GIVEN | {"family": family.pk})

    profile.refresh_from_db()
    assert response["Location"] == "/profils-emploi/contenu/"
    assert (profile.key, profile.name_fr, profile.code, profile.family, profile.rank) == (
        "contenu", "Contenu numérique", "CNT", family, 2,
    )  # fmt: skip
    assert (profile.cnp, profile.sort_key) == (["11202", "51111"], "contenu numerique")


def test_a_rank_that_another_profile_has_is_refused_and_what_was_typed_stays(cast: Cast, client_of) -> None:
    family = Family.objects.create(code="contenu", name_fr="Contenu", name_en="Content")
    JobProfileFactory(family=family, rank=2, name_fr="Rédaction")
    JobProfileFactory(key="contenu", name_fr="Contenu", rank=1)

    response = client_of(cast.lea).post("/profils-emploi/contenu/identite/", GIVEN | {"family": family.pk})

    assert response.status_code == 422
    assert "Le profil «\xa0Rédaction\xa0» a déjà ce rang dans cette famille." in response.content.decode()
    assert 'value="Contenu numérique"' in response.content.decode()
    assert JobProfile.objects.get(key="contenu").name_fr == "Contenu"
