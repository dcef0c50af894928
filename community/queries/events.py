"""Events as a person sees them: lists, cards, one event with what its page needs, one's own calendar."""

import datetime as dt
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from activity.queries.bookmarks import kept_among
from activity.queries.subscriptions import level_of
from activity.queries.targets import ref_of
from activity.rules.ics import Appointment, Status
from community.enums import EventMode, EventState, RegistrationState
from community.models import Event, Space
from community.models.events import EventQuerySet
from community.queries import registrations
from community.rules import events as rules
from community.rules.presets import READ_BY_ALL
from core.addresses import address
from core.database import prepared
from core.markdown import plain
from core.pagination import KeyPage, page_by_key
from core.templatetags.formatting import clock, day
from people.models import Person

ON_A_PAGE = 30
VIEWS = ("a-venir", "passes", "miens")


def visible_to(person: Person) -> EventQuerySet:
    """Events that the person may see, with their space: what every view starts from."""
    return Event.objects.visible_to(person).select_related("space", "organiser__organisation")


@dataclass(frozen=True)
class EventFilters:
    """How the list is narrowed. `view`: one of VIEWS; `space`: None for all; `mode`: one of EventMode or empty."""

    view: str = "a-venir"
    space: Space | None = None
    mode: str = ""


def page(person: Person, filters: EventFilters, *, at: dt.datetime, cursor: str | None = None) -> KeyPage[Any]:
    """One page of the list; each event gets `own_state`. To come: the soonest first; else the latest."""
    rows = _narrowed(visible_to(person), person, filters, at)
    keys = ("starts_at", "id") if filters.view == "a-venir" else ("-starts_at", "-id")
    found: KeyPage[Any] = page_by_key(rows, keys=keys, cursor=cursor, size=ON_A_PAGE)
    states = registrations.states_of(person, [event.pk for event in found.items])
    for event in found.items:
        event.own_state = states.get(event.pk, "")
    return found


def _narrowed(rows: EventQuerySet, person: Person, filters: EventFilters, at: dt.datetime) -> EventQuerySet:
    if filters.view == "miens":
        rows = rows.filter(Q(organiser=person) | Q(pk__in=_registered(person)))
    elif filters.view == "passes":
        rows = rows.filter(ends_at__lte=at).exclude(state=EventState.DRAFT)
    else:
        rows = rows.filter(ends_at__gt=at).exclude(state=EventState.DRAFT)
    if filters.space is not None:
        rows = rows.filter(space=filters.space)
    if filters.mode in EventMode.values:
        rows = rows.filter(mode=filters.mode)
    return rows


def _registered(person: Person) -> Any:
    return person.event_registrations.filter(state__in=registrations.LIVING).values("event")


def for_page(person: Person, pk: int) -> Any:
    """One event with `topic_list`, `competency_list`, `own` (registration or None), `rank` (0: does not wait), `following`
    and `kept`. Raises DoesNotExist."""
    event: Any = visible_to(person).select_related("thread").get(pk=pk)
    event.topic_list, event.competency_list = list(event.topics.all()), list(event.competencies.all())
    event.own = registrations.own(event, person)
    waits = event.own is not None and event.own.state == RegistrationState.WAITING
    event.rank = registrations.rank(event.own) if waits else 0
    event.following = level_of(person, event) not in (None, "none")
    event.kept = ref_of(event) in kept_among(person, [event])
    return event


def upcoming_about(field: str, target: Any, viewer: Person, at: dt.datetime, limit: int) -> list[Event]:
    """The next events that carry a competency or a topic (`field`: competencies, topics)."""
    rows = visible_to(viewer).filter(**{field: target, "state": EventState.PUBLISHED, "ends_at__gt": at})
    return list(rows.order_by("starts_at", "id")[:limit])


