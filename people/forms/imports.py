"""Choosing the file to import."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 5 * 1024 * 1024


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier CSV"),
        help_text=_("Organisations, membres ou liens hiérarchiques\u00a0: les en-têtes disent lequel. 5\u00a0Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "required": _("Choisissez un fichier."),
            "empty": _("Ce fichier est vide. Exportez-le de nouveau en CSV."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 5\u00a0Mo. Découpez-le."))
        return file
