"""Forms of sign-in: django-allauth's, in the words of this house, and those of invitations and of the end of an account."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, User
from people.queries.accounts import organisation_of_domain

PASSWORD_HELP = _("Au moins 12 caractères. Une courte phrase se retient mieux qu’un mot compliqué.")
DIFFERENT = _("Les deux mots de passe ne sont pas pareils.")
CONFIRMATION_WORD = "SUPPRIMER"


class Worded(forms.Form):
    """Gives the fields of a form our labels and help; the label says it all, so that no placeholder repeats it."""

    labels: ClassVar[dict[str, Any]] = {}
    helps: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class LoginForm(Worded, account.LoginForm):
    labels = {"login": _("Courriel"), "password": _("Mot de passe"), "remember": _("Rester connecté sur cet appareil")}


class SignupForm(Worded, account.SignupForm):
    """Open registration (INVITATION_ONLY off): for the mail domains of the organisations only."""

    given_name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    family_name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    field_order = ["given_name", "family_name", "email", "password1", "password2"]
    labels = {
        "given_name": _("Prénom"),
        "family_name": _("Nom"),
        "email": _("Courriel professionnel"),
        "password1": _("Mot de passe"),
        "password2": _("Mot de passe, une seconde fois"),
    }
    helps = {"password1": PASSWORD_HELP}

    def clean_email(self) -> str:
        if organisation_of_domain(self.cleaned_data["email"]) is None:
            raise forms.ValidationError(
                _("Ce courriel n’est pas celui d’une organisation du réseau. Demandez une invitation à votre responsable.")
            )
        return str(super().clean_email())


class AddEmailForm(Worded, account.AddEmailForm):
    labels = {"email": _("Nouveau courriel")}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("Mot de passe actuel"),
        "password1": _("Nouveau mot de passe"),
        "password2": _("Nouveau mot de passe, une seconde fois"),
    }
    helps = {"password1": PASSWORD_HELP}


class SetPasswordForm(Worded, account.SetPasswordForm):
    labels = {"password1": _("Mot de passe"), "password2": _("Mot de passe, une seconde fois")}
    helps = {"password1": PASSWORD_HELP}


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    labels = {"email": _("Courriel")}


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    labels = {"password1": _("Nouveau mot de passe"), "password2": _("Nouveau mot de passe, une seconde fois")}
    helps = {"password1": PASSWORD_HELP}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    labels = {"password": _("Mot de passe")}


class ConfirmCodeForm(Worded, account.ConfirmEmailVerificationCodeForm):
    labels = {"code": _("Code reçu par courriel")}


class AuthenticateForm(Worded, mfa.AuthenticateForm):
    labels = {"code": _("Code à six chiffres, ou code de secours")}


class MfaReauthenticateForm(Worded, mfa.ReauthenticateForm):
    labels = {"code": _("Code à six chiffres, ou code de secours")}


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):
    labels = {"code": _("Code que l’application affiche")}


class AddWebAuthnForm(Worded, webauthn.AddWebAuthnForm):
    labels = {"name": _("Nom de la clé"), "passwordless": _("Entrer avec cette clé seule, sans mot de passe")}
    helps = {
        "name": _("Par exemple le nom de l’appareil."),
        "passwordless": _("L’appareil demande alors votre empreinte, votre visage ou un NIP."),
    }


class EditWebAuthnForm(Worded, webauthn.EditWebAuthnForm):
    labels = {"name": _("Nom de la clé")}


class SocialSignupForm(Worded, social.SignupForm):
    labels = {"email": _("Courriel professionnel")}


class InvitationForm(forms.Form):
    """Several addresses for one organisation."""

    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("Organisation"), empty_label=None)
    emails = forms.CharField(
        label=_("Courriels"),
        help_text=_("Un par ligne, ou séparés par des virgules. Cinquante au plus."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=6000,
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_emails(self) -> list[str]:
        emails = list(dict.fromkeys(_addresses(self.cleaned_data["emails"])))
        if len(emails) > 50:
            raise forms.ValidationError(_("C’est plus de cinquante adresses : envoyez-les en plusieurs fois."))
        return emails


def _addresses(text: str) -> Iterator[str]:
    """What people paste: one address a line, lists with commas, « Amina Tremblay <amina@…> »."""
    for part in re.split(r"[,;\n\r]+", text):
        named = re.search(r"<([^<>]+)>", part)
        words = [named[1]] if named else part.split() if part.count("@") > 1 else [part]
        yield from (word.strip().lower() for word in words if word.strip())


class JoinForm(forms.Form):
    """What somebody who was invited says: a name and a password. The address is the one that was invited."""

    given_name = forms.CharField(
        label=_("Prénom"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = forms.CharField(
        label=_("Nom"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, User(email=self.email))
        return password


class DeleteAccountForm(forms.Form):
    """The end of an account: the word typed, and the password when there is one."""

    confirmation = forms.CharField(label=_("Tapez SUPPRIMER"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}, render_value=False),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_confirmation(self) -> str:
        word = str(self.cleaned_data["confirmation"]).strip()
        if word != CONFIRMATION_WORD:
            raise forms.ValidationError(_("Tapez le mot SUPPRIMER, en majuscules."))
        return word

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("Ce n’est pas votre mot de passe."))
        return password
