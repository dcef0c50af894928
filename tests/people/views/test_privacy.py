"""Consents, grants, the log, the copy of one's data, the end of one's account: on screen."""

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.actions import access, consents, grants
from people.models import Consent, ErasureReceipt, Grant, Person, ProfileLink
from people.queries import access as access_queries
from people.queries import grants as grant_queries
from people.queries.consents import has_consent, purposes, states
from tests.cast import TODAY
from tests.factories.people import OrganisationFactory

PURPOSE = "competency_suggestions"


def decide(client, choice, purpose=PURPOSE, version=None):
    body = {"choice": choice, "version": version or purposes[PURPOSE].version}
    return client.post(f"/compte/confidentialite/finalites/{purpose}/", body)


def test_every_purpose_with_its_notice_and_its_state(cast, client_of):
    text = client_of(cast.amina).get("/compte/confidentialite/").content.decode()
    for purpose in purposes:
        assert purpose.label in text
        assert purpose.text_html[:60] in text
    assert "Nécessaire" in text


def test_switching_on_and_off(cast, client_of):
    client = client_of(cast.amina)
    response = decide(client, "given")
    assert response.headers["Location"] == f"/compte/confidentialite/#finalite-{PURPOSE}"
    assert has_consent(cast.amina, PURPOSE)
    decide(client, "withdrawn")
    assert not has_consent(cast.amina, PURPOSE)
    assert "Mes décisions" in client.get("/compte/confidentialite/").content.decode()


def test_a_refusal_is_a_sentence_and_changes_nothing(cast, client_of):
    client = client_of(cast.amina)
    decide(client, "given", version="2001-01")
    assert "L’avis a changé" in client.get("/compte/confidentialite/").content.decode()
    assert Consent.objects.count() == 0


def test_unknown_purposes_and_choices(cast, client_of):
    client = client_of(cast.amina)
    assert decide(client, "given", purpose="vente").status_code == 404
    assert decide(client, "peut-etre").status_code == 404
    assert client.get(f"/compte/confidentialite/finalites/{PURPOSE}/").status_code == 405