def places_words(event: Event, *, at: dt.datetime | None = None) -> str:
    """« 12 places libres », « Complet : 3 en attente »: what one asks before registering; « 64 inscriptions » where places
    are not counted, or no more (`at`: it has begun)."""
    free = rules.free_places(event.confirmed_count, event.capacity)
    if free is None or (at is not None and event.starts_at <= at):
        words = ngettext("%(count)d inscription", "%(count)d inscriptions", event.confirmed_count)
        return words % {"count": event.confirmed_count}
    if free:
        return ngettext("%(count)d place libre", "%(count)d places libres", free) % {"count": free}
    if event.waiting_count:
        return _("Complet\xa0: %(count)d en attente") % {"count": event.waiting_count}
    return _("Complet")


def when_words(event: Event) -> str:
    """« mardi 1er décembre 2026, de 13 h 30 à 15 h (heure de Québec) », over two days where it lasts so long."""
    begins, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    first, last = timezone.localdate(event.starts_at), timezone.localdate(event.ends_at)
    values = {"day": day(first, weekday=True), "start": clock(begins), "end": clock(ends)}
    if first == last:
        return _("%(day)s, de %(start)s à %(end)s (heure de Québec)") % values
    values["last_day"] = day(last, weekday=True)
    return _("du %(day)s, %(start)s, au %(last_day)s, %(end)s (heure de Québec)") % values


def feed_cards(line_of: dict[int, int]) -> dict[int, dict[str, Any]]:
    """The card of each event by its line's id (`line_of`: event id → line id), the same for every reader."""
    rows = Event.objects.filter(pk__in=line_of).exclude(state=EventState.DRAFT)
    events = rows.select_related("space", "organiser__organisation").prefetch_related("topics")  # type: ignore[misc]
    return {line_of[event.pk]: card(event) for event in events}


def card(event: Event) -> dict[str, Any]:
    """The card of the feed: nothing that depends on who reads it, and never the link of participation."""
    return {
        "author": event.organiser,
        "author_url": event.organiser.get_absolute_url(),
        "organisation": event.organiser.organisation.acronym,
        "at": event.created_at,
        "container_name": event.space.name,
        "container_url": event.space.get_absolute_url(),
        "kind": "event",
        "kind_label": _("Événement annulé") if event.state == EventState.CANCELLED else "",
        "title": event.title,
        "url": event.get_absolute_url(),
        "lang": "" if event.language == (get_language() or "fr")[:2] else event.language,
        "note": "",
        "excerpt": event.summary or plain(event.body, 180),
        "tags": [{"label": topic.label, "url": topic.get_absolute_url()} for topic in event.topics.all()][:4],
        "actions": [{"label": _("Voir l’événement"), "url": event.get_absolute_url()}],
        "moved_label": f"{event.get_mode_display()} ·",
        "moved_at": event.starts_at,
        "side": "" if event.state == EventState.CANCELLED else places_words(event),
    }


# Along the registrations of one person and the events they organise; home asks it at each look.
_COMING = """
SELECT event.id, event.title, event.starts_at, event.ends_at, own.state
FROM (
  SELECT event_id AS id FROM community_eventregistration WHERE person_id = %(person)s AND state = ANY(%(living)s::text[])
  UNION
  SELECT id FROM community_event WHERE organiser_id = %(person)s AND ends_at > %(after)s
) AS mine
JOIN community_event event ON event.id = mine.id
JOIN community_space space ON space.id = event.space_id
LEFT JOIN community_eventregistration own ON own.event_id = event.id AND own.person_id = %(person)s
WHERE event.state = 'published' AND event.ends_at > %(after)s
  AND (own.state IS NULL OR own.state NOT IN ('waiting', 'requested') OR event.starts_at > %(after)s)
  AND (space.access = ANY(%(open)s::text[]) OR EXISTS (
    SELECT 1 FROM community_membership member WHERE member.space_id = space.id AND member.person_id = %(person)s))
ORDER BY event.starts_at, event.id LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Coming:
    """An event that one comes to, waits for or organises. `own_state`: of one's registration, None without one."""

    pk: int
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    own_state: str | None

    def get_absolute_url(self) -> str:
        return address("community:event-detail", self.pk)


