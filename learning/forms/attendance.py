"""The code of the room, and the file of attendance."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 1024 * 1024


class CodeForm(forms.Form):
    c = forms.CharField(
        label=_("Code affiché dans la salle"), max_length=12,
        error_messages={"required": _("Écrivez le code affiché, ou balayez-le.")},
    )  # fmt: skip


class AttendanceFileForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier CSV"),
        help_text=_("Colonnes\xa0: Courriel, Présence (oui ou non), Résultat (facultatif). 1\xa0Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "required": _("Choisissez un fichier."),
            "empty": _("Ce fichier est vide. Exportez-le de nouveau en CSV."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 1\xa0Mo. Découpez-le."))
        return file
