"""Offering a question in waves, and what the people who were asked say to it.

Wave 1 at once (members of the space), 2 after 24 h and 3 after 48 h (wider: see community.rules.routing), after 72 h the
facilitators. A useful answer, closing or deleting ends it. One lock for all waves: no two questions fill one person's week.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import permissions
from community.actions import memberships
from community.enums import OfferState
from community.events import OfferAccepted, QuestionLeftToFacilitators, QuestionOffered
from community.models import QuestionOffer, QuestionRoute, Thread
from community.queries import routing
from community.rules.routing import FACILITATORS, Choice, choose
from competencies.models import Competency, Topic
from core import outbox
from people.models import Person

BETWEEN_WAVES = dt.timedelta(hours=24)
KEPT = dt.timedelta(days=365)
WAITING = (OfferState.OFFERED, OfferState.ACCEPTED)
_ONE_AT_A_TIME = 724_101


def start(*, thread_id: int, at: dt.datetime) -> QuestionRoute | None:
    """Begin the search for an answer to a question; a second time changes nothing."""
    thread = Thread.objects.filter(pk=thread_id).select_related("space").first()
    if thread is None or not _wants_answer(thread):
        return None
    route, _created = QuestionRoute.objects.get_or_create(thread=thread, defaults={"next_at": at})
    return route


@transaction.atomic
def run_wave(*, thread_id: int, at: dt.datetime) -> int:
    """The wave that is due, if one is; returns how many people were asked. Safe to run twice, or twice at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    route = QuestionRoute.objects.select_for_update().filter(thread=thread_id, next_at__lte=at).first()
    if route is None:
        return 0
    thread = Thread.objects.select_related("space").get(pk=thread_id)
    if not _wants_answer(thread):
        stop(thread_id=thread_id, at=at)
        return 0
    route.wave += 1
    route.next_at = None if route.wave >= FACILITATORS else at + BETWEEN_WAVES
    route.save(update_fields=["wave", "next_at"])
    if route.wave >= FACILITATORS:
        outbox.publish(QuestionLeftToFacilitators(thread_id=thread_id, space_id=thread.space_id, at=at))
        return 0
    return _ask(thread, route.wave, at)


def _ask(thread: Thread, wave: int, at: dt.datetime) -> int:
    question = routing.question_of(thread)
    people = routing.candidates(thread, question, at=at, today=timezone.localdate(at))
    chosen = choose(question, people, wave)
    names = dict(Competency.objects.filter(pk__in=[one.competency for one in chosen]).values_list("pk", "name_fr"))
    about = ", ".join([*Topic.objects.filter(pk__in=thread.topics.all()).values_list("name", flat=True)][:3])
    QuestionOffer.objects.bulk_create(
        QuestionOffer(
            thread=thread,
            person_id=one.person,
            wave=wave,
            score=one.score,
            reasons=_reasons(one, names, about, of_space=question.of_space),
            offered_at=at,
        )
        for one in chosen
    )
    if chosen:
        asked = tuple(one.person for one in chosen)
        outbox.publish(QuestionOffered(thread_id=thread.pk, space_id=thread.space_id, wave=wave, person_ids=asked, at=at))
    return len(chosen)


def _reasons(one: Choice, names: dict[int, str], about: str, *, of_space: bool) -> list[dict[str, object]]:
    """Codes, names and numbers, the weightiest first; the words are put together where they are shown."""
    reasons: list[dict[str, object]] = []
    if one.competency:
        code = "neighbour" if one.neighbour else "space_competency" if of_space else "competency"
        reasons.append({"code": code, "name": names[one.competency], "level": one.level})
    if one.answers:
        reasons.append({"code": "answers", "count": one.answers, "name": about})
    if one.answers_here:
        reasons.append({"code": "here", "count": one.answers_here})
    return reasons


