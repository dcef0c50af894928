"""Who is named in a text hears of it, wherever members write: one sentence, one notice per person and fact.

The notice carries the `event_key` of the fact itself (a new thread, a new version of a sheet), so that it takes the place of
what the same person would hear as a follower.
"""

import datetime as dt
from collections.abc import Container, Iterable

from activity.actions.notifications import notify
from activity.queries.levels import muted_in
from community.enums import EventState, PracticeState
from community.events import (
    EventChanged,
    EventFollowedUp,
    EventPublished,
    PracticePublished,
    SpaceChanged,
    SpaceCreated,
)
from community.models import Event, PracticePage, PracticeRelease, Space, Thread
from community.models.practices import SECTIONS
from community.subscribers.events import involved
from community.subscribers.practices import publication_key
from core.events import subscribe
from core.markdown import mentioned_ids

Written = Thread | PracticePage | Event | Space


def tell_named(
    named: Iterable[int], thing: Written, *, where: str, key: str, url: str, actor: int, at: dt.datetime,
    but: Container[int | None] = (),
) -> None:  # fmt: skip
    """Tell people that they are named in a thing of a space, but for who muted it, or its space when they do not follow it.

    `where`: thread, practice, event, recap or welcome, for the sentence. `but`: who hears of the fact in a better way.
    """
    space, title = (thing, thing.name) if isinstance(thing, Space) else (thing.space, thing.title)
    ids = [number for number in named if number not in but]
    muted = muted_in(ids, thing, space)
    to = [(number, "mentioned") for number in ids if number not in muted]
    if to:
        notify(
            kind="community.mention", event_key=key, recipients=to, actor=actor, target=thing, container=space,
            audience_id=space.audience_id, url=url, at=at,
            data={"title": title, "space": space.name, "where": where},
        )  # fmt: skip


@subscribe(PracticePublished)
def tell_named_in_sheet(said: PracticePublished) -> None:
    """Who is named in what readers get now and was not in the version before; not who wrote it."""
    page = PracticePage.objects.filter(pk=said.page_id, state=PracticeState.PUBLISHED).select_related("space").first()
    if page is None:
        return
    named = _named_in_release(page, said.number) - _named_in_release(page, said.number - 1)
    tell_named(
        sorted(named), page, where="practice", key=publication_key(page.pk, said.number), url=page.get_absolute_url(),
        actor=said.owner_id, at=said.at, but={said.by_id, said.owner_id, *said.author_ids},
    )  # fmt: skip


def _named_in_release(page: PracticePage, number: int) -> set[int]:
    """From the revision that readers got: what was written since does not count."""
    release = PracticeRelease.objects.filter(page=page, number=number).select_related("revision").first()
    content = release.revision.content if release is not None else {}
    return {person for name in SECTIONS for person in mentioned_ids(content.get(name) or "")}


@subscribe(EventPublished)
def tell_named_in_event(said: EventPublished) -> None:
    event = _event(said.event_id)
    if event is not None:
        _tell_in_description(event, mentioned_ids(event.body), actor=said.organiser_id, at=said.at)


@subscribe(EventChanged)
def tell_newly_named_in_event(said: EventChanged) -> None:
    """Who comes hears of another hour or place by the notice that always arrives; being named adds nothing to it."""
    event = _event(said.event_id) if said.mentioned_ids else None
    if event is not None:
        told = {number for number, _reason in involved(event)} if said.changes else ()
        _tell_in_description(event, said.mentioned_ids, actor=said.by_id, at=said.at, but=told)


def _tell_in_description(
    event: Event, named: Iterable[int], *, actor: int, at: dt.datetime, but: Container[int] = ()
) -> None:
    url = event.get_absolute_url()
    tell_named(named, event, where="event", key=f"event:{event.pk}:new", url=url, actor=actor, at=at, but=but)


@subscribe(EventFollowedUp)
def tell_named_in_recap(said: EventFollowedUp) -> None:
    event = _event(said.event_id) if said.mentioned_ids else None
    if event is not None:
        key = f"event:{event.pk}:followed-up:{'-'.join(said.new) or 'recap'}"
        url = f"{event.get_absolute_url()}#recap-title"
        tell_named(said.mentioned_ids, event, where="recap", key=key, url=url, actor=said.by_id, at=said.at)


def _event(event_id: int) -> Event | None:
    return Event.objects.filter(pk=event_id, state=EventState.PUBLISHED).select_related("space").first()


@subscribe(SpaceCreated)
@subscribe(SpaceChanged)
def tell_named_in_welcome(said: SpaceCreated | SpaceChanged) -> None:
    """Once for good: the words of welcome stand there for years."""
    space = Space.objects.get(pk=said.space_id)
    named = said.mentioned_ids if isinstance(said, SpaceChanged) else mentioned_ids(space.welcome)
    url = f"{space.get_absolute_url()}?onglet=a-propos"
    tell_named(named, space, where="welcome", key=f"welcome:{space.pk}", url=url, actor=said.person_id, at=said.at)
