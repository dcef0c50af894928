"""Who is named in a sheet, an event or a recap hears of it once, by the same notice as in a thread."""

import datetime as dt

import pytest

from activity.actions import subscriptions
from activity.models import Notification
from activity.queries.notification_kinds import Passage
from community.actions import events, following, memberships, practices, recaps, spaces
from community.queries.passages import of_texts
from community.queries.work_passages import of_work
from core.models import OutboxRow
from tests.cast import NOW
from tests.community.events import LATER, come, edit, propose
from tests.factories.practices import make_draft, make_published

AFTER = LATER + dt.timedelta(hours=2)


def naming(*people):
    return " et ".join(f"@[x](membre:{person.pk})" for person in people)


def heard(person):
    """(kind, reason) of every notice that rings, oldest first."""
    rows = Notification.objects.filter(person=person, silent=False).order_by("pk")
    return [(kind.removeprefix("community."), reason) for kind, reason in rows.values_list("kind", "reason")]


MENTION = ("mention", "mentioned")


def new_version(cast, page, **values):
    practices.save_draft(by=cast.amina, page=page, at=LATER, **values)
    page.refresh_from_db()
    return practices.publish(by=cast.chloe, page=page, at=LATER, note="Chiffres à jour")


def test_a_published_sheet_tells_whom_it_names_and_not_who_wrote_it(cast, world, deliver):
    page = make_published(
        by=cast.amina, space=world.open, reviewer=cast.chloe, authors=[cast.esther],
        how=naming(cast.david, cast.amina, cast.esther), tools=naming(cast.david, cast.chloe),
    )  # fmt: skip
    deliver()
    assert heard(cast.david) == [MENTION]
    assert MENTION not in heard(cast.amina) + heard(cast.esther) + heard(cast.chloe)
    notice = Notification.objects.get(person=cast.david, kind="community.mention")
    assert (notice.actor, notice.url) == (cast.amina, page.get_absolute_url())
    assert (notice.data["where"], notice.event_key) == ("practice", f"practice:{page.pk}:1")


def test_a_draft_tells_nobody(cast, world, deliver):
    page = make_draft(by=cast.amina, space=world.open, how=naming(cast.david))
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    deliver()
    assert heard(cast.david) == []


def test_another_version_tells_only_whom_it_names_anew(cast, world, deliver):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, how=naming(cast.david))
    deliver()
    new_version(cast, page, how=naming(cast.david, cast.ines))
    deliver()
    OutboxRow.objects.update(done_at=None, handled=[])
    deliver()
    assert (heard(cast.david), heard(cast.ines)) == ([MENTION], [MENTION])


def test_who_follows_the_sheet_and_is_named_in_a_new_version_hears_once(cast, world, deliver):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    deliver()
    subscriptions.follow(person=cast.david, target=page, at=NOW)
    new_version(cast, page, how=naming(cast.david))
    deliver()
    assert heard(cast.david) == [MENTION]


@pytest.mark.parametrize("muted", ["space", "author"])
def test_who_muted_hears_nothing_of_a_sheet(cast, world, deliver, muted):
    subscriptions.follow(person=cast.bruno, target=cast.amina, at=NOW)
    target = world.open if muted == "space" else cast.amina
    subscriptions.set_level(person=cast.bruno, target=target, level="none")
    make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, how=naming(cast.bruno))
    deliver()
    assert MENTION not in heard(cast.bruno)


def test_a_reader_who_left_the_space_is_not_told(cast, world, deliver):
    page = make_draft(by=cast.amina, space=world.hidden, how=naming(cast.bruno))
    memberships.leave(by=cast.bruno, space=world.hidden, at=NOW)
    practices.publish(by=cast.chloe, page=page, at=NOW)
    deliver()
    assert heard(cast.bruno) == []


def test_an_event_tells_when_it_is_published_and_replaces_the_notice_of_the_space(cast, world, deliver):
    following.set_space_level(by=cast.bruno, space=world.open, level="all", at=NOW)
    event = propose(cast.amina, world.open, publish=False, body=naming(cast.bruno, cast.david, cast.amina))
    deliver()
    assert heard(cast.bruno) == []
    events.publish_event(by=cast.amina, event=event, at=NOW)
    deliver()
    assert [heard(one) for one in (cast.bruno, cast.david, cast.amina)] == [[MENTION], [MENTION], []]
    assert f'href="/membres/{cast.david.pk}/"' in event.body_html


