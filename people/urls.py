"""Addresses of the people app.

`sign_in_patterns` are django-allauth's views under French addresses: they keep allauth's own names (`account_login`…) and so
stand outside the namespace; `network/urls.py` includes them under `/compte/`.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.saml import views as saml
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from people.views import (
    accounts,
    demo,
    directory,
    files,
    imports,
    onboarding,
    organisations,
    preferences,
    privacy,
    profiles,
    roles,
)
from people.views.accounts import form_view, mail_address, sign_in

app_name = "people"

# Accounts, privacy, preferences: everything under /compte/ that is ours.
account_patterns: list[URLPattern | URLResolver] = [
    path("compte/", accounts.home, name="account-home"),
    path("compte/invitations/", accounts.invitation_list, name="invitation-list"),
    path("compte/invitations/<int:pk>/revoquer/", accounts.invitation_revoke, name="invitation-revoke"),
    path("compte/invitation/<slug:token>/", accounts.invitation_accept, name="invitation-accept"),
    path("compte/preferences/", preferences.edit, name="preferences"),
    path("compte/preferences/theme/", preferences.set_theme, name="preferences-theme"),
    path("compte/confidentialite/", privacy.privacy, name="privacy"),
    path("compte/confidentialite/partages/", privacy.grant_list, name="grant-list"),
    path("compte/confidentialite/partages/<int:pk>/retirer/", privacy.grant_revoke, name="grant-revoke"),
    path("compte/confidentialite/consultations/", privacy.access_log, name="access-log"),
    path("compte/confidentialite/finalites/<slug:purpose>/", privacy.consent_decide, name="consent-decide"),
    path("compte/mes-donnees/", privacy.my_data_page, name="my-data"),
    path("compte/mes-donnees/json/", privacy.my_data_json, name="my-data-json"),
    path("compte/mes-donnees/csv/", privacy.my_data_csv, name="my-data-csv"),
    path("compte/supprimer/", privacy.account_delete, name="account-delete"),
    path("compte/supprime/", privacy.account_deleted, name="account-deleted"),
]
if settings.DEMO:
    account_patterns.append(path("demo/entrer/", demo.enter, name="demo-enter"))

# Members, directory, profile, files, imports, first visit.
member_patterns: list[URLPattern | URLResolver] = [
    path("membres/", directory.person_list, name="person-list"),
    path("membres/export.csv", directory.person_export, name="person-export"),
    path("membres/mentions/", directory.mentions, name="person-mentions"),
    path("membres/suppleants/", profiles.stand_ins, name="stand-ins"),
    path("membres/moi/", profiles.me, name="person-me"),
    path("membres/moi/modifier/", profiles.person_edit, name="person-edit"),
    path("membres/importer/", imports.import_start, name="import-start"),
    path("membres/importer/modele/<slug:kind>.csv", imports.import_model, name="import-model"),
    path("membres/importer/<slug:token>/", imports.import_report, name="import-report"),
    path("membres/importer/<slug:token>/confirmer/", imports.import_confirm, name="import-confirm"),
    path("membres/importer/<slug:token>/rapport.csv", imports.import_report_file, name="import-report-file"),
    path("membres/organisations/", organisations.organisation_list, name="organisation-list"),
    path("membres/organisations/<str:acronym>/", organisations.organisation_detail, name="organisation-detail"),
    path("membres/<int:pk>/", profiles.person_detail, name="person-detail"),
    path("membres/<int:pk>/photo/", files.photo, name="person-photo"),
    path("membres/<int:pk>/roles/", roles.person_roles, name="person-roles"),
    path("membres/<int:pk>/roles/<int:held_pk>/terminer/", roles.role_end, name="role-end"),
    path("membres/<int:pk>/depart/", roles.access_end, name="access-end"),
    path("membres/<int:pk>/hierarchie/", roles.manager_set, name="manager-set"),
    path("bienvenue/", onboarding.onboarding, name="onboarding"),
    path("bienvenue/<slug:key>/", onboarding.onboarding_step, name="onboarding-step"),
    path("fichiers/televerser/", files.upload, name="attachment-upload"),
    path("fichiers/images/<path:path>", files.library_image, {"folder": "images"}, name="library-image"),
    path("fichiers/original_images/<path:path>", files.library_image, {"folder": "original_images"}, name="library-file"),
    path("fichiers/<uuid:key>/<str:name>", files.attachment, name="attachment"),
]

# django-allauth, in French (no namespace).
_passkey_patterns: list[URLPattern | URLResolver] = [
    path("", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("ajouter/", form_view(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("confirmer/", form_view(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("entrer/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("<int:pk>/retirer/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("<int:pk>/renommer/", form_view(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]
_second_factor_patterns: list[URLPattern | URLResolver] = [
    path("", mfa.index, name="mfa_index"),
    path("code/", form_view(mfa.authenticate), name="mfa_authenticate"),
    path("confirmer/", form_view(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("application/activer/", form_view(totp.activate_totp), name="mfa_activate_totp"),
    path("application/desactiver/", form_view(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes-de-secours/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes-de-secours/creer/", form_view(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("codes-de-secours/telecharger/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("cles/", include(_passkey_patterns)),
]
_identity_patterns: list[URLPattern | URLResolver] = [
    path("", social.connections, name="socialaccount_connections"),
    path("annule/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("echec/", social.login_error, name="socialaccount_login_error"),
    path("inscription/", form_view(social.signup), name="socialaccount_signup"),
    path("oidc/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/retour/", oidc.callback, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/", saml.login, name="saml_login"),
    path("saml/<slug:organization_slug>/acs/", saml.acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/fin/", saml.finish_acs, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/sls/", saml.sls, name="saml_sls"),
    path("saml/<slug:organization_slug>/metadonnees/", saml.metadata, name="saml_metadata"),
]
sign_in_patterns: list[URLPattern | URLResolver] = [
    path("connexion/", sign_in, name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("inscription/", form_view(account.signup), name="account_signup"),
    path("confirmer/", form_view(account.reauthenticate), name="account_reauthenticate"),
    path("courriel/", mail_address, name="account_email"),
    path("courriel/verification/", form_view(account.email_verification_sent), name="account_email_verification_sent"),
    path("mot-de-passe/", form_view(account.password_change), name="account_change_password"),
    path("mot-de-passe/choisir/", form_view(account.password_set), name="account_set_password"),
    path("mot-de-passe/oublie/", form_view(account.password_reset), name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        form_view(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("mot-de-passe/change/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("preferences/langue/", preferences.set_language, name="set_language"),
    path("securite/", include(_second_factor_patterns)),
    path("externe/", include(_identity_patterns)),
]

urlpatterns: list[URLPattern | URLResolver] = [*account_patterns, *member_patterns]
