"""Giving a Word template."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files import CheckedFile, UploadRefused, check_upload


class TemplateForm(forms.Form):
    """One DOCX without macros."""

    file = forms.FileField(
        label=gettext_lazy("Nouveau modèle"),
        help_text=gettext_lazy("Un document Word (.docx), sans macros, 20\xa0Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> CheckedFile:
        upload: Any = self.cleaned_data["file"]
        try:
            checked = check_upload(upload)
        except UploadRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if checked.extension != "docx":
            raise ValidationError(
                _("Ce n’est pas un document Word. Enregistrez-le au format .docx, puis donnez-le de nouveau.")
            )
        return checked
