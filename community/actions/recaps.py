"""After an event: the recording, the recap, the thread where questions go on."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activity.actions import feed
from community import permissions
from community.actions import threads
from community.actions.mentions import named_in, newly_named
from community.actions.texts import MAX_BODY
from community.enums import EventState, ThreadKind
from community.events import EventFollowedUp
from community.models import Event, Thread
from core import outbox
from core.markdown import mentioned_ids
from people.actions.files import publish_attachments
from people.models import Person
from people.queries.files import drafts_in


class RecapRefused(ValidationError):
    """Not now, or too long; the message says what to do."""


@transaction.atomic
def follow_up(*, by: Person, event: Event, recording_url: str, recap: str, at: dt.datetime) -> Event:
    """Keep the recording's address and the recap; who registered hears of each once, when it first appears."""
    event = _locked(event)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_event(by, event):
        raise PermissionDenied(_("Seules la personne qui organise et l’animation de l’espace écrivent les suites."))
    if event.state != EventState.PUBLISHED or event.starts_at > at:
        raise RecapRefused(_("Les suites s’écrivent à partir du début de l’événement."))
    if len(recap) > MAX_BODY:
        words = _("Votre texte compte %(count)s caractères; la limite est de %(limit)s. Raccourcissez-le.")
        raise RecapRefused(words % {"count": len(recap), "limit": MAX_BODY})
    had = {"recording": bool(event.recording_url), "recap": bool(event.recap)}
    before, text = event.recap, recap.replace("\r\n", "\n").strip()
    named = named_in({"recap": text}, space=event.space, named_before=mentioned_ids(before))
    event.recording_url, event.recap = recording_url.strip(), named.canonical(text)
    event.recap_html, event.changed_at = named.html(event.recap), at
    event.save(update_fields=["recording_url", "recap", "recap_html", "changed_at"])
    files = list(drafts_in(event.recap, by)) if "/fichiers/" in event.recap else []
    event.attachments.add(*files)
    publish_attachments(attachments=files, audience=event.space.audience_id)
    has = {"recording": bool(event.recording_url), "recap": bool(event.recap)}
    new = tuple(name for name in has if has[name] and not had[name])
    if new:
        feed.touch_line(obj=event, actor=by, at=at)
    fresh = newly_named(before, event.recap)
    outbox.publish(
        EventFollowedUp(event_id=event.pk, space_id=event.space_id, by_id=by.pk, new=new, mentioned_ids=fresh, at=at)
    )
    return event


@transaction.atomic
def open_questions(*, by: Person, event: Event, at: dt.datetime) -> Thread:
    """The thread « Questions après l’événement » of the space, opened by the first; one that is there stays."""
    event = _locked(event)
    permissions.forget_roles_in_spaces(by)
    known = Thread.objects.filter(pk=event.thread_id or 0, deleted_at=None).first()
    if known is not None:
        return known
    if not permissions.can_open_questions(by, event):
        raise PermissionDenied(_("Joignez l’espace pour y ouvrir un fil."))
    if event.starts_at > at:
        raise RecapRefused(_("Ce fil s’ouvre à partir du début de l’événement."))
    thread = threads.post_thread(
        by=by,
        space=event.space,
        kind=ThreadKind.DISCUSSION,
        title=(_("Questions après\xa0: %(title)s") % {"title": event.title})[:200],
        body=_("Ce fil fait suite à l’événement [%(title)s](%(url)s). Posez ici ce qui reste à éclaircir.")
        % {"title": event.title.translate(_PLAIN), "url": event.get_absolute_url()},
        at=at,
        language=event.language,
        topic_names=[topic.name for topic in event.topics.all()],
        competency_codes=[competency.code for competency in event.competencies.all()[:3]],
    )
    Event.objects.filter(pk=event.pk).update(thread=thread)
    return thread


# Signs that would end the words of a Markdown link.
_PLAIN = str.maketrans({"[": "(", "]": ")", "\\": "", "`": "’"})


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=event.pk)
