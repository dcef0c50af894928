"""Signing in: the addresses, the words, the limits, and what nobody may learn."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from tests.factories.people import PersonFactory, UserFactory

PASSWORD = "une phrase assez longue 7"


@pytest.fixture
def amina(db):
    user = UserFactory(email="amina@exemple.test")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return PersonFactory(user=user, given_name="Amina")


def sign_in(client, email="amina@exemple.test", password=PASSWORD, **more):
    return client.post("/compte/connexion/", {"login": email, "password": password, **more})


def without_tokens(page):
    """The page without what differs from one request to the next: form tokens and what was typed."""
    return re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]*"', "", page.content.decode())


def test_the_address_of_sign_in_is_french():
    assert reverse("account_login") == "/compte/connexion/"


def test_whoever_is_outside_is_led_to_the_sign_in_and_back(client, amina):
    response = client.get("/compte/preferences/")
    assert response.headers["Location"] == "/compte/connexion/?next=/compte/preferences/"
    response = sign_in(client, next="/compte/preferences/")
    assert response.headers["Location"] == "/compte/preferences/"


def test_entering_with_password(client, amina):
    response = sign_in(client)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.get("/compte/").status_code == 200


def test_never_led_to_another_site(client, amina):
    assert sign_in(client, next="https://ailleurs.test/").headers["Location"] == "/"


def test_a_wrong_password_is_said_in_a_sentence_with_422(client, amina):
    response = sign_in(client, password="pas le bon du tout")
    assert response.status_code == 422
    assert "Ce courriel et ce mot de passe ne vont pas ensemble." in response.content.decode()
    assert 'value="amina@exemple.test"' in response.content.decode()


def test_an_unknown_address_gets_the_same_sentence(client, amina):
    known, unknown = sign_in(client, password="faux"), sign_in(client, email="inconnue@exemple.test", password="faux")
    assert without_tokens(known) == without_tokens(unknown)


def test_five_failures_in_five_minutes_close_the_door_even_to_the_right_password(client, amina):
    for _ in range(5):
        sign_in(client, password="faux")
    response = sign_in(client)
    assert response.status_code == 422
    assert "Trop d’essais en peu de temps." in response.content.decode()


def test_a_storm_from_one_address_gets_the_429_page_in_french(client, db):
    responses = [sign_in(client, email=f"x{n}@exemple.test", password="faux") for n in range(31)]
    assert responses[-1].status_code == 429
    assert "Retry-After" in responses[-1].headers
    assert "Trop de demandes" in responses[-1].content.decode()


def test_who_left_does_not_enter(client, amina):
    amina.status = "left"
    amina.save()
    response = sign_in(client)
    assert response.headers["Location"] == "/compte/ferme/"
    assert "Ce compte est fermé" in client.get("/compte/ferme/").content.decode()


def test_leaving_asks_first_and_needs_a_post(client, amina):
    sign_in(client)
    assert "Quitter le réseau?" in client.get("/compte/deconnexion/").content.decode()
    assert client.get("/compte/").status_code == 200
    assert client.post("/compte/deconnexion/").headers["Location"] == "/compte/connexion/"
    assert client.get("/compte/").status_code == 302


def test_registration_is_closed_without_invitation(client, db):
    page = client.get("/compte/inscription/")
    assert "On entre sur invitation" in page.content.decode()


def test_a_forgotten_password_is_changed_by_a_mailed_link(client, amina, deliver):
    response = client.post("/compte/mot-de-passe/oublie/", {"email": "amina@exemple.test"}, follow=True)
    assert "Regardez vos courriels" in response.content.decode()
    assert mail.outbox == []
    deliver()
    assert mail.outbox[0].subject == "Choisir un nouveau mot de passe"
    path = re.search(r"https?://[^/]+(/compte/mot-de-passe/nouveau/\S+)", mail.outbox[0].body)[1]
    page = client.get(path, follow=True)
    form_path = page.redirect_chain[-1][0]
    new = {"password1": "une autre phrase 88", "password2": "une autre phrase 88"}
    assert client.post(form_path, new).headers["Location"] == "/compte/mot-de-passe/change/"
    assert sign_in(client, password="une autre phrase 88").status_code == 302


def test_asking_for_an_unknown_address_shows_the_same_page(client, amina, deliver):
    known = client.post("/compte/mot-de-passe/oublie/", {"email": "amina@exemple.test"}, follow=True)
    unknown = client.post("/compte/mot-de-passe/oublie/", {"email": "personne@exemple.test"}, follow=True)
    assert without_tokens(known) == without_tokens(unknown)
    deliver()
    assert [message.subject for message in mail.outbox] == ["Choisir un nouveau mot de passe", "Aucun compte à ce courriel"]


def test_no_code_or_link_of_a_mail_stands_in_the_database(client, amina):
    from core.models import OutboxRow

    client.post("/compte/mot-de-passe/oublie/", {"email": "amina@exemple.test"})
    row = OutboxRow.objects.get(name="people.AccountMailWritten")
    assert set(row.payload) == {"at", "key"}


def test_an_unverified_address_asks_for_the_code(client, amina, deliver):
    EmailAddress.objects.update(verified=False)
    response = sign_in(client)
    assert response.headers["Location"] == "/compte/courriel/verification/"
    deliver()
    code = re.search(r"^([0-9A-Z-]{6,9})$", mail.outbox[0].body, re.MULTILINE)[1]
    wrong = client.post("/compte/courriel/verification/", {"code": "AAA-AAA"})
    assert wrong.status_code == 422
    assert client.post("/compte/courriel/verification/", {"code": code}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "connexion", "ferme", "inscription", "mot-de-passe/oublie", "mot-de-passe/oublie/envoye", "mot-de-passe/change",
        "externe/annule", "supprime",
    ],
)  # fmt: skip
def test_public_pages_need_no_account(client, db, path):
    page = client.get(f"/compte/{path}/")
    assert page.status_code == 200
    assert "e-mail" not in page.content.decode().lower()


@pytest.mark.parametrize(
    "path",
    [
        "", "preferences", "courriel", "mot-de-passe", "securite", "confidentialite", "confidentialite/partages",
        "confidentialite/consultations", "mes-donnees", "supprimer", "externe", "deconnexion",
    ],
)  # fmt: skip
def test_pages_of_the_account(client, amina, path):
    sign_in(client)
    page = client.get(f"/compte/{path}/" if path else "/compte/")
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1
    assert "e-mail" not in page.content.decode().lower()


def test_delicate_pages_ask_whether_it_is_still_you(client, amina):
    sign_in(client)
    response = client.get("/compte/securite/application/activer/")
    assert response.headers["Location"] == "/compte/confirmer/?next=%2Fcompte%2Fsecurite%2Fapplication%2Factiver%2F"
    page = client.get(response.headers["Location"])
    assert "Confirmer que c’est bien vous" in page.content.decode()
    response = client.post("/compte/confirmer/", {"password": PASSWORD, "next": "/compte/securite/application/activer/"})
    assert response.headers["Location"] == "/compte/securite/application/activer/"
    assert "code QR" in client.get("/compte/securite/application/activer/").content.decode()


def test_an_application_then_its_code_at_the_next_entry(client, amina):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    def code(secret):
        return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    sign_in(client)
    client.post("/compte/confirmer/", {"password": PASSWORD, "next": "/compte/"})
    page = client.get("/compte/securite/application/activer/")
    secret = page.context["form"].secret
    assert client.post("/compte/securite/application/activer/", {"code": "000000"}).status_code == 422
    response = client.post("/compte/securite/application/activer/", {"code": code(secret)})
    assert response.headers["Location"] == "/compte/securite/codes-de-secours/"
    codes = client.get("/compte/securite/codes-de-secours/").context["unused_codes"]
    assert len(codes) == 10
    client.post("/compte/deconnexion/")
    assert sign_in(client).headers["Location"] == "/compte/securite/code/"
    assert client.get("/compte/").status_code == 302
    assert client.post("/compte/securite/code/", {"code": "000000"}).status_code == 422
    assert client.post("/compte/securite/code/", {"code": codes[0]}).headers["Location"] == "/"


def test_changing_address_by_a_mailed_code(client, amina, deliver):
    sign_in(client)
    client.post("/compte/confirmer/", {"password": PASSWORD, "next": "/compte/"})
    response = client.post("/compte/courriel/", {"email": "amina.nouvelle@exemple.test", "action_add": ""})
    assert response.headers["Location"] == "/compte/courriel/verification/"
    deliver()
    code = re.search(r"^([0-9A-Z-]{6,9})$", mail.outbox[0].body, re.MULTILINE)[1]
    client.post("/compte/courriel/verification/", {"code": code})
    amina.user.refresh_from_db()
    assert amina.user.email == "amina.nouvelle@exemple.test"


def test_reading_the_page_of_the_address_writes_nothing(client_of, cast):
    client_of(cast.amina).get("/compte/courriel/")
    assert EmailAddress.objects.count() == 0


def test_cookies_and_the_policy_of_the_page(client, amina, settings):
    response = sign_in(client)
    session = response.cookies["maillage_session"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    page = client.get("/compte/securite/")
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_wagtail_sends_to_the_same_door(client, amina):
    response = client.get("/cms/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/compte/connexion/")
    sign_in(client)
    assert client.get("/cms/").status_code in {302, 403}


def test_an_administrator_enters_wagtail(client_of, cast):
    assert client_of(cast.olga).get("/cms/").status_code == 200
