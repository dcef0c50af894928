"""What « À venir » says of events: the same as one's calendar, without what was cancelled or waited for in vain."""

import datetime as dt

from community.actions import events as verbs
from community.actions import memberships, registrations
from community.enums import RegistrationState
from community.queries import events
from tests.cast import NOW
from tests.community.events import LATER, come, propose

AFTER = NOW + dt.timedelta(hours=1)


def coming(person, *, after=AFTER, limit=5):
    return [(one.title, one.own_state) for one in events.coming_to(person, after=after, limit=limit)]


def test_what_one_comes_to_waits_for_and_organises_the_soonest_first(cast, world):
    propose(cast.chloe, world.open, title="Organisé", starts_at=LATER)
    taken = propose(cast.bruno, world.open, title="Une place", starts_at=LATER + dt.timedelta(days=1), capacity=1)
    sure = propose(cast.bruno, world.open, title="Confirmé", starts_at=NOW + dt.timedelta(days=1))
    propose(cast.bruno, world.open, title="Sans elle")
    come(taken, cast.amina, cast.chloe)
    come(sure, cast.chloe)

    assert coming(cast.chloe) == [("Confirmé", "confirmed"), ("Organisé", None), ("Une place", "waiting")]
    assert coming(cast.chloe, limit=1) == [("Confirmé", "confirmed")]
    assert coming(cast.chloe, after=LATER + dt.timedelta(minutes=30)) == [("Organisé", None), ("Une place", "waiting")]
    assert {title for title, _state in coming(cast.chloe)} == {
        event.title for event in events.in_calendar_of(cast.chloe, after=AFTER, limit=9)
    }


def test_what_is_cancelled_over_or_waited_for_in_vain_is_left_out(cast, world):
    taken = propose(cast.bruno, world.open, title="Complet", capacity=1)
    called_off = propose(cast.bruno, world.open, title="Annulé")
    come(taken, cast.amina, cast.chloe)
    come(called_off, cast.chloe)
    verbs.cancel_event(by=cast.bruno, event=called_off, reason="Salle inondée.", at=AFTER)

    assert coming(cast.chloe) == [("Complet", "waiting")]
    assert coming(cast.chloe, after=LATER + dt.timedelta(minutes=1)) == []
    assert coming(cast.amina, after=LATER + dt.timedelta(minutes=1)) == [("Complet", "confirmed")]
    assert coming(cast.amina, after=LATER + dt.timedelta(hours=1)) == []


def test_who_withdrew_or_left_a_closed_space_no_longer_sees_it(cast, world):
    event = propose(cast.chloe, world.hidden, title="Entre nous")
    ours = propose(cast.chloe, world.hidden, title="Brouillon", publish=False)
    come(event, cast.amina, cast.bruno)
    registrations.withdraw(by=cast.bruno, event=event, at=AFTER)
    assert ours.title not in {title for title, _state in coming(cast.chloe)}
    assert (coming(cast.amina), coming(cast.bruno)) == ([("Entre nous", RegistrationState.CONFIRMED)], [])

    memberships.leave(by=cast.amina, space=world.hidden, at=AFTER)

    assert coming(cast.amina) == []
