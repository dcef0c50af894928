"""A file of a lesson, as it is sent from the editor."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.files import CheckedFile, UploadRefused, check_media
from learning.models import LessonFile


class LessonFileForm(WagtailAdminModelForm):
    """`checked`: what may be stored, when a file was sent."""

    checked: CheckedFile | None = None
    title = forms.CharField(
        label=_("Titre"), required=False, max_length=160,
        help_text=_("Ce qui aide l’équipe du cours à le retrouver\xa0: son nom, si vous n’écrivez rien."),
    )  # fmt: skip

    class Meta:
        model = LessonFile
        fields = ["title", "file"]
        help_texts = {
            "file": _(
                "Image, vidéo MP4 ou WebM (300\xa0Mo au plus), sous-titres WebVTT, PDF ou document (20\xa0Mo au plus)."
            ),
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return file
        try:
            self.checked = check_media(file)
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file
