"""Questions find those who may know, in a worker: the waves begin, end and go on with what happens to the question."""

from activity.actions.notifications import notify
from community.actions import offers, routing
from community.enums import ReactionKind, ThreadKind
from community.events import (
    AnswerAccepted,
    AnswerUnaccepted,
    OfferAccepted,
    QuestionLeftToFacilitators,
    QuestionOffered,
    Reacted,
    ReplyPosted,
    ThreadDeleted,
    ThreadEdited,
    ThreadKindChanged,
    ThreadPosted,
    ThreadRestored,
)
from community.models import Thread
from community.queries.members import facilitator_ids
from community.queries.routing import PURPOSE
from core.events import subscribe
from people.enums import ConsentChoice
from people.events import ConsentDecided, PersonLeft


@subscribe(ThreadPosted)
def look_for_answers(event: ThreadPosted) -> None:
    if offers.start(thread_id=event.thread_id, at=event.at) is not None:
        offers.run_wave(thread_id=event.thread_id, at=event.at)


@subscribe(ReplyPosted)
def note_answer(event: ReplyPosted) -> None:
    offers.note_answer(thread_id=event.thread_id, person_id=event.author_id, at=event.at)


@subscribe(AnswerAccepted)
@subscribe(ThreadDeleted)
def stop_looking(event: AnswerAccepted | ThreadDeleted) -> None:
    if Thread.objects.filter(pk=event.thread_id, accepted=None, deleted_at=None).exists():
        return  # taken back meanwhile
    offers.stop(thread_id=event.thread_id, at=event.at)


@subscribe(Reacted)
def stop_when_it_helped(event: Reacted) -> None:
    if event.kind == ReactionKind.HELPED and Thread.objects.filter(pk=event.thread_id).exclude(useful_at=None).exists():
        offers.stop(thread_id=event.thread_id, at=event.at)


@subscribe(ThreadEdited)
def follow_closing(event: ThreadEdited) -> None:
    """Closing is announced as an edit, and so is opening again."""
    if Thread.objects.filter(pk=event.thread_id, closed_at=None).exists():
        offers.resume(thread_id=event.thread_id, at=event.at)
    else:
        offers.stop(thread_id=event.thread_id, at=event.at)


@subscribe(ThreadKindChanged)
def follow_kind(event: ThreadKindChanged) -> None:
    """What became a question begins its search, or goes on with it; a discussion looks for no answer."""
    if not Thread.objects.filter(pk=event.thread_id, kind=ThreadKind.QUESTION).exists():
        offers.stop(thread_id=event.thread_id, at=event.at)
    elif offers.start(thread_id=event.thread_id, at=event.at) is not None:
        offers.resume(thread_id=event.thread_id, at=event.at)
        offers.run_wave(thread_id=event.thread_id, at=event.at)


@subscribe(AnswerUnaccepted)
@subscribe(ThreadRestored)
def look_again(event: AnswerUnaccepted | ThreadRestored) -> None:
    offers.resume(thread_id=event.thread_id, at=event.at)


@subscribe(QuestionOffered)
def tell_who_is_asked(event: QuestionOffered) -> None:
    """In the first wave the offer takes the place of « nouveau fil » for who follows the space: one notice per fact."""
    thread = Thread.objects.filter(pk=event.thread_id, deleted_at=None).select_related("space").first()
    if thread is None:
        return
    key = f"thread:{thread.pk}" if event.wave == 1 else f"offer:{thread.pk}"
    notify(
        kind="community.question_offered", event_key=key, recipients=[(pk, "offer") for pk in event.person_ids], actor=None,
        target=thread, audience_id=thread.space.audience_id, url=thread.get_absolute_url(),
        data={"title": thread.title, "space": thread.space.name}, at=event.at,
    )  # fmt: skip


@subscribe(QuestionLeftToFacilitators)
def tell_facilitators(event: QuestionLeftToFacilitators) -> None:
    thread = Thread.objects.filter(pk=event.thread_id, deleted_at=None).select_related("space").first()
    if thread is None:
        return
    to = [(number, "facilitator") for number in facilitator_ids(event.space_id) if number != thread.author_id]
    notify(
        kind="community.question_waiting", event_key=f"waiting:{thread.pk}", recipients=to, actor=None, target=thread,
        audience_id=thread.space.audience_id, url=thread.get_absolute_url(),
        data={"title": thread.title, "space": thread.space.name}, at=event.at,
    )  # fmt: skip


@subscribe(OfferAccepted)
def tell_the_asker(event: OfferAccepted) -> None:
    thread = Thread.objects.filter(pk=event.thread_id, deleted_at=None).select_related("space").first()
    if thread is None:
        return
    notify(
        kind="community.offer_accepted", event_key=f"offer-accepted:{thread.pk}:{event.person_id}",
        recipients=[(event.author_id, "author")], actor=event.person_id, target=thread,
        audience_id=thread.space.audience_id, url=thread.get_absolute_url(), data={"title": thread.title}, at=event.at,
    )  # fmt: skip


@subscribe(ConsentDecided)
def follow_consent(event: ConsentDecided) -> None:
    """Taken back on the page of all purposes: what was shared goes too."""
    if event.purpose == PURPOSE and event.choice == ConsentChoice.WITHDRAWN:
        routing.forget_sharing_after_withdrawal(person_id=event.person_id, at=event.at)


@subscribe(PersonLeft)
def forget_who_left(event: PersonLeft) -> None:
    routing.forget_sharing(person_id=event.person_id, at=event.at)