def _wants_answer(thread: Thread) -> bool:
    return (
        thread.is_question
        and thread.deleted_at is None
        and thread.closed_at is None
        and thread.accepted_id is None
        and thread.useful_at is None
        and thread.space.archived_at is None
    )


@transaction.atomic
def stop(*, thread_id: int, at: dt.datetime) -> None:
    """The search is over: no more waves, offers that nobody took up lapse."""
    QuestionRoute.objects.filter(thread=thread_id).update(next_at=None)
    QuestionOffer.objects.filter(thread=thread_id, state__in=WAITING).update(state=OfferState.LAPSED, settled_at=at)


@transaction.atomic
def resume(*, thread_id: int, at: dt.datetime) -> None:
    """The question is open again (answer taken back, thread restored): the next wave in a day, if any is left."""
    thread = Thread.objects.select_related("space").filter(pk=thread_id).first()
    if thread is not None and _wants_answer(thread):
        rows = QuestionRoute.objects.filter(thread=thread_id, next_at=None, wave__lt=FACILITATORS)
        rows.update(next_at=at + BETWEEN_WAVES)


@transaction.atomic
def accept(*, by: Person, offer: QuestionOffer, at: dt.datetime) -> QuestionOffer:
    """« J’y réponds »: the asker may know the name now; an open space is joined, so that one can answer."""
    offer = _own(by, offer)
    thread = offer.thread
    if permissions.can_join(by, thread.space):
        memberships.join(by=by, space=thread.space, at=at)
    if not permissions.can_reply(by, thread):
        raise PermissionDenied(_("On ne répond plus à cette question."))
    if offer.state == OfferState.OFFERED:
        _settle(offer, OfferState.ACCEPTED, at)
        outbox.publish(OfferAccepted(thread_id=thread.pk, person_id=by.pk, author_id=thread.author_id, at=at))
    return offer


@transaction.atomic
def decline(*, by: Person, offer: QuestionOffer, at: dt.datetime) -> QuestionOffer:
    """« Pas cette fois », « Pas mon domaine »: shown to nobody, and never asked again of this question."""
    offer = _own(by, offer)
    if offer.state in WAITING:
        _settle(offer, OfferState.DECLINED, at)
    return offer


@transaction.atomic
def take_back_refusal(*, by: Person, offer: QuestionOffer, at: dt.datetime) -> QuestionOffer:
    """The question is offered again to who declined it by mistake, while it looks for an answer."""
    offer = _own(by, offer)
    if offer.state == OfferState.DECLINED and _wants_answer(offer.thread):
        offer.state, offer.settled_at = OfferState.OFFERED, None
        offer.save(update_fields=["state", "settled_at"])
    return offer


@transaction.atomic
def note_answer(*, thread_id: int, person_id: int, at: dt.datetime) -> None:
    """The person who was asked replied."""
    rows = QuestionOffer.objects.filter(thread=thread_id, person=person_id)
    rows.exclude(state=OfferState.ANSWERED).update(state=OfferState.ANSWERED, settled_at=at)


def _own(by: Person, offer: QuestionOffer) -> QuestionOffer:
    if offer.person_id != by.pk:
        raise PermissionDenied
    permissions.forget_roles_in_spaces(by)
    rows = QuestionOffer.objects.select_for_update(of=("self",)).select_related("thread__space")
    return rows.get(pk=offer.pk)


def _settle(offer: QuestionOffer, state: OfferState, at: dt.datetime) -> None:
    offer.state, offer.settled_at = state, at
    offer.save(update_fields=["state", "settled_at"])


def erase(*, person: Person) -> int:
    """Erasure: every offer to the person goes, whatever came of it."""
    return QuestionOffer.objects.filter(person=person).delete()[0]


def forget_old(at: dt.datetime, dry_run: bool) -> int:
    """Offers of more than KEPT ago."""
    rows = QuestionOffer.objects.filter(offered_at__lt=at - KEPT)
    return rows.count() if dry_run else rows.delete()[0]
