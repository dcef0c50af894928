"""Making a space, its settings, who reads it, its archive."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from activity.actions import feed, notifications
from community import permissions
from community.actions import memberships, shelf, threads
from community.actions.mentions import named_in, newly_named
from community.actions.practices.moving import move_with_space
from community.enums import SpaceAccess, SpaceKind, ThreadKind
from community.events import SpaceChanged, SpaceCreated
from community.models import Event, Membership, Reply, ShelfItem, Space, Thread
from community.queries import spaces as space_queries
from community.rules.presets import read_by_all
from community.rules.space_templates import SpaceTemplate
from competencies.actions.topics import get_or_create_topics
from competencies.queries.frameworks import by_codes
from core import outbox
from core.markdown import mentioned_ids
from core.models import SearchEntry
from core.rules.text import strip_accents
from core.search import EVERYONE, refresh
from people.actions.audiences import create_closed, replace_readers
from people.actions.files import move_attachments
from people.enums import AudienceKind
from people.models import Attachment, Audience, Organisation, Person
from people.queries.audiences import network_audience_id

RESERVED = {"nouveau"}


@transaction.atomic
def create_space(
    *,
    by: Person,
    name: str,
    at: dt.datetime,
    kind: SpaceKind | str = SpaceKind.PRACTICE,
    access: SpaceAccess | str = SpaceAccess.OPEN,
    summary: str = "",
    welcome: str = "",
    topic_names: Iterable[str] = (),
    competency_codes: Iterable[str] = (),
    organisation: Organisation | None = None,
    begin_with: SpaceTemplate | None = None,
) -> Space:
    """A new space; who makes it facilitates it. `begin_with`: its first threads and links, written by its maker.

    Raises PermissionDenied, NamesRefused (the words of welcome name somebody who does not read it).
    """
    if not permissions.can_create_space(by):
        raise PermissionDenied
    space = Space(
        name=name.strip(), slug=_free_slug(name), kind=kind, access=access, summary=summary.strip(),
        organisation=organisation,
        created_by=by, created_at=at, last_activity_at=at,
    )  # fmt: skip
    if read_by_all(space.access):
        space.audience_id = network_audience_id()
    else:
        space.audience = create_closed(name=space.name)
    _write_welcome(space, welcome.strip())
    space.save()
    _label(space, topic_names, competency_codes)
    memberships.found(space, by, at=at)
    outbox.publish(SpaceCreated(space_id=space.pk, person_id=by.pk, at=at))
    if begin_with is not None:
        _furnish(space, begin_with, by=by, at=at)
    return space


def _furnish(space: Space, template: SpaceTemplate, *, by: Person, at: dt.datetime) -> None:
    """The first thread of the template ends up on top."""
    for link in template.links:
        shelf.pin_link(by=by, space=space, title=link.title, url=link.url, note=link.note, at=at)
    for number, first in enumerate(reversed(template.threads)):
        moment = at + dt.timedelta(milliseconds=number)
        threads.post_thread(
            by=by, space=space, kind=ThreadKind.DISCUSSION, title=first.title, body=first.body, at=moment,
            language=by.interface_language,
        )  # fmt: skip


@transaction.atomic
def edit_space(*, by: Person, space: Space, at: dt.datetime, **changes: Any) -> Space:
    """Settings. `changes`: name, kind, access, summary, welcome, organisation, topic_names, competency_codes (those given).

    Another access moves what hangs on the space to its new readers in the same transaction. Raises PermissionDenied,
    NamesRefused.
    """
    space = Space.objects.select_for_update(of=("self",), no_key=True).select_related("audience").get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage(by, space):
        raise PermissionDenied
    before = space.access
    for name in ("name", "kind", "access", "summary", "organisation"):
        if name in changes:
            setattr(space, name, changes[name].strip() if isinstance(changes[name], str) else changes[name])
    named = _write_welcome(space, changes.get("welcome", space.welcome).strip())
    space.save()
    _label(space, changes.get("topic_names"), changes.get("competency_codes"))
    if space.access != before:
        move_to_readers(space)
    space_queries.forget_mine(by.pk)
    moved = space.access != before
    outbox.publish(SpaceChanged(space_id=space.pk, person_id=by.pk, audience_changed=moved, mentioned_ids=named, at=at))
    return space


def _write_welcome(space: Space, text: str) -> tuple[int, ...]:
    """The words of welcome, not saved; returns who is named in them anew. Raises NamesRefused."""
    before = space.welcome
    named = named_in({"welcome": text}, space=space, named_before=mentioned_ids(before))
    space.welcome = named.canonical(text)
    space.welcome_html = named.html(space.welcome)
    return newly_named(before, space.welcome)


@transaction.atomic
def archive_space(*, by: Person, space: Space, archived: bool, at: dt.datetime) -> Space:
    """Keep it to read only, or open it again."""
    space = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage(by, space):
        raise PermissionDenied
    if (space.archived_at is not None) == archived:
        return space
    space.archived_at = at if archived else None
    space.save(update_fields=["archived_at"])
    outbox.publish(SpaceChanged(space_id=space.pk, person_id=by.pk, audience_changed=False, at=at))
    return space


def move_to_readers(space: Space) -> None:
    """Give everything that hangs on the space the audience of its access. Idempotent; a few statements whatever the size."""
    if read_by_all(space.access):
        audience_id = network_audience_id()
    else:
        audience = _closed_audience(space)
        replace_readers(
            audience=audience, person_ids=Membership.objects.filter(space=space).values_list("person_id", flat=True)
        )
        audience_id = audience.pk
    if space.audience_id != audience_id:
        left = space.audience
        space.audience_id = audience_id
        space.save(update_fields=["audience"])
        if left.kind == AudienceKind.CLOSED:
            replace_readers(audience=left, person_ids=[])
    feed.set_audience(container=space, audience_id=audience_id)
    notifications.set_audience(targets=Thread.objects.filter(space=space), audience_id=audience_id)
    notifications.set_audience(targets=Event.objects.filter(space=space), audience_id=audience_id)
    move_attachments(attachments=_attachments_of(space), audience=audience_id)
    _move_search_entries(space)
    move_with_space(space)


def _closed_audience(space: Space) -> Audience:
    if space.audience.kind == AudienceKind.CLOSED:
        return space.audience
    return create_closed(name=space.name)


def _attachments_of(space: Space) -> Any:
    """Files of texts that are not deleted, and of the shelf."""
    threads = Thread.attachments.through.objects.filter(thread__space=space, thread__deleted_at=None)
    replies = Reply.attachments.through.objects.filter(
        reply__thread__space=space, reply__deleted_at=None, reply__thread__deleted_at=None
    )
    shelved = ShelfItem.objects.filter(space=space).exclude(attachment=None)
    events = Event.attachments.through.objects.filter(event__space=space)
    named = (
        Q(pk__in=events.values("attachment"))
        | Q(pk__in=threads.values("attachment"))
        | Q(pk__in=replies.values("attachment"))
    )
    return Attachment.objects.filter(named | Q(pk__in=shelved.values("attachment")))


def _move_search_entries(space: Space) -> None:
    """At once, not when a worker comes by: a closed space is not found by strangers from this commit on."""
    audience = EVERYONE if read_by_all(space.access) else space.audience_id
    threads = Thread.objects.filter(space=space).values("pk")
    replies = Reply.objects.filter(thread__space=space).values("pk")
    events = Event.objects.filter(space=space).values("pk")
    SearchEntry.objects.filter(kind="event", object_id__in=events).update(audience=audience)
    SearchEntry.objects.filter(kind="thread", object_id__in=threads).update(audience=audience)
    SearchEntry.objects.filter(kind="reply", object_id__in=replies).update(audience=audience)
    refresh("space", [space.pk])


def _label(space: Space, topic_names: Iterable[str] | None, competency_codes: Iterable[str] | None) -> None:
    if topic_names is not None:
        space.topics.set(get_or_create_topics(list(topic_names)))
    if competency_codes is not None:
        space.competencies.set(by_codes(list(competency_codes)))


def _free_slug(name: str) -> str:
    """An address from the name; a number is added when it is taken."""
    base = slugify(strip_accents(name))[:110] or "espace"
    taken = set(Space.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


@transaction.atomic
def realign_readers(*, space_id: int) -> None:
    """Once more `move_to_readers`, for what was being written while the access changed. Safe to run again."""
    space = Space.objects.select_for_update(of=("self",), no_key=True).select_related("audience").filter(pk=space_id).first()
    if space is not None:
        move_to_readers(space)
