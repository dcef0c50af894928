"""A member's text made ready to be stored: rendered, its mentions checked, its files found. Used by the verbs on posts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from community.actions.mentions import TextRefused, named_in
from community.models import Mention, PostRevision, Reply, Space, Thread
from core.markdown import plain
from people.actions.files import publish_attachments
from people.models import Attachment, Person
from people.queries.files import drafts_in

MAX_BODY = 20_000
EXCERPT = 300


@dataclass(frozen=True)
class PreparedText:
    """What is stored: names of mentions as they are in the directory, safe HTML, who is named, files to publish."""

    body: str
    html: str
    excerpt: str
    mentioned: list[int]
    files: list[Attachment] = field(default_factory=list)


def prepare(text: str, *, by: Person, space: Space, named_before: Iterable[int] = ()) -> PreparedText:
    """Check and render. Raises TextRefused: empty, too long, too many people named, somebody named who cannot read it."""
    body = text.replace("\r\n", "\n").strip()
    if not body:
        raise TextRefused(_("Écrivez quelque chose avant de publier."), code="empty")
    if len(body) > MAX_BODY:
        raise TextRefused(
            _(
                "Votre texte compte %(count)s caractères; la limite est de %(limit)s. "
                "Raccourcissez-le ou joignez un document."
            )
            % {"count": len(body), "limit": MAX_BODY},
            code="too-long",
        )
    named = named_in({"body": body}, space=space, named_before=named_before)
    body = named.canonical(body)
    files = list(drafts_in(body, by)) if "/fichiers/" in body else []
    return PreparedText(body, named.html(body), plain(body, EXCERPT), list(named.people), files)


def attach(post: Thread | Reply, prepared: PreparedText) -> None:
    """Open the drafts that the text names to the readers of the space, and keep them with the post."""
    if prepared.files:
        space = post.thread.space if isinstance(post, Reply) else post.space
        publish_attachments(attachments=prepared.files, audience=space.audience_id)
        post.attachments.add(*prepared.files)


def record_mentions(*, thread: Thread, reply: Reply | None, person_ids: Iterable[int]) -> None:
    """Who is named in this text, once each; those already recorded stay."""
    rows = [Mention(thread=thread, reply=reply, person_id=number) for number in person_ids]
    if rows:
        Mention.objects.bulk_create(rows, ignore_conflicts=True)


def replace_mentions(*, thread: Thread, reply: Reply | None, person_ids: Iterable[int]) -> tuple[int, ...]:
    """After an edit: exactly these are named; returns those who were not before."""
    wanted = set(person_ids)
    rows = Mention.objects.filter(thread=thread, reply=reply)
    before = set(rows.values_list("person_id", flat=True))
    rows.exclude(person__in=wanted).delete()
    record_mentions(thread=thread, reply=reply, person_ids=wanted - before)
    return tuple(sorted(wanted - before))


def keep_revision(post: Thread | Reply, *, by: Person, at: dt.datetime) -> None:
    """Keep the text as it stands, before it is replaced."""
    owner = {"reply": post} if isinstance(post, Reply) else {"thread": post, "title": post.title}
    PostRevision.objects.create(
        body_html=post.body_html, edited_by=by, written_at=post.edited_at or post.created_at, replaced_at=at, **owner
    )
