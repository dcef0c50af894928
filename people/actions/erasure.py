"""« Supprimer mon compte » : the one audited way out of every table, the append-only ones included.

The private part goes: profile, account, sessions, consents, notifications, evidence, and the history of all of it. The work
stays (threads, answers, published files) under the name « Ancien membre ». What remains of the act is a receipt: a date and
counts, no content.
"""

import datetime as dt
from importlib import import_module

import pgtrigger
from django.conf import settings
from django.db import transaction

from core.models import SearchEntry
from core.outbox import publish
from core.rules.text import fold, sort_key
from people.actions.retention import delete_attachments, delete_files
from people.enums import AttachmentState, PersonStatus, Theme
from people.events import PersonErased
from people.models import Attachment, ErasureReceipt, Image, Invitation, Person, User
from people.models.persons import default_working_days
from people.queries import traces
from people.queries.registries import data_exporters

Counts = dict[str, int]
FORMER_MEMBER = "Ancien membre"


@transaction.atomic
def erase_person_data(*, person: Person, at: dt.datetime) -> ErasureReceipt:
    """Erase for good. Called again, gives the first receipt. `person` is changed in place to what is left of it.

    Each app takes out first what it knows best (counts, names in texts), with its triggers on; then whatever still points at
    the person goes, from every table, with the triggers off.
    """
    locked = Person.objects.select_for_update(of=("self",)).select_related("user", "photo").get(pk=person.pk)
    earlier = ErasureReceipt.objects.filter(person_number=locked.pk).first()
    if earlier is not None:
        return earlier
    counts: Counts = {}
    for exporter in data_exporters:
        if exporter.erase is not None:
            _add(counts, exporter.key, exporter.erase(locked))
    with pgtrigger.ignore():
        _erase_files(locked, counts)
        _erase_rows(locked, counts)
        _empty(locked, at)
        _erase_histories(locked, counts)
        _erase_account(locked.user, counts)
    receipt = ErasureReceipt.objects.create(person_number=locked.pk, at=at, counts=counts)
    publish(PersonErased(person_id=locked.pk, at=at))
    person.refresh_from_db()
    return receipt


def _add(counts: Counts, key: str, number: int) -> None:
    if number:
        counts[key] = counts.get(key, 0) + number


def _erase_files(person: Person, counts: Counts) -> None:
    """The portrait and the files that were never published; published ones are part of the work."""
    if person.photo is not None:
        image = Image.objects.get(pk=person.photo_id)
        delete_files([image.file, *(rendition.file for rendition in image.renditions.all())])
        image.delete()
        _add(counts, "photo", 1)
    drafts = Attachment.objects.filter(owner=person, state=AttachmentState.DRAFT)
    _add(counts, "people.attachment", delete_attachments(drafts))


def _erase_rows(person: Person, counts: Counts) -> None:
    """Every row that belongs to the person, in whatever app, and every line that points at the person's page."""
    for model, field in traces.private_relations():
        deleted, _by_model = model._default_manager.filter(**{field: person.pk}).delete()
        _add(counts, model._meta.label_lower, deleted)
    for rows in traces.generic_references(person):
        deleted, _by_model = rows.delete()
        _add(counts, rows.model._meta.label_lower, deleted)
    deleted, _by_model = SearchEntry.objects.filter(kind="person", object_id=person.pk).delete()
    _add(counts, "core.searchentry", deleted)


def _empty(person: Person, at: dt.datetime) -> None:
    """The row stays for the author lines of the work, with nothing private in it. No save(): nothing is to be recorded."""
    name = FORMER_MEMBER
    Person.objects.filter(pk=person.pk).update(
        user=None, status=PersonStatus.LEFT, given_name=name, family_name="",
        sort_key=sort_key(name), folded_name=fold(name), pronouns="", role_title="", assignment=None,
        team=None, photo=None, photo_path="", bio="", bio_html="",
        ask_me_about=[], languages=[], working_days=default_working_days(), visibility={}, interface_language="fr",
        theme=Theme.AUTO, single_keys=True, left_at=at, home_seen_at=None,
    )  # fmt: skip


def _erase_histories(person: Person, counts: Counts) -> None:
    for rows in traces.history_rows(person):
        deleted, _by_model = rows.delete()
        _add(counts, rows.model._meta.label_lower, deleted)


def _erase_account(user: User | None, counts: Counts) -> None:
    """Sessions first: whoever is signed in elsewhere is out at the next click. Then the account and what hangs on it."""
    if user is None:
        return
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = traces.session_keys(user)
    for key in keys:
        store(key).delete()
    _add(counts, "sessions.session", len(keys))
    invitations, _by_model = Invitation.objects.filter(email__iexact=user.email).delete()
    _add(counts, "people.invitation", invitations)
    for rows in traces.generic_references(user):
        deleted, _by_model = rows.delete()
        _add(counts, rows.model._meta.label_lower, deleted)
    _deleted, by_model = user.delete()
    for label, number in by_model.items():
        _add(counts, label.lower(), number)
