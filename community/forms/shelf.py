"""Putting something on the shelf of a space."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core import files


class ShelfWordsForm(forms.Form):
    """Title and note of anything on the shelf."""

    title = forms.CharField(
        label=_("Titre"), max_length=160, error_messages={"required": _("Donnez un titre à la ressource.")}
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300, help_text=_("À quoi elle sert, en une phrase."))


class ShelfLinkForm(ShelfWordsForm):
    url = forms.URLField(
        label=_("Adresse"),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": _("Collez l’adresse de la page."),
            "invalid": _("Cette adresse n’est pas complète. Elle commence par https://"),
        },
    )
    field_order = ["url", "title", "note"]


class ShelfFileForm(ShelfWordsForm):
    title = forms.CharField(
        label=_("Titre"), max_length=160, required=False, help_text=_("Vide, ce sera le nom du fichier.")
    )
    file = forms.FileField(
        label=_("Fichier"),
        help_text=format_lazy("{} {}", _("20\xa0Mo au plus\xa0:"), files.ALLOWED_WORDS),
        error_messages={"required": _("Choisissez un fichier."), "empty": _("Ce fichier est vide.")},
    )
    field_order = ["file", "title", "note"]

    def clean_file(self) -> Any:
        """Said before anything is read into memory; its content is checked when it is stored."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > files.MAX_BYTES:
            raise forms.ValidationError(files.too_large())
        return upload
