"""Where the tables of every app point at one person: found from the models, so that a new table is never forgotten.

The way a model points says what the row is. CASCADE: the row is about the person and goes with the private part.
SET_NULL or PROTECT: the row is work, which stays under the name « Ancien membre ».
"""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import CASCADE, CharField, Field, ManyToOneRel, Model, Q, QuerySet
from pghistory.models import Event

from people.models import Person, User


def private_relations() -> Iterator[tuple[type[Model], str]]:
    """Every (model, field) that belongs to a person, hidden relations and through tables included."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.on_delete is not CASCADE:
            continue
        model = relation.related_model
        if not issubclass(model, Event):
            yield model, relation.field.name


def generic_references(target: Model) -> Iterator[QuerySet[Model]]:
    """Rows that point at exactly this object by content type and number (follows, bookmarks, log lines…)."""
    kind = ContentType.objects.get_for_model(target)
    for model in apps.get_models(include_auto_created=True):
        names = {field.name: field for field in model._meta.concrete_fields}
        link, number = names.get("content_type"), names.get("object_id")
        if model._meta.proxy or number is None or getattr(link, "related_model", None) is not ContentType:
            continue
        yield model._default_manager.filter(content_type=kind, object_id=_as(number, target.pk))


def _as(field: "Field", pk: int) -> int | str:
    return str(pk) if isinstance(field, CharField) else pk


def history_rows(person: Person) -> Iterator[QuerySet[Model]]:
    """The history of the person's own row and of the private rows, those that are gone since included."""
    private = {(model, name) for model, name in private_relations()}
    for model in apps.get_models():
        if not issubclass(model, Event) or getattr(model, "pgh_tracked_model", None) is None:
            continue
        tracked = model.pgh_tracked_model
        if tracked is Person:
            yield model._default_manager.filter(Q(("pgh_obj_id", person.pk)))
        for field in model._meta.concrete_fields:
            if (tracked, field.name) in private:
                yield model._default_manager.filter(**{field.name: person.pk})


def session_keys(user: User) -> list[str]:
    """Sessions in which this account is signed in: each is opened, for sessions do not say whose they are."""
    number = str(user.pk)
    return [
        session.session_key
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == number
    ]
