"""Somebody is back after days away: what they missed is offered for a week."""

from community.actions import catch_up
from core.events import subscribe
from people.events import PersonReturned


@subscribe(PersonReturned)
def note_absence(event: PersonReturned) -> None:
    catch_up.note_absence(person_id=event.person_id, away_since=event.away_since, at=event.at)
