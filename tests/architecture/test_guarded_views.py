"""Every view is behind sign-in unless it stands in this list, every POST shows its token, and nothing of ours opts out."""

import re

import pytest
from django.conf import settings

from tests.architecture.house import APPS, ROOT, python_files
from tests.architecture.matrix import ROWS, addresses
from tests.architecture.rows import Row
from tests.architecture.visits import NOBODY

# Why each of these may be asked for by nobody.
PUBLIC = {
    "account_login": "signing in",
    "account_logout": "its answer is the page of sign-in",
    "account_inactive": "who left is told so",
    "account_signup": "says that one enters by invitation",
    "account_email_verification_sent": "the code, in the middle of a sign-in",
    "account_reset_password": "a forgotten password",
    "account_reset_password_done": "a forgotten password",
    "account_reset_password_from_key": "a forgotten password",
    "account_reset_password_from_key_done": "a forgotten password",
    "mfa_authenticate": "the second factor, in the middle of a sign-in",
    "mfa_login_webauthn": "signing in with a passkey",
    "socialaccount_login_cancelled": "signing in by an identity provider",
    "socialaccount_signup": "signing in by an identity provider",
    "openid_connect_login": "signing in by an identity provider",
    "openid_connect_callback": "signing in by an identity provider",
    "saml_login": "signing in by an identity provider",
    "saml_acs": "signing in by an identity provider",
    "saml_finish_acs": "signing in by an identity provider",
    "saml_sls": "leaving by an identity provider",
    "saml_metadata": "what an identity provider must know of us",
    "set_language": "visitors choose too, where English is offered",
    "people:invitation-accept": "the link of the invitation's mail",
    "people:account-deleted": "a goodbye, to somebody without account",
    "activity:calendar-feed": "calendars cannot sign in; the secret address is the key",
    "wagtail_serve": "statements that the law wants public; a hook sends everybody else to sign in",
    "activity:unsubscribe": "the link of each mail that stops such mails: its signed token is the right to",
    "api:openapi-json": "machines; approved descriptions hold no person (API_PUBLIC closes it)",
    "api:api-root": "machines; there is nothing there",
    "api:families": "machines; approved descriptions hold no person (API_PUBLIC closes it)",
    "api:profiles": "machines; approved descriptions hold no person (API_PUBLIC closes it)",
    "api:profile": "machines; approved descriptions hold no person (API_PUBLIC closes it)",
    "api:versions": "machines; approved descriptions hold no person (API_PUBLIC closes it)",
    "api:version": "machines; approved descriptions hold no person (API_PUBLIC closes it)",
    "api:version_json_ld": "machines; approved descriptions hold no person (API_PUBLIC closes it)",
    "healthz": "the watchman of the servers",
    "readyz": "the watchman of the servers",
}
DEMO_ONLY = {"people:demo-enter": "the door of the demonstration", "component-catalogue": "invented content only"}
# Identity providers post without a token of ours; what they send is signed.
# So do mail programs when one presses their own button to unsubscribe (RFC 8058): the address holds a signed token.
TOKENLESS = {"saml_acs", "saml_sls", "activity:unsubscribe"}
OPTS_OUT = ["activity/views/unsubscribing.py"]


def test_every_view_requires_sign_in_but_these():
    found = {one.name for one in addresses() if not one.is_cms and not getattr(one.view, "login_required", True)}
    assert found == set(PUBLIC) | (set(DEMO_ONLY) if settings.DEMO else set())


def test_the_guard_is_on_and_comes_after_who_is_asking():
    order = settings.MIDDLEWARE
    guard = order.index("django.contrib.auth.middleware.LoginRequiredMiddleware")
    assert order.index("django.middleware.csrf.CsrfViewMiddleware") < guard
    assert order.index("django.contrib.auth.middleware.AuthenticationMiddleware") < guard
    assert order.index("people.middleware.ViewerMiddleware") < guard
    assert "network.middleware.CmsMiddleware" in order


def test_error_pages_are_shown_to_everybody():
    """A refused request must not be refused again while it is told so."""
    from network import urls

    assert urls.handler403 == "network.views.errors.forbidden"
    assert settings.CSRF_FAILURE_VIEW == "network.views.errors.csrf_failure"


def test_nothing_of_ours_opts_out_of_the_token_but_the_link_of_mails():
    words = re.compile(r"csrf_exempt|requires_csrf_token|CsrfViewMiddlewareExempt")
    wrong = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in APPS and words.search(path.read_text("utf-8"))
    ]
    assert wrong == OPTS_OUT
    exempt = {one.name for one in addresses() if not one.is_cms and getattr(one.view, "csrf_exempt", False)}
    assert exempt == TOKENLESS


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_a_post_without_token_is_refused(row: Row, world, visitors):
    """As Amina, as the administrator, as nobody: 403 before anything else is looked at."""
    if row.name in TOKENLESS:
        return
    statuses = {
        key: visitors.visit(key, "post", lambda: row.address(world), token=False).status_code
        for key in ("amina", "olga", NOBODY)
    }
    assert statuses == {"amina": 403, "olga": 403, NOBODY: 403}
