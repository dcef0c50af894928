"""What this app does when something happened to people."""

from activity.actions import feed, live
from core.events import subscribe
from people.events import PeopleChanged, PersonChanged, PersonErased, PersonLeft


@subscribe(PersonChanged, when="commit")
@subscribe(PeopleChanged, when="commit")
@subscribe(PersonErased, when="commit")
def draw_cards_anew(event: PersonChanged | PeopleChanged | PersonErased) -> None:
    """Cards show names, portraits and organisations."""
    feed.forget_all_cards()


@subscribe(PersonLeft, when="commit")
@subscribe(PersonErased, when="commit")
def close_sockets(event: PersonLeft | PersonErased) -> None:
    """Who left hears nothing more, on whatever page is still open."""
    live.revoke(person_id=event.person_id)
