"""Safety of the account pages as a whole: odd visitors, forged forms, what the environment switches on and off."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings as current
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

import people.urls

ARGUMENTS = {
    "pk": 1, "token": "abc", "purpose": "profile", "uidb36": "1", "key": "abc-def", "provider_id": "gouvernement",
    "organization_slug": "gouvernement",
}  # fmt: skip


def patterns(entries, prefix="") -> Iterator[tuple[str, URLPattern]]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, prefix)
        else:
            yield f"{prefix}{entry.name}", entry


def addresses() -> dict[str, str]:
    found = {}
    named = [*patterns(people.urls.sign_in_patterns), *patterns(people.urls.account_patterns, "people:")]
    for name, pattern in named:
        names = pattern.pattern.regex.groupindex
        try:
            found[name] = reverse(name, kwargs={key: ARGUMENTS[key] for key in names})
        except NoReverseMatch:  # pragma: no cover
            pytest.fail(f"{name} cannot be reversed")
    return found


def test_a_superuser_without_profile_breaks_nothing(django_user_model, db):
    user = django_user_model.objects.create_superuser("seul@exemple.test", "une phrase assez longue 7")
    for path in addresses().values():
        client = Client()
        client.force_login(user, backend="people.middleware.MemberBackend")
        assert client.get(path).status_code < 500
        assert client.post(path).status_code < 500


def test_a_forged_form_is_refused_in_words(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.amina.user, backend="people.middleware.MemberBackend")
    response = client.post("/compte/supprimer/", {"confirmation": "SUPPRIMER"})
    assert response.status_code == 403
    assert "Ce formulaire a expiré" in response.content.decode()
    cast.amina.refresh_from_db()
    assert cast.amina.is_active


def test_the_door_of_the_demonstration_does_not_exist_elsewhere(settings):
    settings.DEMO = False
    try:
        names = [name for name, _pattern in patterns(importlib.reload(people.urls).account_patterns)]
    finally:
        settings.DEMO = True
        importlib.reload(people.urls)
    assert "demo-enter" not in names
    assert "privacy" in names


PRODUCTION = {
    "PRODUCTION": "1",
    "DEMO": "0",
    "DEBUG": "0",
    "PUBLIC_URL": "https://maillage.exemple.test",
    "ALLOWED_HOSTS": "maillage.exemple.test",
    "SECRET_KEY": "k7WqzX93bT-vQ_aLm-de-vrais-secrets-seraient-tires-au-sort-0123",
}


def in_production(code, **more):
    environment = os.environ | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "network.settings"} | more
    return subprocess.run(
        [sys.executable, *code], cwd=current.BASE_DIR, env=environment, capture_output=True, text=True, timeout=120
    )


def test_identity_providers_are_switched_on_by_the_environment():
    code = (
        "from django.conf import settings as s; print(sorted(s.SOCIALACCOUNT_PROVIDERS),"
        " s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'][1:])"
    )
    result = in_production(
        ["-c", code],
        OIDC_SERVER_URL="https://identite.exemple.test/realms/gouv",
        OIDC_CLIENT_ID="maillage",
        SAML_METADATA_URL="https://saml.exemple.test/metadata.xml",
        SAML_ENTITY_ID="https://saml.exemple.test/",
        IDENTITY_ORIGINS="https://entrer.exemple.test",
    )
    assert result.stdout.strip() == (
        "['openid_connect', 'saml']"
        " ['https://entrer.exemple.test', 'https://identite.exemple.test', 'https://saml.exemple.test']"
    )
