"""A ministry's description corrected, set aside, taken up again, deleted."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.rules.text import one_line
from job_profiles.enums import DescriptionState
from job_profiles.models import ImportedFile, LocalDescription
from job_profiles.permissions import may_import_for
from people.actions.retention import delete_attachments
from people.models import Attachment, Organisation, Person


class DescriptionChanged(Exception):
    """Somebody saved since that edit was read; nothing was written. `description`: as it stands now."""

    def __init__(self, description: LocalDescription) -> None:
        super().__init__(description.pk)
        self.description = description


@transaction.atomic
def correct(
    *,
    by: Person,
    description: LocalDescription,
    edit: int,
    title: str,
    organisation: Organisation,
    sections: Mapping[str, str],
) -> LocalDescription:
    """Write title, organisation and sections; the text as it was imported stays in the original.

    Raises PermissionDenied, DescriptionChanged, ValidationError (the organisation has the same text already).
    """
    locked = _locked(by, description)
    if not may_import_for(by, organisation):
        raise PermissionDenied(_("Vous n’importez pas de descriptions pour cette organisation."))
    if locked.edit != edit:
        raise DescriptionChanged(locked)
    kept = {key: _lines(text) for key, text in sections.items() if _lines(text)}
    if not kept:
        raise ValidationError(_("Gardez au moins une partie de la description, ou supprimez la description."))
    locked.title, locked.organisation, locked.sections = one_line(title)[:200], organisation, kept
    locked.text, locked.edit = "\n".join((locked.title, *kept.values())), edit + 1
    # The digest stays that of the text as it was imported: given again, it is known again.
    same = LocalDescription.objects.filter(organisation=organisation, digest=locked.digest).exclude(pk=locked.pk)
    if same.exists():
        raise ValidationError(_("Cette organisation a déjà une description avec ce texte."))
    locked.save()
    return locked


def _lines(text: str) -> str:
    lines = (one_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


@transaction.atomic
def set_aside(*, by: Person, description: LocalDescription, aside: bool) -> bool:
    """Out of the comparisons, or back among them; True when that changes something."""
    locked = _locked(by, description)
    if aside:
        changed = locked.state != DescriptionState.ASIDE
        state = DescriptionState.ASIDE
    else:
        changed = locked.state == DescriptionState.ASIDE
        state = DescriptionState.MERGED if locked.version_id else DescriptionState.NEW
    if changed:
        locked.state = state
        locked.save(update_fields=["state"])
    return changed


@transaction.atomic
def delete(*, by: Person, description: LocalDescription, at: dt.datetime) -> None:
    """Delete it with what was proposed about it; its original goes with the last description that came of it."""
    locked = _locked(by, description)
    file_id = locked.imported_file_id
    locked.delete()
    if file_id is None or LocalDescription.objects.filter(imported_file=file_id).exists():
        return
    originals = list(ImportedFile.objects.filter(pk=file_id, attachment__isnull=False).values_list("attachment", flat=True))
    ImportedFile.objects.filter(pk=file_id).update(pasted="", attachment=None)
    delete_attachments(Attachment.objects.filter(pk__in=originals))


def _locked(by: Person, description: LocalDescription) -> LocalDescription:
    locked = LocalDescription.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=description.pk)
    if not may_import_for(by, locked.organisation_id):
        raise PermissionDenied(_("Seules les personnes responsables des profils et la répondance du ministère y touchent."))
    return locked
