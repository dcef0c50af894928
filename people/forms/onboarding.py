"""The first step of the first visit: who I am, in four fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.profiles import PHOTO_HELP, ProfileForm
from people.models import Person


class WhoIAmForm(forms.Form):
    """Four fields of the profile, in the words and with the rules of its own form."""

    role_title = forms.CharField(label=_("Ma fonction"), max_length=120, required=False)
    pronouns = forms.CharField(
        label=_("Mes pronoms"), max_length=40, required=False, help_text=_("Par exemple\u00a0: elle, il, iel.")
    )
    ask_me_about = forms.CharField(
        label=_("Parlez-moi de"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce sur quoi vous pouvez dépanner quelqu’un. Un sujet par ligne, huit au plus."),
    )
    photo = forms.FileField(
        label=_("Ma photo"),
        required=False,
        help_text=PHOTO_HELP,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "role_title": person.role_title,
            "pronouns": person.pronouns,
            "ask_me_about": "\n".join(person.ask_me_about),
        }
        super().__init__(*args, **kwargs)

    def clean_ask_me_about(self) -> list[str]:
        return ProfileForm.clean_ask_me_about(self)  # type: ignore[arg-type]
