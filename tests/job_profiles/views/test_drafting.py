"""The draft's form: saved by its button or by itself, never over somebody else; hints; the owner's desk."""

import pytest
from django.urls import reverse

from competencies.models import Competency
from job_profiles.actions import drafting
from job_profiles.models import CareerMove, JobProfile, ProfileVersion, Requirement
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory, LevelDescriptionFactory, LevelFactory
from tests.factories.job_profiles import JobProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(draft):
    for rank in (1, 2, 3, 4):
        LevelFactory(framework=draft.framework, rank=rank)
    return reverse("job_profiles:draft-edit", args=[draft.pk])


def posted(draft, needed=(("ESS1", 3), ("ESS2", 3)), moves=(), **values):
    """The form as a browser sends it."""
    data = {"edit": draft.edit, "tab": "essai", "suite": "enregistrer"}
    for name in drafting.FIELDS:
        data[name] = getattr(draft, name)
    for prefix, rows in (("competence", needed), ("mobilite", moves)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for place, (code, level) in enumerate(needed):
        data |= {f"competence-{place}-competency": code, f"competence-{place}-level": level}
        data |= {f"competence-{place}-essential": "1", f"competence-{place}-why_fr": ""}
    for place, (profile, note) in enumerate(moves):
        data |= {f"mobilite-{place}-to": profile.pk, f"mobilite-{place}-note_fr": note}
    return data | values


def test_everything_is_saved_by_the_button(cast, client_of, draft, url):
    other, another = JobProfileFactory(), CompetencyFactory(code="ESS3")
    data = posted(draft, needed=[("ESS1", 4), ("ESS3", 2)], moves=[(other, "Proche.")], mission_fr="Écrire clair et juste.")
    response = client_of(cast.lea).post(url, data)
    assert (response.status_code, response.url) == (303, url)
    draft.refresh_from_db()
    assert (draft.edit, draft.mission_fr) == (1, "Écrire clair et juste.")
    asked = Requirement.objects.filter(version=draft).order_by("competency__code").values_list("competency__code", "level")
    assert list(asked) == [("ESS1", 4), (another.code, 2)]
    assert CareerMove.objects.get(version=draft).to == other


def test_by_itself_it_says_when_and_gives_the_next_edit(cast, client_of, draft, url):
    response = client_of(cast.lea, hx_request="true").post(url, posted(draft, mission_fr="Afin de relier."))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="edit" value="1"' in page
    assert "Enregistré à" in page
    assert 'hx-target="#hints-mission_fr"' in page
    assert "Tournure lourde" in page


def test_saved_elsewhere_nothing_is_overwritten_and_what_was_typed_stays(cast, client_of, draft, url):
    drafting.save_draft(
        by=cast.lea, version=draft, edit=0, texts={"mission_fr": "Celle de l’autre."}, requirements=None, moves=None, at=NOW
    )
    client = client_of(cast.lea)
    response = client.post(url, posted(draft, mission_fr="La mienne."))
    page = response.content.decode()
    assert response.status_code == 409
    assert "<del>" in page and "La mienne." in page
    draft.refresh_from_db()
    assert (draft.edit, draft.mission_fr) == (1, "Celle de l’autre.")
    assert 'name="edit" value="1"' in page
    assert client.post(url, posted(draft, mission_fr="La mienne.")).status_code == 303
    draft.refresh_from_db()
    assert draft.mission_fr == "La mienne."


def test_by_itself_a_conflict_is_said_and_the_old_edit_stays(cast, client_of, draft, url):
    drafting.save_draft(
        by=cast.lea, version=draft, edit=0, texts={"mission_fr": "Celle de l’autre."}, requirements=None, moves=None, at=NOW
    )
    response = client_of(cast.lea, hx_request="true").post(url, posted(draft, mission_fr="La mienne."))
    assert response.status_code == 409
    assert 'name="edit" value="0"' in response.content.decode()
    assert "rien n’est écrasé" in response.content.decode()


def test_two_saves_of_one_page_that_cross_are_no_conflict(cast, client_of, draft, url):
    client = client_of(cast.lea, hx_request="true")
    assert client.post(url, posted(draft, mission_fr="Une.")).status_code == 200
    assert client.post(url, posted(draft, mission_fr="Deux.")).status_code == 200
    draft.refresh_from_db()
    assert (draft.edit, draft.mission_fr) == (2, "Deux.")


def test_what_is_wrong_is_said_beside_its_field(cast, client_of, draft, url):
    response = client_of(cast.lea).post(url, posted(draft, needed=[("ESS1", "")], mission_fr="Gardée."))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Choisissez le niveau attendu." in page and "Gardée." in page
    twice = client_of(cast.lea).post(url, posted(draft, needed=[("ESS1", 1), ("ESS1", 2)]))
    assert twice.status_code == 422
    assert "Une compétence ne figure qu’une fois" in twice.content.decode()


def test_a_hint_is_applied_or_set_aside(cast, client_of, draft, url):
    client = client_of(cast.lea)
    text = "Afin de relier."
    client.post(url, posted(draft, mission_fr=text, appliquer="mission_fr|0|7"))
    draft.refresh_from_db()
    assert draft.mission_fr == "Pour relier."
    draft.mission_fr = text
    client.post(url, posted(draft, mission_fr=text, ignorer="mission_fr|0|7"))
    assert "Tournure lourde" not in client.get(url).content.decode()


def test_a_retired_competency_is_named_on_the_form(cast, client_of, draft, url):
    Competency.objects.filter(code="ESS1").update(retired_at=NOW, name_fr="Vieille compétence")
    page = client_of(cast.lea).get(url).content.decode()
    assert "Cette compétence a été retirée du référentiel" in page
    assert "La compétence «\xa0Vieille compétence\xa0» (ESS1) a été retirée" in page


def test_definition_and_sentence_of_a_level_are_at_hand(cast, client_of, draft):
    LevelDescriptionFactory(competency=Competency.objects.get(code="ESS1"), rank=2, can_fr="Vous savez essayer.")
    asked = {"ligne": "1", "competence-1-competency": "ESS1", "competence-1-level": "2"}
    page = client_of(cast.lea).get(reverse("job_profiles:draft-competency"), asked).content.decode()
    assert 'id="competence-1-aide"' in page and "Vous savez essayer." in page


def test_a_new_profile_and_its_draft(cast, client_of, draft):
    client, url = client_of(cast.lea), reverse("job_profiles:draft-create")
    data = {"name_fr": "Accessibilité", "key": "accessibilite", "rank": "1", "cnp": "11202, 21233"}
    assert client.post(url, data).status_code == 303
    made = JobProfile.objects.get(key="accessibilite")
    assert made.cnp == ["11202", "21233"]
    assert ProfileVersion.objects.get(profile=made).title_fr == "Accessibilité"
    again = client.post(url, data)
    assert again.status_code == 422
    assert client.post(url, data | {"key": "ebauches"}).status_code == 422
    assert client.post(url, data | {"key": "autre", "cnp": "123"}).status_code == 422


def test_members_do_not_know_of_drafts(cast, client_of, draft, url):
    assert client_of(cast.amina).get(url).status_code == 404
    assert client_of(cast.gisele).get(url).status_code == 403
    assert client_of(cast.gisele).get(reverse("job_profiles:draft-preview", args=[draft.pk])).status_code == 200


@pytest.mark.parametrize("more", [0, 2])
def test_the_desk_costs_the_same(cast, client_of, draft, more, django_assert_num_queries):
    for number in range(more):
        drafting.open_draft(by=cast.lea, profile=JobProfileFactory(key=f"autre-{number}"), at=NOW)
    client, url = client_of(cast.lea), reverse("job_profiles:draft-list")
    client.get(url)
    with django_assert_num_queries(DESK_QUERIES):
        assert client.get(url).status_code == 200


DESK_QUERIES = 8
