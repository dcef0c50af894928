"""Events of the small world: one to come and one past in the open space, one in the hidden space, a draft, a feed."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from activity.actions import calendar
from community.actions import events, recaps, registrations
from community.actions.events import EventDetails
from community.models import Event, EventRegistration, Space
from people.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import World

HOUR = dt.timedelta(hours=1)


@dataclass
class Events:
    """`asking`: David's request for a place at `coming`, with a word for the organiser. `token`: of David's calendar."""

    coming: Event
    past: Event
    hidden: Event
    draft: Event
    asking: EventRegistration
    hidden_place: EventRegistration
    token: str


def tell_events(world: "World", *, hidden_word: str, confided_word: str) -> Events:
    """Amina organises, Chloé facilitates, Bruno comes."""
    cast, at = world.cast, world.at
    before, soon = at - dt.timedelta(days=3), at + dt.timedelta(days=2)
    coming = _propose(cast.amina, world.open.space, "Atelier à venir", soon, at, needs_approval=True)
    asking = registrations.register(by=cast.david, event=coming, note=f"J’aimerais venir ({confided_word}).", at=at)
    past = _propose(cast.amina, world.open.space, "Atelier passé", at - dt.timedelta(days=1), before)
    registrations.register(by=cast.bruno, event=past, at=before)
    recaps.follow_up(by=cast.amina, event=past, recording_url="https://video.test/1", recap="Trois gestes.", at=at)
    hidden = _propose(cast.amina, world.hidden.space, f"Atelier {hidden_word}", soon, at)
    place = registrations.register(by=cast.bruno, event=hidden, note=f"Un besoin {hidden_word}.", at=at)
    draft = _propose(cast.amina, world.open.space, f"Brouillon {hidden_word}", soon, at, publish=False)
    token = calendar.create_address(by=cast.david, replaces=None, at=at)
    return Events(coming, past, hidden, draft, asking, place, token)


def _propose(
    by: Person, space: Space, title: str, starts_at: dt.datetime, at: dt.datetime, *, publish: bool = True,
    needs_approval: bool = False,
) -> Event:  # fmt: skip
    details = EventDetails(
        title=title, starts_at=starts_at, ends_at=starts_at + HOUR, summary=f"{title}, en quelques mots.", body="Programme.",
        online_url="https://visio.test/1", needs_approval=needs_approval, topic_names=("accessibilité",),
    )  # fmt: skip
    return events.create_event(by=by, space=space, details=details, publish=publish, at=at)
