"""How allauth meets our members: invitation only, just-in-time accounts, mails that no request waits for."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.actions.accounts import create_member, names_from_address, organisation_for
from people.actions.mails import hand_over
from people.models import Organisation, User
from people.queries.accounts import organisation_of_claim, organisation_of_domain

NAMES_IN_SESSION = "names_of_new_member"


def member_of(user: User) -> Any:
    """The person of the account, or None."""
    return getattr(user, "person", None)


class AccountAdapter(DefaultAccountAdapter):
    """Our words, our mails, and a person for each account that signs in for the first time."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Ce compte est fermé."),
        "cannot_remove_primary_email": _("On ne retire pas son courriel principal."),
        "duplicate_email": _("Ce courriel est déjà celui de votre compte."),
        "email_password_mismatch": _("Ce courriel et ce mot de passe ne vont pas ensemble."),
        "email_taken": _("Un compte existe déjà pour ce courriel."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_code": _("Ce n’est pas le bon code."),
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
        "invalid_or_expired_key": _("Ce lien a expiré ou a déjà servi."),
        "invalid_login": _("Ce courriel et ce mot de passe ne vont pas ensemble."),
        "invalid_password_reset": _("Ce lien a expiré ou a déjà servi."),
        "too_many_login_attempts": _("Trop d’essais en peu de temps. Attendez cinq minutes, puis réessayez."),
        "unknown_email": _("Aucun compte n’a ce courriel."),
        "unverified_primary_email": _("Votre courriel doit d’abord être vérifié."),
        "same_as_current": _("C’est déjà votre courriel."),
        "rate_limited": _("Trop de demandes à la fois. Attendez une minute, puis réessayez."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return not settings.INVITATION_ONLY

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """The person is made at the first sign-in, once the address is known to be theirs: the names wait till then."""
        names = [form.cleaned_data.get("given_name", ""), form.cleaned_data.get("family_name", "")]
        request.session[NAMES_IN_SESSION] = names
        return super().save_user(request, user, form, commit)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Who left the network has an account no more, even when the identity provider still says yes."""
        person = member_of(user)
        if person is not None and not person.is_active:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Reached once the address is verified: the moment at which a new account becomes a member."""
        names = request.session.get(NAMES_IN_SESSION)
        may_become = not settings.INVITATION_ONLY or user.socialaccount_set.exists()
        if member_of(user) is None and may_become and not user.is_staff:
            _make_member(user, names)
        super().login(request, user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/compte/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail now and let a worker send it. Its text (codes, links) waits in the cache, not in a table."""
        variables = {
            "email": email,
            "installation_name": settings.INSTALLATION_NAME,
            "public_url": settings.PUBLIC_URL,
            **context,
        }
        message = self.render_mail(template_prefix, email, variables)
        hand_over(subject=str(message.subject), body=str(message.body), to=list(message.to), at=timezone.now())


def _make_member(user: User, names: list[str] | None) -> None:
    at = timezone.now()
    data = [account.extra_data for account in user.socialaccount_set.all()]  # type: ignore[attr-defined]
    organisation = organisation_of(user.email, data)
    if organisation is not None:
        given_name, family_name = names if names and names[0] else names_from_address(user.email)
        create_member(user=user, given_name=given_name, family_name=family_name, organisation=organisation, at=at)


def organisation_of(email: str, data: list[dict[str, Any]]) -> Organisation | None:
    """By the configured claim in what identity providers said, then by an invitation, then by the domain of the address."""
    for said in data:
        for part in (said, said.get("userinfo"), said.get("id_token")):
            found = organisation_of_claim(part.get(settings.ORGANISATION_CLAIM)) if isinstance(part, dict) else None
            if found is not None:
                return found
    return organisation_for(email, timezone.now()) or organisation_of_domain(email)


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Ce compte est protégé par un second facteur : son courriel ne change pas ainsi."),
        "cannot_delete_authenticator": _("Ce moyen ne peut pas être retiré."),
        "cannot_generate_recovery_codes": _("Activez d’abord une application ou une clé."),
        "incorrect_code": _("Ce n’est pas le bon code."),
        "unverified_email": _("Vérifiez d’abord votre courriel."),
    }


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Government accounts: a member is made just in time, when the organisation is known."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Open to whoever the provider vouches for; `pre_social_login` has looked for the organisation."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Only the address goes on the account; names belong to the person, who is made at the end of the sign-in."""
        sociallogin.user.email = (data.get("email") or "").strip().lower()
        given, _space, family = (data.get("name") or "").partition(" ")
        request.session[NAMES_IN_SESSION] = [data.get("first_name") or given, data.get("last_name") or family]
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Somebody new needs an organisation that the network knows; else a sentence, and no account."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        email = sociallogin.user.email
        if email and organisation_of(email, [sociallogin.account.extra_data or {}]) is not None:
            return
        context = {"has_email": bool(email)}
        raise ImmediateHttpResponse(render(request, "socialaccount/unknown_organisation.html", context, status=403))
