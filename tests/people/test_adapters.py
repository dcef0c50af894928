"""Government accounts: the real flow of the identity provider's client, against a provider that answers on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from people.models import Person, User
from tests.factories.people import OrganisationFactory, PersonFactory, UserFactory


class Provider(HTTPServer):
    """A tiny OpenID Connect provider: discovery, token, userinfo."""

    said: dict


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.startswith("/.well-known/"):
            self.send({
                "issuer": base, "authorization_endpoint": f"{base}/entrer", "token_endpoint": f"{base}/jeton",
                "userinfo_endpoint": f"{base}/moi", "jwks_uri": f"{base}/cles",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        else:
            self.send(self.server.said)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send({"access_token": "jeton", "token_type": "bearer"})

    def send(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Silent."""


@pytest.fixture
def provider(settings):
    server = Provider(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "gouvernement",
                    "name": "Compte gouvernemental",
                    "client_id": "maillage",
                    "secret": "secret",
                    "settings": {"server_url": f"http://127.0.0.1:{server.server_port}", "uid_field": "sub"},
                }
            ],
        }
    }
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def enter(client, provider, **said):
    """From the button to the way back, as a browser would go."""
    provider.said = {"sub": "42", "email_verified": True} | said
    start = client.post("/compte/externe/oidc/gouvernement/")
    assert start.headers["Location"].startswith(f"http://127.0.0.1:{provider.server_port}/entrer?")
    state = parse_qs(urlsplit(start.headers["Location"]).query)["state"][0]
    return client.get("/compte/externe/oidc/gouvernement/retour/", {"code": "abc", "state": state})


ZOE = {"email": "zoe@mcn.exemple.test", "given_name": "Zoé", "family_name": "Fictive"}


def test_the_button_stands_on_the_sign_in_page(client, provider, db):
    text = client.get("/compte/connexion/").content.decode()
    assert "Compte gouvernemental" in text
    assert 'action="/compte/externe/oidc/gouvernement/?' in text


def test_a_new_member_by_the_claim(client, provider, db):
    organisation = OrganisationFactory(acronym="MCNX")
    response = enter(client, provider, **ZOE, organization="mcnx")
    assert response.headers["Location"] == "/"
    person = Person.objects.get(user__email="zoe@mcn.exemple.test")
    assert (person.name, person.organisation, person.status) == ("Zoé Fictive", organisation, "active")
    assert not person.user.has_usable_password()
    assert EmailAddress.objects.get(user=person.user).verified
    assert client.get("/compte/").status_code == 200


def test_a_new_member_by_the_domain_of_the_address(client, provider, db):
    organisation = OrganisationFactory(mail_domain="mcn.exemple.test")
    enter(client, provider, **ZOE | {"email": "zoe@equipe.mcn.exemple.test"})
    assert Person.objects.get(given_name="Zoé").organisation == organisation


def test_an_unknown_organisation_gets_a_sentence_and_no_account(client, provider, db):
    response = enter(client, provider, **ZOE, organization="INCONNUE")
    assert response.status_code == 403
    assert "Nous ne reconnaissons pas votre organisation" in response.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count(), Person.objects.count()) == (0, 0, 0)


def test_no_address_no_account(client, provider, db):
    OrganisationFactory(acronym="MCNX")
    response = enter(client, provider, given_name="Zoé", organization="MCNX")
    assert response.status_code == 403
    assert User.objects.count() == 0


def test_an_address_that_the_provider_does_not_vouch_for_is_verified_first(client, provider, db):
    OrganisationFactory(mail_domain="mcn.exemple.test")
    response = enter(client, provider, **ZOE, email_verified=False)
    assert response.headers["Location"] == "/compte/courriel/verification/"
    assert Person.objects.count() == 0


def test_the_same_person_the_second_time(client, provider, db):
    OrganisationFactory(acronym="MCNX")
    enter(client, provider, **ZOE, organization="MCNX")
    client.post("/compte/deconnexion/")
    enter(client, provider, **ZOE, organization="MCNX")
    assert (Person.objects.count(), User.objects.count()) == (1, 1)


def test_a_member_who_had_a_password_is_recognised_by_the_verified_address(client, provider, db):
    user = UserFactory(email=ZOE["email"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    person = PersonFactory(user=user, given_name="Zoé")
    assert enter(client, provider, **ZOE).headers["Location"] == "/"
    assert client.get("/compte/").context["viewer"] == person


def test_who_left_stays_out_even_when_the_provider_says_yes(client, provider, db):
    OrganisationFactory(acronym="MCNX")
    enter(client, provider, **ZOE, organization="MCNX")
    client.post("/compte/deconnexion/")
    Person.objects.update(status="left")
    assert enter(client, provider, **ZOE, organization="MCNX").headers["Location"] == "/compte/ferme/"


def test_turning_back_and_answers_that_do_not_fit(client, provider, db):
    start = client.post("/compte/externe/oidc/gouvernement/")
    state = parse_qs(urlsplit(start.headers["Location"]).query)["state"][0]
    path = "/compte/externe/oidc/gouvernement/retour/"
    cancelled = client.get(path, {"error": "access_denied", "state": state}, follow=True)
    assert "Entrée annulée" in cancelled.content.decode()
    assert "n’a pas marché" in client.get(path, {"code": "abc", "state": "faux"}).content.decode()


def test_an_unknown_provider_is_not_found(client, db):
    assert client.post("/compte/externe/oidc/autre/").status_code == 404
    assert client.post("/compte/externe/saml/autre/").status_code == 404


@pytest.fixture
def saml(settings):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "saml": {
            "APPS": [
                {
                    "provider_id": "saml",
                    "name": "Compte gouvernemental",
                    "client_id": "gouvernement",
                    "settings": {
                        "idp": {
                            "entity_id": "https://identite.exemple.test/",
                            "sso_url": "https://identite.exemple.test/sso",
                            "x509cert": "MIIB",
                        }
                    },
                }
            ]
        }
    }


def test_saml_leads_to_the_provider_and_states_its_metadata(client, saml, db):
    response = client.post(reverse("saml_login", args=["gouvernement"]), HTTP_HOST="127.0.0.1")
    assert response.headers["Location"].startswith("https://identite.exemple.test/sso?SAMLRequest=")
    metadata = client.get("/compte/externe/saml/gouvernement/metadonnees/", HTTP_HOST="127.0.0.1")
    assert metadata.status_code == 200
    assert "/compte/externe/saml/gouvernement/acs/" in metadata.content.decode()


def test_open_registration_for_the_domains_of_the_network(client, db, settings, deliver):
    import re

    from django.core import mail

    settings.INVITATION_ONLY = False
    organisation = OrganisationFactory(mail_domain="mcn.exemple.test")
    body = {
        "given_name": "Zoé", "family_name": "Fictive", "email": "zoe@ailleurs.test",
        "password1": "une phrase assez longue 7", "password2": "une phrase assez longue 7",
    }  # fmt: skip
    refused = client.post("/compte/inscription/", body)
    assert refused.status_code == 422
    assert "organisation du réseau" in refused.content.decode()
    response = client.post("/compte/inscription/", body | {"email": "zoe@mcn.exemple.test"})
    assert response.headers["Location"] == "/compte/courriel/verification/"
    assert Person.objects.count() == 0
    deliver()
    code = re.search(r"^([0-9A-Z-]{6,9})$", mail.outbox[0].body, re.MULTILINE)[1]
    client.post("/compte/courriel/verification/", {"code": code})
    person = Person.objects.get()
    assert (person.name, person.organisation) == ("Zoé Fictive", organisation)
