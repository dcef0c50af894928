"""Sign-in: django-allauth's addresses. Amina has an application and a key as second factors, nobody else has."""

from typing import Any

from tests.architecture.rows import (
    FORM,
    MOVED,
    NOT_ALLOWED,
    NOT_ALLOWED_PUBLIC,
    OK,
    PUBLIC,
    SIGN_IN,
    Row,
    everyone,
    only,
    page,
)
from tests.architecture.world import PASSWORD, World

NEW = "une autre phrase à retenir"
TO_SIGN_IN = everyone(SIGN_IN, nobody=SIGN_IN)
NOWHERE = everyone(404, nobody=404)  # an identity provider that this installation does not have


def _passkey(w: World) -> dict[str, Any]:
    return {"pk": w.passkey.pk}


def _provider(w: World) -> dict[str, Any]:
    return {"provider_id": "gouvernement"}


def _saml(w: World) -> dict[str, Any]:
    return {"organization_slug": "saml"}


ROWS: list[Row] = [
    Row(
        "account_login", everyone(MOVED, nobody=OK), everyone(MOVED, nobody=FORM),
        data=lambda w, me: {"login": "amina@exemple.test", "password": "faux"},
    ),
    Row("account_logout", everyone(OK), TO_SIGN_IN),  # where one is after leaving
    Row("account_inactive", PUBLIC, NOT_ALLOWED_PUBLIC),
    # By invitation only: the page says so, also to who posts.
    Row("account_signup", everyone(MOVED, nobody=OK), everyone(MOVED, nobody=OK)),
    Row("account_reauthenticate", everyone(), everyone(), data=lambda w, me: {"password": PASSWORD}),
    Row("account_email", everyone(), everyone(), data=lambda w, me: {"action_add": "", "email": "autre@exemple.test"}),
    Row("account_email_verification_sent", everyone(MOVED), everyone(MOVED)),  # nothing waits for a code
    Row(
        "account_change_password", everyone(), everyone(),
        data=lambda w, me: {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    ),
    Row("account_set_password", everyone(MOVED), everyone(MOVED)),  # they have one
    Row("account_reset_password", PUBLIC, PUBLIC, data=lambda w, me: {"email": "personne@exemple.test"}),
    Row("account_reset_password_done", PUBLIC, NOT_ALLOWED_PUBLIC),
    Row(  # a link that never was: the page says so
        "account_reset_password_from_key", PUBLIC, PUBLIC, lambda w: {"uidb36": "1", "key": "faux-jeton"},
        data=lambda w, me: {"password1": NEW, "password2": NEW},
    ),
    Row("account_reset_password_from_key_done", PUBLIC, NOT_ALLOWED_PUBLIC),
    Row("set_language", NOT_ALLOWED_PUBLIC, PUBLIC, data=lambda w, me: {"language": "fr"}),
    # Second factors: one's own.
    page("mfa_index"),
    Row("mfa_authenticate", everyone(MOVED), everyone(MOVED)),  # only in the middle of a sign-in
    # Who has no such factor is sent to confirm by password.
    Row(
        "mfa_reauthenticate", everyone(MOVED, amina=OK), everyone(MOVED, amina=FORM), data=lambda w, me: {"code": "000000"}
    ),
    Row(
        "mfa_activate_totp", everyone(OK, amina=MOVED), everyone(FORM, amina=MOVED), data=lambda w, me: {"code": "000000"}
    ),
    Row("mfa_deactivate_totp", only("amina", otherwise=404), only("amina", otherwise=404)),
    page("mfa_view_recovery_codes", get=only("amina", otherwise=404)),
    Row("mfa_generate_recovery_codes", everyone(), everyone(FORM, amina=OK)),  # a second factor first
    Row("mfa_download_recovery_codes", only("amina", otherwise=404), only("amina", otherwise=404, answer=405)),
    page("mfa_list_webauthn"),
    Row("mfa_add_webauthn", everyone(), everyone(FORM), data=lambda w, me: {"name": "Clé", "credential": "{}"}),
    Row(
        "mfa_reauthenticate_webauthn", everyone(MOVED, amina=OK), everyone(MOVED, amina=SIGN_IN),
        data=lambda w, me: {"credential": "{}"},
    ),
    Row("mfa_login_webauthn", everyone(MOVED), everyone(MOVED), data=lambda w, me: {"credential": "{}"}),
    Row("mfa_remove_webauthn", only("amina", otherwise=404), only("amina", otherwise=404), _passkey),
    Row(
        "mfa_edit_webauthn", only("amina", otherwise=404), only("amina", otherwise=404), _passkey,
        data=lambda w, me: {"name": "Clé du bureau"},
    ),
    # Government accounts: none is configured here.
    Row("socialaccount_connections", everyone(), everyone()),
    Row("socialaccount_login_cancelled", PUBLIC, NOT_ALLOWED_PUBLIC),
    Row("socialaccount_login_error", everyone(401), NOT_ALLOWED),
    Row("socialaccount_signup", TO_SIGN_IN, TO_SIGN_IN),
    Row("openid_connect_login", NOWHERE, NOWHERE, _provider),
    Row("openid_connect_callback", NOWHERE, NOWHERE, _provider),
    Row("saml_login", NOWHERE, NOWHERE, _saml),
    Row("saml_acs", everyone(MOVED, nobody=MOVED), everyone(MOVED, nobody=MOVED), _saml),  # to its end, which is nowhere
    Row("saml_finish_acs", NOWHERE, NOWHERE, _saml),
    Row("saml_sls", NOWHERE, NOWHERE, _saml),
    Row("saml_metadata", NOWHERE, NOWHERE, _saml),
]  # fmt: skip
