"""Questions find those who may know: waves, what people say to them, what ends the search."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from activity.models import Notification
from community.actions import offers, reactions, replies, routing, threads
from community.enums import OfferState
from community.models import Membership, QuestionOffer, QuestionRoute, RoutingProfile
from community.queries.routing import PURPOSE, offers_of, search_of
from competencies.actions.evidence import record_evidence
from competencies.enums import EvidenceKind
from people.actions.consents import ConsentRefused, decide
from people.models import Absence
from people.queries.consents import purposes
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def skills(db):
    return CompetencyFactory.create_batch(2)


def willing(person, *competencies, level=3, cap=2, paused_until=None):
    routing.switch_on(by=person, version=purposes[PURPOSE].version, at=NOW)
    levels = {one.code: level for one in competencies}
    return routing.save_settings(by=person, levels=levels, weekly_cap=cap, paused_until=paused_until, today=TODAY)


@pytest.fixture
def question(ask, skills):
    def make(space=None, number=0, **values):
        title = values.pop("title", f"Question {number}?")
        return ask(space, title=title, body=f"Corps {number}.", competency_codes=[skills[0].code], **values)

    return make


def wave(thread, at=NOW):
    offers.start(thread_id=thread.pk, at=thread.created_at)
    offers.run_wave(thread_id=thread.pk, at=at)
    return set(QuestionOffer.objects.filter(thread=thread).values_list("person__given_name", flat=True))


def test_nobody_is_asked_before_they_switch_it_on(cast, skills, question):
    record_evidence(
        person=cast.bruno, competency=skills[0], level=4, kind=EvidenceKind.DECLARED, source_key="moi", occurred_on=TODAY,
        at=NOW, note="",
    )  # fmt: skip
    RoutingProfile.objects.create(person=cast.bruno, active_since=NOW)  # a row without a consent
    assert wave(question()) == set()


def test_nothing_but_what_is_shared_for_this_counts(cast, skills, question):
    willing(cast.bruno)
    record_evidence(
        person=cast.bruno, competency=skills[0], level=4, kind=EvidenceKind.DECLARED, source_key="moi", occurred_on=TODAY,
        at=NOW, note="",
    )  # fmt: skip
    assert wave(question()) == set()


def test_a_question_that_names_no_competency_is_about_those_of_its_space(cast, world, skills, ask):
    willing(cast.bruno, skills[0])
    world.open.competencies.set([skills[0]])
    thread = ask(title="Sans compétence?")
    assert wave(thread) == {"Bruno"}
    reason = {"code": "space_competency", "name": skills[0].name_fr, "level": 3}
    assert QuestionOffer.objects.get().reasons == [reason]


def test_the_asker_knows_what_comes_next(cast, question):
    thread = question()
    assert search_of(thread) is None
    offers.start(thread_id=thread.pk, at=NOW)
    assert (search_of(thread).begun, search_of(thread).next_at) == (False, NOW)
    for number in range(4):
        offers.run_wave(thread_id=thread.pk, at=NOW + number * DAY)
        found = search_of(thread)
        assert (found.asked, found.begun, found.last, found.told) == (0, True, number == 2, number == 3)
        assert found.next_at == (None if number == 3 else NOW + (number + 1) * DAY)


def test_the_offer_says_why(cast, skills, question, deliver):
    willing(cast.bruno, skills[0])
    thread = question()
    deliver()
    offer = QuestionOffer.objects.get()
    assert offer.reasons == [{"code": "competency", "name": skills[0].name_fr, "level": 3}]
    assert [one.title for one in offers_of(cast.bruno)] == [thread.title]
    assert Notification.objects.get(person=cast.bruno).kind == "community.question_offered"


def test_the_asker_is_never_asked(cast, skills, question):
    willing(cast.amina, skills[0])
    assert wave(question()) == set()


@pytest.mark.parametrize(("access", "first", "later"), [("open", set(), {"David"}), ("request", set(), set())])
def test_strangers_come_with_the_second_wave_and_only_where_they_may_join(
    cast, world, skills, question, access, first, later
):
    willing(cast.david, skills[0])
    thread = question(world.of(access))
    assert wave(thread) == first
    assert wave(thread, NOW + DAY) == later


def test_never_above_the_cap(cast, skills, question):
    willing(cast.bruno, skills[0], cap=2)
    for number in range(4):
        wave(question(number=number))
    assert QuestionOffer.objects.filter(person=cast.bruno).count() == 2
    QuestionOffer.objects.update(state=OfferState.DECLINED)
    late = NOW + 7 * DAY + HOUR
    assert wave(question(number=9, at=late), late) == {"Bruno"}


@pytest.mark.parametrize("why", ["absent", "paused", "gone"])
def test_who_is_not_there_is_left_in_peace(cast, skills, question, why):
    willing(cast.bruno, skills[0], paused_until=TODAY if why == "paused" else None)
    if why == "absent":
        Absence.objects.create(person=cast.bruno, starts_on=TODAY, ends_on=TODAY)
    if why == "gone":
        cast.bruno.status = "left"
        cast.bruno.save()
    assert wave(question()) == set()


def test_a_refusal_is_taken_back(cast, skills, question):
    willing(cast.bruno, skills[0])
    thread = question()
    wave(thread)
    offer = QuestionOffer.objects.get()
    offers.decline(by=cast.bruno, offer=offer, at=NOW)
    assert offers_of(cast.bruno) == []
    offers.take_back_refusal(by=cast.bruno, offer=offer, at=NOW)
    assert [one.state for one in offers_of(cast.bruno)] == [OfferState.OFFERED]
    offers.decline(by=cast.bruno, offer=offer, at=NOW)
    threads.close_thread(by=cast.chloe, thread=thread, closed=True, at=NOW)
    assert offers.take_back_refusal(by=cast.bruno, offer=offer, at=NOW).state == OfferState.DECLINED


def test_declined_once_never_asked_again(cast, skills, question):
    willing(cast.bruno, skills[0])
    thread = question()
    wave(thread)
    offers.decline(by=cast.bruno, offer=QuestionOffer.objects.get(), at=NOW)
    wave(thread, NOW + DAY)
    assert QuestionOffer.objects.get().state == OfferState.DECLINED
    assert (search_of(thread).asked, search_of(thread).names) == (1, [])


def test_run_twice_it_asks_once(cast, skills, question):
    willing(cast.bruno, skills[0])
    thread = question()
    assert wave(thread) == wave(thread) == {"Bruno"}
    assert (QuestionOffer.objects.count(), QuestionRoute.objects.get().wave) == (1, 1)


def test_after_three_waves_the_facilitators_are_told(cast, world, skills, question, deliver):
    thread = question()
    for days in range(5):
        wave(thread, NOW + days * DAY)
    deliver()
    told = Notification.objects.filter(kind="community.question_waiting")
    assert [one.person for one in told] == [cast.chloe]
    route = QuestionRoute.objects.get()
    assert (route.wave, route.next_at) == (4, None)


def test_accepting_shows_the_name_and_joins_an_open_space(cast, world, skills, question):
    willing(cast.david, skills[0])
    thread = question()
    wave(thread)
    wave(thread, NOW + DAY)
    assert search_of(thread).names == []
    offers.accept(by=cast.david, offer=QuestionOffer.objects.get(), at=NOW + DAY)
    assert search_of(thread).names == [cast.david.name]
    assert Membership.objects.filter(space=world.open, person=cast.david).exists()


def test_nobody_answers_for_another(cast, skills, question):
    willing(cast.bruno, skills[0])
    wave(question())
    for act in (offers.accept, offers.decline, offers.take_back_refusal):
        with pytest.raises(PermissionDenied):
            act(by=cast.david, offer=QuestionOffer.objects.get(), at=NOW)


@pytest.mark.parametrize("how", ["accepted", "helped", "closed", "deleted"])
def test_what_ends_the_search(cast, world, skills, question, deliver, how):
    willing(cast.bruno, skills[0])
    thread = question()
    wave(thread)
    if how in ("accepted", "helped"):
        reply = replies.post_reply(by=cast.chloe, thread=thread, body="Ainsi.", at=NOW + HOUR)
    if how == "accepted":
        threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=NOW + HOUR)
    elif how == "helped":
        reactions.react(by=cast.david, post=reply, kind="helped", wanted=True, at=NOW + HOUR)
    elif how == "closed":
        threads.close_thread(by=cast.chloe, thread=thread, closed=True, at=NOW + HOUR)
    else:
        threads.delete_thread(by=cast.amina, thread=thread, at=NOW + HOUR)
    deliver()
    assert QuestionRoute.objects.get().next_at is None
    assert QuestionOffer.objects.get().state == OfferState.LAPSED


def test_an_answer_taken_back_begins_the_search_again(cast, skills, question, deliver):
    thread = question()
    wave(thread)
    reply = replies.post_reply(by=cast.chloe, thread=thread, body="Ainsi.", at=NOW)
    threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=NOW)
    deliver()
    threads.unaccept_answer(by=cast.amina, thread=thread, at=NOW + HOUR)
    deliver()
    assert QuestionRoute.objects.get().next_at == NOW + HOUR + DAY


def test_replying_settles_the_offer(cast, skills, question, deliver):
    willing(cast.bruno, skills[0])
    thread = question()
    wave(thread)
    replies.post_reply(by=cast.bruno, thread=thread, body="Voici.", at=NOW)
    deliver()
    assert QuestionOffer.objects.get().state == OfferState.ANSWERED


def test_stopping_erases_what_was_shared(cast, skills, question):
    willing(cast.bruno, skills[0])
    wave(question())
    routing.switch_off(by=cast.bruno, at=NOW)
    assert not RoutingProfile.objects.exists()
    assert QuestionOffer.objects.get().state == OfferState.LAPSED


def test_consent_taken_back_elsewhere_stops_it_too(cast, skills, question, deliver):
    willing(cast.bruno, skills[0])
    decide(person=cast.bruno, purpose=PURPOSE, version="", choice="withdrawn", at=NOW)
    assert wave(question()) == set()
    deliver()
    assert not RoutingProfile.objects.exists()


def test_an_older_notice_does_not_switch_it_on(cast):
    with pytest.raises(ConsentRefused):
        routing.switch_on(by=cast.bruno, version="1999-01", at=NOW)
    assert not RoutingProfile.objects.exists()


@pytest.mark.parametrize(("cap", "pause"), [(0, None), (11, None), (2, TODAY - DAY), (2, TODAY + 400 * DAY)])
def test_settings_out_of_range(cast, cap, pause):
    routing.switch_on(by=cast.bruno, version=purposes[PURPOSE].version, at=NOW)
    with pytest.raises(ValidationError):
        routing.save_settings(by=cast.bruno, levels={}, weekly_cap=cap, paused_until=pause, today=TODAY)
