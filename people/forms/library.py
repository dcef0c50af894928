"""Uploads to the editorial library (/cms/): the same check as everywhere, images without what cameras hide in them."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from core.files import UploadRefused, check_upload


def _checked(file: UploadedFile, *, images_only: bool) -> UploadedFile:
    """The file as it may be stored; a refusal stands next to the field."""
    file.seek(0)
    try:
        checked = check_upload(file, images_only=images_only)
    except UploadRefused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
    return SimpleUploadedFile(checked.name, checked.content.read(), content_type=checked.media_type)


class LibraryImageForm(BaseImageForm):
    """Wagtail's form of an image; what is uploaded becomes WebP without EXIF."""

    def clean_file(self) -> object:
        file = self.cleaned_data.get("file")
        return _checked(file, images_only=True) if isinstance(file, UploadedFile) else file


class LibraryDocumentForm(BaseDocumentForm):
    """Wagtail's form of a document; checked by content, not by name."""

    def clean_file(self) -> object:
        file = self.cleaned_data.get("file")
        return _checked(file, images_only=False) if isinstance(file, UploadedFile) else file
