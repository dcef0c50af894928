"""The form of a sheet in /cms/: Wagtail's, with the checks and the rendering of our own."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from community.actions.practices import texts
from community.models import PracticePage
from community.models.practices import SECTIONS
from core.markdown import mentioned_ids


class PracticeEditorForm(WagtailAdminPageForm):
    """Who has no author yet gets the owner as one; the audience follows the space."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        page: PracticePage = self.instance
        if page.pk and page.live and "space" in cleaned and cleaned["space"].pk != page.space_id:
            self.add_error("space", ValidationError(texts.stays()))
        elif "space" in cleaned:
            self._check_names(cleaned, PracticePage.objects.filter(pk=page.pk).first())
        return cleaned

    def _check_names(self, cleaned: dict[str, Any], before: PracticePage | None) -> None:
        parts = {name: cleaned.get(name) or "" for name in SECTIONS}
        known = [number for name in SECTIONS for number in mentioned_ids(getattr(before, name, ""))]
        try:
            texts.names_in(parts, space=cleaned["space"], named_before=known)
        except ValidationError as refusal:
            self.add_error(None, refusal)

    def save(self, commit: bool = True) -> PracticePage:
        page: PracticePage = super().save(commit=False)
        page.audience_id = page.space.audience_id
        page.rendered = texts.rendered(page)
        if not any(not row.credited for row in page.authors.all()):
            texts.set_authors(page, people=[page.person_owner])
        if commit:
            page.save()
        return page
