"""« Redéfinir mon travail » : saved, private, kept when refused, erased for good."""

import pytest

from job_profiles.models import WorkReview, WorkTask
from people.actions.erasure import erase_person_data
from people.queries.registries import data_exporters
from tests.cast import NOW, Cast
from tests.factories.competencies import EvidenceFactory
from tests.factories.descriptions import whole_version

pytestmark = pytest.mark.django_db
URL = "/profils-emploi/mon-travail/"


def filled(version, *tasks, edit=0):
    values = {"profile": version.profile.key, "edit": str(edit), "t-TOTAL_FORMS": str(len(tasks)), "t-INITIAL_FORMS": "0"}
    for number, (label, share, future, codes) in enumerate(tasks):
        values |= {f"t-{number}-label": label, f"t-{number}-share": str(share), f"t-{number}-future": future}
        values |= {f"t-{number}-competencies": codes}
    return values


def codes(version):
    return [needed.competency.code for needed in version.requirements.order_by("-level")]


def test_what_is_written_is_held_against_the_target(cast: Cast, client_of) -> None:
    version = whole_version()
    essential, asset = codes(version)
    EvidenceFactory(person=cast.amina, competency=version.requirements.get(level=2).competency, level=2, visibility="me")
    client = client_of(cast.amina)

    saved = client.post(URL, filled(version, ("Rédiger", 60, "keep", [essential]), ("Réunions", 20, "less", [])))
    page = client.get(URL).content.decode()

    assert saved.status_code == 303
    assert "Vous avez décrit 80\xa0% de votre temps; 20\xa0% restent à dire." in page
    assert "20\xa0% vont à des tâches qui n’exercent rien de ce profil." in page
    assert "1 compétence déjà au niveau" in page
    assert asset in page


def test_nobody_else_sees_it(cast: Cast, client_of) -> None:
    version = whole_version()
    client_of(cast.amina).post(URL, filled(version, ("Secret des réunions", 60, "keep", [])))

    for other in (cast.jules, cast.gisele, cast.olga):
        assert "Secret des réunions" not in client_of(other).get(URL).content.decode()


@pytest.mark.parametrize(
    ("tasks", "sentence"),
    [
        ([("Rédiger", 70, "keep", []), ("Publier", 50, "keep", [])], "Les parts font 120\xa0%"),
        ([("Rédiger", "", "keep", [])], "Dites quelle part de votre temps elle prend"),
        ([("", 30, "keep", [])], "Nommez cette tâche, ou videz la ligne."),
    ],
)
def test_what_is_refused_is_said_and_kept(cast: Cast, client_of, tasks, sentence) -> None:
    version = whole_version()

    response = client_of(cast.amina).post(URL, filled(version, *tasks))

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert all(f'value="{label}"' in page for label, *_rest in tasks if label)
    assert not WorkReview.objects.exists()


def test_two_tabs_do_not_overwrite_each_other_in_silence(cast: Cast, client_of) -> None:
    version = whole_version()
    client = client_of(cast.amina)
    client.post(URL, filled(version, ("Premier onglet", 60, "keep", [])))

    second = client.post(URL, filled(version, ("Second onglet", 40, "keep", [])))

    assert second.status_code == 409
    assert 'value="Second onglet"' in second.content.decode()
    assert list(WorkTask.objects.values_list("label", flat=True)) == ["Premier onglet"]


def test_taken_away_and_erased(cast: Cast, client_of) -> None:
    version = whole_version()
    client = client_of(cast.amina)
    client.post(URL, filled(version, ("Rédiger", 60, "more", codes(version))))

    rows = data_exporters["work"].export(cast.amina)
    assert [(row["tache"], row["part_pour_cent"], row["demain"], len(row["competences"])) for row in rows] == [
        ("Rédiger", 60, "J’en ferai plus", 2)
    ]
    client.post(f"{URL}effacer/")
    assert not WorkReview.objects.exists()


def test_leaving_the_network_erases_it(cast: Cast, client_of) -> None:
    client_of(cast.amina).post(URL, filled(whole_version(), ("Rédiger", 60, "keep", [])))

    erase_person_data(person=cast.amina, at=NOW)

    assert not WorkReview.objects.exists()
    assert not WorkTask.objects.exists()
