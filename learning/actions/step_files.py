"""Files joined to a step: read by the person and by those who are shown the plan, as long as they are."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.files import UploadRefused
from learning.actions.plans import PlanRefused, changing
from learning.models import Step
from people.actions.files import hold_attachments, store_attachment
from people.actions.retention import delete_attachments
from people.models import Attachment, Person

MOST_FILES = 5


def add_file(*, by: Person, step: Step, upload: UploadedFile, at: dt.datetime) -> Attachment:
    """No audience lists its readers (panels/plan_files.py says who reads it). Raises PlanRefused."""
    with changing(step.plan, by):
        if step.files.count() >= MOST_FILES:
            words = _("Une étape tient %(most)d fichiers au plus. Retirez-en un d’abord.")
            raise PlanRefused(words % {"most": MOST_FILES}, "file")
        try:
            stored = store_attachment(owner=by, upload=upload, at=at)
        except UploadRefused as refusal:
            raise PlanRefused(str(refusal), "file") from refusal
        hold_attachments(attachments=Attachment.objects.filter(pk=stored.pk))
        step.files.add(stored)
    return stored


def remove_file(*, by: Person, step: Step, file: Attachment, at: dt.datetime) -> None:
    """The file goes after the commit; a file of something else stays."""
    if step.plan.person_id != by.pk:
        raise PermissionDenied
    with changing(step.plan, by):
        delete_attachments(Attachment.objects.filter(pk__in=step.files.filter(pk=file.pk).values("pk")))