def queries_of(client, path):
    """How many queries the page costs, the frame around it included (the frame's own share is not ours to state)."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_the_consent_page_costs_the_same_with_more_history(cast, client_of, django_assert_num_queries):
    client = client_of(cast.amina)
    before = queries_of(client, "/compte/confidentialite/")
    for choice in ("given", "withdrawn", "given"):
        decide(client, choice)
    assert queries_of(client, "/compte/confidentialite/") == before
    with django_assert_num_queries(1):
        states(cast.amina)


def grant(cast, now, label="Mon plan", target=None):
    target = target or cast.amina
    return grants.give(
        person=cast.amina, grantee=cast.bruno, target=target, label=label, until=TODAY + dt.timedelta(days=9), at=now
    )


def test_taking_back_a_grant(cast, client_of, now):
    row = grant(cast, now)
    client = client_of(cast.amina)
    assert "Mon plan" in client.get("/compte/confidentialite/partages/").content.decode()
    response = client.post(f"/compte/confidentialite/partages/{row.pk}/retirer/", follow=True)
    assert "Bruno" in response.content.decode()
    assert Grant.objects.filter(revoked_at=None).count() == 0


def test_nobody_takes_back_what_another_gave(cast, client_of, now):
    row = grant(cast, now)
    assert client_of(cast.bruno).post(f"/compte/confidentialite/partages/{row.pk}/retirer/").status_code == 404


def test_the_log_shows_who_looked_to_the_person_alone(cast, client_of, now):
    access.record(person=cast.amina, viewer=cast.farid, what="Plan de développement", reason="Partagé par vous", at=now)
    text = client_of(cast.amina).get("/compte/confidentialite/consultations/").content.decode()
    assert "Plan de développement" in text
    assert "Farid" in text
    assert (
        "Plan de développement" not in client_of(cast.farid).get("/compte/confidentialite/consultations/").content.decode()
    )


@pytest.mark.parametrize(("path", "read"), [("consultations", access_queries.page), ("partages", grant_queries.given_by)])
def test_lists_cost_the_same_at_one_and_at_three_rows(cast, client_of, now, django_assert_num_queries, path, read):
    def more():
        access.record(person=cast.amina, viewer=cast.farid, what="Plan", at=now)
        grant(cast, now, target=OrganisationFactory())

    client = client_of(cast.amina)
    more()
    before = queries_of(client, f"/compte/confidentialite/{path}/")
    more()
    more()
    assert queries_of(client, f"/compte/confidentialite/{path}/") == before
    with django_assert_num_queries(1):
        assert [row.person_id for row in read(cast.amina).items] == [cast.amina.pk] * 3


def test_the_log_goes_on_by_key(cast, client_of, now):
    for number in range(31):
        access.record(person=cast.amina, viewer=cast.farid, what=f"Vue {number:02}", at=now)
    client = client_of(cast.amina)
    page = client.get("/compte/confidentialite/consultations/")
    assert "Vue 30" in page.content.decode()
    cursor = page.context["page"].next_cursor
    text = client.get("/compte/confidentialite/consultations/", {"avant": cursor}).content.decode()
    assert "Vue 00" in text
    assert "Vue 30" not in text
    assert client.get("/compte/confidentialite/consultations/", {"avant": "faux"}).status_code == 200


def fill(cast, now):
    ProfileLink.objects.create(person=cast.amina, label="=1+1", url="https://exemple.test/")
    consents.decide(person=cast.amina, purpose=PURPOSE, version=purposes[PURPOSE].version, choice="given", at=now)


def test_my_data_as_json(cast, client_of, now):
    fill(cast, now)
    response = client_of(cast.amina).get("/compte/mes-donnees/json/")
    assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    assert response["Cache-Control"] == "private, no-store"
    data = json.loads(response.content)["données"]
    assert data["profil"]["lignes"][0]["prénom"] == "Amina"
    assert data["liens"]["lignes"] == [{"libellé": "=1+1", "adresse": "https://exemple.test/"}]
    assert [row["choix"] for row in data["consentements"]["lignes"]] == ["Accepté"]


def test_my_data_as_csv_in_a_zip_opens_safely(cast, client_of, now):
    fill(cast, now)
    response = client_of(cast.amina).get("/compte/mes-donnees/csv/")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
        rows = list(csv.reader(io.StringIO(archive.read("liens.csv").decode("utf-8-sig"))))
    assert {"profil.csv", "compte.csv", "liens.csv", "consentements.csv", "consultations.csv"} <= set(names)
    assert rows == [["libellé", "adresse"], ["'=1+1", "https://exemple.test/"]]


def test_downloads_are_limited(cast, client_of):
    client = client_of(cast.amina)
    answers = [client.get("/compte/mes-donnees/json/").status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    assert client_of(cast.bruno).get("/compte/mes-donnees/json/").status_code == 200


PASSWORD = "une phrase assez longue 7"


@pytest.fixture
def amina(cast):
    cast.amina.user.set_password(PASSWORD)
    cast.amina.user.save()
    return cast.amina


def test_the_word_and_the_password_are_asked(amina, client_of):
    client = client_of(amina)
    for body in ({"confirmation": "supprimer", "password": PASSWORD}, {"confirmation": "SUPPRIMER", "password": "faux"}, {}):
        assert client.post("/compte/supprimer/", body).status_code in {200, 422}
    assert ErasureReceipt.objects.count() == 0


def test_the_end_of_an_account_ends_every_session(amina, client_of):
    here, elsewhere = client_of(amina), client_of(amina)
    response = here.post("/compte/supprimer/", {"confirmation": "SUPPRIMER", "password": PASSWORD})
    assert response.headers["Location"] == "/compte/supprime/"
    assert "Votre compte est supprimé" in here.get("/compte/supprime/").content.decode()
    assert here.get("/compte/").status_code == 302
    assert elsewhere.get("/compte/").status_code == 302
    assert Person.objects.get(pk=amina.pk).name == "Ancien membre"


def test_without_a_password_a_recent_entry_is_asked(cast, client, client_of, settings):
    stale = client_of(cast.bruno)
    page = stale.post("/compte/supprimer/", {"confirmation": "SUPPRIMER"})
    assert "Entrez d’abord de nouveau" in page.content.decode()
    assert ErasureReceipt.objects.count() == 0
    client.post("/demo/entrer/", {"person": "bruno"})
    response = client.post("/compte/supprimer/", {"confirmation": "SUPPRIMER"})
    assert response.headers["Location"] == "/compte/supprime/"


def test_guesses_of_the_password_are_limited(amina, client_of):
    client = client_of(amina)
    answers = [client.post("/compte/supprimer/", {"confirmation": "SUPPRIMER", "password": "faux"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_an_account_without_profile_is_told_so(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("seul@exemple.test", PASSWORD))
    for path in ("preferences", "confidentialite", "mes-donnees", "supprimer"):
        assert client.get(f"/compte/{path}/").status_code == 403
    assert client.get("/compte/").status_code == 200
