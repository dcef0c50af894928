"""Sign-in: django-allauth, with password, TOTP, passkeys, OIDC and SAML."""

from network.settings.environment import env

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.middleware.MemberBackend"]
LOGIN_URL = "/compte/connexion/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/compte/connexion/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]

INVITATION_ONLY = env.invitation_only
ORGANISATION_CLAIM = env.organisation_claim
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "people.adapters.SocialAccountAdapter"
MFA_ADAPTER = "people.adapters.MfaAdapter"
ACCOUNT_FORMS = {
    "login": "people.forms.accounts.LoginForm",
    "signup": "people.forms.accounts.SignupForm",
    "add_email": "people.forms.accounts.AddEmailForm",
    "change_password": "people.forms.accounts.ChangePasswordForm",
    "set_password": "people.forms.accounts.SetPasswordForm",
    "reset_password": "people.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "people.forms.accounts.ResetPasswordKeyForm",
    "reauthenticate": "people.forms.accounts.ReauthenticateForm",
    "confirm_email_verification_code": "people.forms.accounts.ConfirmCodeForm",
}
MFA_FORMS = {
    "authenticate": "people.forms.accounts.AuthenticateForm",
    "reauthenticate": "people.forms.accounts.MfaReauthenticateForm",
    "activate_totp": "people.forms.accounts.ActivateTOTPForm",
    "add_webauthn": "people.forms.accounts.AddWebAuthnForm",
    "edit_webauthn": "people.forms.accounts.EditWebAuthnForm",
}
SOCIALACCOUNT_FORMS = {"signup": "people.forms.accounts.SocialSignupForm"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.trust_proxy else 0
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PASSWORD_MIN_LENGTH = 12
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if env.public_url.startswith("https://") else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "10/m/ip",
    "reset_password": "10/m/ip,3/m/key",
    "confirm_email": "1/3m/key",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = env.installation_name
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.production

SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {}
if env.oidc_server_url:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "gouvernement",
                "name": env.oidc_name,
                "client_id": env.oidc_client_id,
                "secret": env.oidc_client_secret,
                "settings": {"server_url": env.oidc_server_url, "uid_field": "sub"},
            }
        ],
    }
if env.saml_metadata_url:
    SOCIALACCOUNT_PROVIDERS["saml"] = {
        "APPS": [
            {
                "provider_id": "saml",
                "name": env.saml_name,
                "client_id": "gouvernement",
                "settings": {
                    "idp": {"entity_id": env.saml_entity_id, "metadata_url": env.saml_metadata_url},
                    "attribute_mapping": {
                        "uid": "urn:oasis:names:tc:SAML:attribute:subject-id",
                        "email": "urn:oid:0.9.2342.19200300.100.1.3",
                        "first_name": "urn:oid:2.5.4.42",
                        "last_name": "urn:oid:2.5.4.4",
                    },
                },
            }
        ]
    }