@prepared
def coming_to(person: Person, *, after: dt.datetime, limit: int) -> list[Coming]:
    """The next published ones that end after that moment, the soonest first, in one query.

    Who waits for a place of what has begun waits in vain: that one is left out.
    """
    values: dict[str, Any] = {"person": person.pk, "after": after, "limit": limit}
    values |= {"living": [str(state) for state in registrations.LIVING], "open": [str(access) for access in READ_BY_ALL]}
    with connection.cursor() as cursor:
        cursor.execute(_COMING, values)
        return [Coming(*row) for row in cursor.fetchall()]


def in_calendar_of(person: Person, *, after: dt.datetime, limit: int) -> list[Any]:
    """What the person comes to, waits for or organises and that ends after that moment, the soonest first, in one query.

    Each has `own_state`, `own_queued_at` and `own_settled_at` (None for an organiser who did not register).
    """
    rows = visible_to(person).exclude(state=EventState.DRAFT).filter(ends_at__gt=after)
    rows = rows.annotate(mine=FilteredRelation("registrations", condition=Q(registrations__person=person)))
    rows = rows.filter(Q(organiser=person) | Q(mine__state__in=registrations.LIVING))
    rows = rows.annotate(
        own_state=F("mine__state"), own_queued_at=F("mine__queued_at"), own_settled_at=F("mine__settled_at")
    )
    return list(rows.order_by("starts_at", "id")[:limit])


def appointment(
    event: Event, *, own_state: str | None, moved_at: dt.datetime | None = None, manages: bool = False
) -> Appointment:
    """The event as calendars read it. The link of participation only for who is confirmed, or manages."""
    inside = manages or own_state == RegistrationState.CONFIRMED
    page_url = f"{settings.PUBLIC_URL.rstrip('/')}{event.get_absolute_url()}"
    return Appointment(
        uid=f"evenement-{event.uid}@maillage",
        sequence=event.sequence,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        created_at=event.created_at,
        changed_at=max(event.changed_at, moved_at or event.changed_at),
        title=_("Annulé\xa0: %(title)s") % {"title": event.title} if event.state == EventState.CANCELLED else event.title,
        url=page_url,
        organiser=event.organiser.name,
        contact=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        status=_status(event, own_state),
        place=event.place or (_("En ligne") if event.mode == EventMode.ONLINE else ""),
        description="\n\n".join(part for part in _description(event, own_state, inside, page_url) if part),
    )


def _status(event: Event, own_state: str | None) -> Status:
    if event.state == EventState.CANCELLED or own_state == RegistrationState.DECLINED:
        return "CANCELLED"
    return "TENTATIVE" if own_state in (RegistrationState.WAITING, RegistrationState.REQUESTED) else "CONFIRMED"


def _description(event: Event, own_state: str | None, inside: bool, page_url: str) -> list[str]:
    waiting = {
        RegistrationState.WAITING: _("Vous êtes sur la liste d’attente."),
        RegistrationState.REQUESTED: _("Votre demande d’inscription attend une réponse."),
    }
    link = event.online_url if inside and event.state == EventState.PUBLISHED else ""
    return [
        event.cancelled_reason if event.state == EventState.CANCELLED else "",
        waiting.get(RegistrationState(own_state), "") if own_state else "",
        event.summary,
        _("Lien de participation\xa0: %(url)s") % {"url": link} if link else "",
        _("Accessibilité\xa0: %(words)s") % {"words": event.accessibility} if event.accessibility else "",
        page_url,
    ]


def organised_rows(person: Person) -> list[dict[str, Any]]:
    """Events that the person organises, for « Télécharger mes données »."""
    rows = Event.objects.filter(organiser=person).select_related("space").order_by("created_at", "id")
    return [
        {
            "titre": row.title,
            "espace": row.space.name,
            "etat": str(row.get_state_display()),
            "debut": row.starts_at.isoformat(),
            "fin": row.ends_at.isoformat(),
            "texte": row.body,
            "compte_rendu": row.recap,
        }
        for row in rows
    ]