def test_an_edit_tells_whom_it_names_anew_once(cast, world, deliver):
    event = propose(cast.amina, world.open, body=naming(cast.bruno))
    deliver()
    for body in (naming(cast.bruno, cast.david), "Sans noms.", naming(cast.david)):
        edit(cast.amina, event, body=body)
        deliver()
    assert (heard(cast.bruno), heard(cast.david)) == ([MENTION], [MENTION])


def test_who_comes_hears_of_the_new_hour_first_and_once(cast, world, deliver):
    event = propose(cast.amina, world.open)
    come(event, cast.bruno)
    deliver()
    edit(cast.amina, event, starts_at=LATER + dt.timedelta(hours=1), ends_at=AFTER, body=naming(cast.bruno, cast.david))
    deliver()
    assert heard(cast.bruno) == [("event_registered", "own"), ("event_changed", "registered")]
    assert heard(cast.david) == [MENTION]


def test_a_recap_tells_whom_it_names_once(cast, world, deliver):
    event = propose(cast.amina, world.open)
    come(event, cast.bruno)
    deliver()
    for recap in (naming(cast.bruno), naming(cast.bruno, cast.david), naming(cast.bruno, cast.david)):
        recaps.follow_up(by=cast.amina, event=event, recording_url="", recap=recap, at=AFTER)
        deliver()
    assert heard(cast.bruno) == [("event_registered", "own"), MENTION]
    assert heard(cast.david) == [MENTION]
    assert Notification.objects.get(person=cast.david).url == f"{event.get_absolute_url()}#recap-title"


def test_the_mail_quotes_the_part_that_names_its_reader(cast, world, deliver):
    make_published(
        by=cast.amina, space=world.open, reviewer=cast.chloe, context="Des cartes.",
        tools=f"Le gabarit de {naming(cast.david)}.",
    )  # fmt: skip
    event = propose(cast.amina, world.open, body=f"Animé par {naming(cast.farid)}.")
    recaps.follow_up(by=cast.amina, event=event, recording_url="", recap=f"Merci à {naming(cast.ines)}.", at=AFTER)
    deliver()
    for person, words in ((cast.david, "Le gabarit de"), (cast.farid, "Animé par"), (cast.ines, "Merci à")):
        notice = Notification.objects.get(person=person, kind="community.mention")
        quoted = {notice.pk: Passage(f"{words} @{person.name}.", "fr")}
        assert of_work([(notice, person.pk)]) == of_texts([notice], person) == quoted


def test_words_of_welcome_tell_whom_they_name_once_for_good(cast, world, deliver):
    spaces.create_space(by=cast.chloe, name="Nouveau", summary="Essai.", welcome=f"Écrivez à {naming(cast.farid)}.", at=NOW)
    for welcome in (naming(cast.bruno), naming(cast.bruno, cast.amina), "Sans noms.", naming(cast.amina)):
        spaces.edit_space(by=cast.chloe, space=world.hidden, welcome=welcome, at=NOW)
    deliver()
    world.hidden.refresh_from_db()
    assert [heard(one) for one in (cast.farid, cast.bruno, cast.amina)] == [[MENTION], [MENTION], [MENTION]]
    assert world.hidden.welcome_html.startswith(f'<p><a class="mention" href="/membres/{cast.amina.pk}/"')
    notice = Notification.objects.get(person=cast.farid)
    assert of_work([(notice, cast.farid.pk)]) == {notice.pk: Passage(f"Écrivez à @{cast.farid.name}.", "fr")}


def test_who_does_not_read_the_thing_any_more_is_quoted_nothing(cast, world, deliver):
    propose(cast.amina, world.hidden, body=naming(cast.bruno))
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, how=naming(cast.bruno))
    spaces.edit_space(by=cast.chloe, space=world.hidden, welcome=naming(cast.bruno), at=NOW)
    deliver()
    notices = list(Notification.objects.filter(person=cast.bruno, kind="community.mention"))
    assert len(of_texts(notices, cast.bruno)) == 3
    practices.archive(by=cast.chloe, page=page, at=NOW)
    memberships.leave(by=cast.bruno, space=world.hidden, at=NOW)
    assert [notice.event_key for notice in notices if notice.pk in of_texts(notices, cast.bruno)] == [
        f"practice:{page.pk}:1"
    ]
