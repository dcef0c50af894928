"""Giving a Word template for the descriptions; going back to the one that ships."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction

from core.exports import TemplateFault, docx
from job_profiles.models import DescriptionTemplate
from job_profiles.permissions import owns_profiles
from job_profiles.queries.templates import example_values
from people.models import Person


class TemplateRefused(Exception):
    """The template cannot be filled; the message says where it stumbles, in the template engine's words."""


@transaction.atomic
def give_template(*, by: Person, name: str, content: bytes, at: dt.datetime) -> DescriptionTemplate:
    """Use this template from now on, once it was filled with an example. Raises TemplateRefused, PermissionDenied."""
    if not owns_profiles(by):
        raise PermissionDenied
    try:
        docx(ContentFile(content), example_values(), title="Exemple", language="fr-CA")
    except TemplateFault as error:
        raise TemplateRefused(str(error)) from error
    DescriptionTemplate.objects.select_for_update().filter(in_use=True).update(in_use=False)
    given = DescriptionTemplate(name=name, given_by=by, given_at=at)
    given.file.save("description.docx", ContentFile(content), save=False)
    given.save()
    return given


@transaction.atomic
def use_shipped_template(*, by: Person) -> None:
    """Back to the template that ships; given ones stay in the list."""
    if not owns_profiles(by):
        raise PermissionDenied
    DescriptionTemplate.objects.filter(in_use=True).update(in_use=False)
