"""Mails to who is named in a sheet, an event or words of welcome: the sentence, the passage, nothing of what is gone."""

import datetime as dt

import pytest

from activity.models import Delivery
from activity.tasks.mails import send_due
from community.actions import events, memberships, spaces
from tests.activity.sink import Sink
from tests.cast import NOW
from tests.community.events import propose
from tests.community.world import make_world
from tests.factories.practices import make_published

SOON = NOW + dt.timedelta(minutes=4)


@pytest.fixture
def world(cast):
    return make_world(cast)


def in_a_sheet(cast, world, naming):
    make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe, tools=f"Le gabarit de {naming}.")


def in_an_event(cast, world, naming):
    propose(cast.amina, world.hidden, body=f"Animé par {naming}.")


def in_words_of_welcome(cast, world, naming):
    spaces.edit_space(by=cast.chloe, space=world.hidden, welcome=f"Écrivez à {naming}.", at=NOW)


CASES = [
    (
        in_a_sheet,
        "Amina Tremblay-Fictive vous mentionne dans la fiche « Des cartes que tout le monde lit »",
        "Le gabarit de",
    ),
    (in_an_event, "{amina} vous mentionne dans l’événement « Rendre un PDF accessible »", "Animé par"),
    (in_words_of_welcome, "{chloe} vous mentionne dans le mot de bienvenue de « Espace hidden »", "Écrivez à"),
]


@pytest.mark.parametrize(("write", "sentence", "passage"), CASES, ids=["sheet", "event", "welcome"])
def test_a_mail_says_where_and_quotes_it(cast, world, smtp, deliver, write, sentence, passage):
    write(cast, world, f"@[x](membre:{cast.bruno.pk})")
    deliver()
    send_due(at=SOON, seconds=20)
    [mail] = smtp.to(cast.bruno.user.email)
    assert Sink.header(mail, "Subject").replace("\xa0", " ") == sentence.format(amina=cast.amina.name, chloe=cast.chloe.name)
    text = mail.get_body(("plain",)).get_content().replace("\xa0", " ")
    assert f"{passage} @{cast.bruno.name}." in text


def test_the_workflow_of_sheets_writes_to_nobody_by_itself(cast, world, smtp):
    make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe)
    assert smtp.mails == []


@pytest.mark.parametrize("change", ["left", "cancelled"])
def test_what_is_gone_or_closed_is_not_mailed(cast, world, smtp, deliver, change):
    event = propose(cast.amina, world.hidden, body=f"Animé par @[x](membre:{cast.bruno.pk}).")
    deliver()
    if change == "left":
        memberships.leave(by=cast.bruno, space=world.hidden, at=NOW)
    else:
        events.cancel_event(by=cast.amina, event=event, reason="Reporté", at=NOW)
    send_due(at=SOON, seconds=20)
    assert smtp.mails == []
    states = Delivery.objects.filter(notification__kind="community.mention").values_list("state", "why")
    assert list(states) == [("cancelled", "closed")]
