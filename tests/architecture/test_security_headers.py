"""What browsers are told: a strict content policy on our pages, a looser one behind /cms/, cookies that stay here."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.architecture.house import ROOT

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}


def directives(header: str) -> dict[str, str]:
    """Name → sources of a content policy."""
    parts = (part.strip().partition(" ") for part in header.split(";"))
    return {name: sources for name, _space, sources in parts if name}


@pytest.mark.parametrize("address", ["/", "/compte/connexion/", "/membres/", "/n-existe-pas/", "/healthz"])
def test_our_pages_run_only_our_own_scripts_and_styles(cast, client_of, address):
    response = client_of(cast.amina).get(address)
    assert directives(response["Content-Security-Policy"]) == STRICT


def test_the_administration_may_run_inline_scripts_but_loads_nothing_from_elsewhere(cast, client_of):
    found = directives(client_of(cast.olga).get("/cms/")["Content-Security-Policy"])
    assert found["script-src"] == "'self' 'unsafe-inline' 'unsafe-eval'"
    assert found["frame-ancestors"] == "'self'"
    allowed = {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
    assert {source for sources in found.values() for source in sources.split()} <= allowed


def test_the_door_of_the_administration_says_no_instead_of_sending_round_in_circles(cast, client_of):
    response = client_of(cast.amina).get("/cms/")
    assert response.status_code == 403
    assert "Content-Security-Policy" in response
    signed_out = client_of().get("/cms/")
    assert (signed_out.status_code, signed_out["Location"]) == (302, "/compte/connexion/?next=/cms/")


def test_a_text_that_starts_like_the_administration_is_one_of_our_pages(cast, client_of):
    found = directives(client_of(cast.amina).get("/cmsmaison/")["Content-Security-Policy"])
    assert found == STRICT


@pytest.mark.parametrize("address", ["/", "/cms/", "/compte/connexion/"])
def test_types_are_not_guessed_and_addresses_are_not_told(cast, client_of, address):
    headers = client_of(cast.olga).get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == ("SAMEORIGIN" if address == "/cms/" else "DENY")


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(db, client_of):
    client = client_of()
    client.get("/compte/connexion/")
    found = client.cookies[settings.CSRF_COOKIE_NAME]
    assert (found["httponly"], found["samesite"]) == (True, "Lax")
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


PRODUCTION = {
    "PRODUCTION": "1",
    "DEMO": "0",
    "DEBUG": "0",
    "SECRET_KEY": "une-clé-de-production-tirée-au-sort-pour-cet-essai-0123456789-abcdefghij",
    "PUBLIC_URL": "https://maillage.exemple.test",
    "ALLOWED_HOSTS": "maillage.exemple.test",
}


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    """manage.py in a process of its own, with production's settings."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"} | PRODUCTION,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_deployment_check_finds_nothing():
    found = manage("check", "--deploy", "--fail-level", "WARNING")
    assert (found.returncode, found.stderr) == (0, "")


ASKED = """
import json
from django.conf import settings
from django.urls import NoReverseMatch, reverse

def exists(name):
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False

names = [
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "DEBUG", "DEMO", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
]
print(json.dumps({name: getattr(settings, name) for name in names} | {
    "people:demo-enter": exists("people:demo-enter"), "component-catalogue": exists("component-catalogue"),
}))
"""


def test_production_has_secure_cookies_and_no_door_of_the_demonstration():
    found = manage("shell", "--no-imports", "-c", ASKED)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout.splitlines()[-1]) == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "DEBUG": False,
        "DEMO": False,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "people:demo-enter": False,
        "component-catalogue": False,
    }
