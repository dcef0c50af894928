"""« Mes preuves »: one's own, and nobody else's."""

import pytest
from django.urls import reverse

from competencies.models import Evidence
from tests.cast import TODAY, Cast
from tests.factories.competencies import CompetencyFactory, EvidenceFactory, LevelFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 6


@pytest.fixture
def form():
    """A declaration as the browser sends it."""
    LevelFactory(rank=2)
    competency = CompetencyFactory()
    return {
        "token": "abc", "competency": competency.code, "level": "2", "occurred_on": TODAY.isoformat(),
        "note": "Dix pages réécrites", "visibility": "me",
    }  # fmt: skip


def test_declaring_is_private_until_shown(cast: Cast, client_of, form) -> None:
    client = client_of(cast.amina)

    response = client.post(reverse("competencies:evidence-declare"), form)

    row = Evidence.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"{reverse('competencies:evidence-list')}#preuve-{row.pk}"
    assert (row.person, row.level, row.note, row.visibility, row.kind) == (cast.amina, 2, form["note"], "me", "declared")
    assert form["note"] in client.get(reverse("competencies:evidence-list")).content.decode()


def test_the_same_form_sent_twice_counts_once(cast: Cast, client_of, form) -> None:
    client = client_of(cast.amina)
    for _time in range(2):
        client.post(reverse("competencies:evidence-declare"), form)

    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("competency", "INCONNUE"), ("occurred_on", "2199-01-01"), ("level", "9"), ("visibility", "")]
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(cast: Cast, client_of, form, field, value) -> None:
    response = client_of(cast.amina).post(reverse("competencies:evidence-declare"), {**form, field: value})

    assert response.status_code == 422
    assert 'id="form-errors"' in response.content.decode()
    assert form["note"] in response.content.decode()
    assert Evidence.objects.count() == 0


def test_the_page_of_a_competency_chooses_it_beforehand(cast: Cast, client_of, form) -> None:
    url = reverse("competencies:evidence-declare")

    page = client_of(cast.amina).get(url, {"competence": form["competency"]}).content.decode()

    assert f'<option value="{form["competency"]}" selected>' in page


def test_showing_withdrawing_and_putting_back(cast: Cast, client_of) -> None:
    row = EvidenceFactory(person=cast.amina, visibility="me")
    client = client_of(cast.amina)

    client.post(reverse("competencies:evidence-show", args=[row.pk]))
    shown = Evidence.objects.current().get()
    assert shown.is_shown
    client.post(reverse("competencies:evidence-withdraw", args=[shown.pk]))
    assert not Evidence.objects.current().exists()
    gone = Evidence.objects.get(withdrawn=True)
    client.post(reverse("competencies:evidence-restore", args=[gone.pk]))
    assert not Evidence.objects.current().get().is_shown


def test_correcting_shows_what_it_was_before(cast: Cast, client_of) -> None:
    LevelFactory(rank=4)
    row = EvidenceFactory(person=cast.amina, note="Au début")
    client, url = client_of(cast.amina), reverse("competencies:evidence-correct", args=[row.pk])

    assert client.get(url).status_code == 200
    data = {"level": "4", "occurred_on": TODAY.isoformat(), "note": "Depuis", "visibility": "me"}
    assert client.post(url, data).status_code == 303

    new = Evidence.objects.get(corrects=row)
    assert (new.level, new.note) == (4, "Depuis")
    assert "Au début" in client.get(reverse("competencies:evidence-correct", args=[new.pk])).content.decode()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["evidence-correct", "evidence-show", "evidence-withdraw", "evidence-restore"])
def test_a_row_of_somebody_else_does_not_exist(cast: Cast, client_of, name) -> None:
    row = EvidenceFactory(person=cast.amina)

    for viewer in (cast.jules, cast.olga):
        assert client_of(viewer).post(reverse(f"competencies:{name}", args=[row.pk])).status_code == 404
    assert Evidence.objects.count() == 1


def test_list_costs_the_same_at_one_and_three(cast: Cast, client_of, django_assert_num_queries) -> None:
    client, url = client_of(cast.amina), reverse("competencies:evidence-list")
    EvidenceFactory(person=cast.amina)
    client.get(url)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url)
    EvidenceFactory.create_batch(2, person=cast.amina)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url)
