"""Who may be asked a question, and what each person sees of it.

Of a person's competencies only those shared for this purpose are read (community_routedcompetency): neither the profile, nor
the evidence, nor any estimate. A test keeps it so.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from community.enums import OfferState, SpaceAccess
from community.models import QuestionOffer, QuestionRoute, RoutingProfile, Thread
from community.rules.routing import FACILITATORS, LAST_WAVE, Candidate, Question
from core.addresses import address
from people.models import Person
from people.queries.consents import people_who_consent

PURPOSE = "question_routing"
WEEK = dt.timedelta(days=7)
ANSWERS_OVER = dt.timedelta(days=730)

# One row per person who switched it on. Offers of seven days run back from the moment, so that no seven days hold more
# than the cap. An open space is joined by answering: every member of the network may post there.
_CANDIDATES = """
SELECT profile.person_id, profile.weekly_cap, coalesce(profile.paused_until >= %(today)s, false),
  EXISTS (SELECT 1 FROM people_absence away WHERE away.person_id = profile.person_id
    AND %(today)s BETWEEN away.starts_on AND away.ends_on),
  EXISTS (SELECT 1 FROM community_membership member
    WHERE member.person_id = profile.person_id AND member.space_id = %(space)s),
  EXISTS (SELECT 1 FROM community_questionoffer asked
    WHERE asked.person_id = profile.person_id AND asked.thread_id = %(thread)s),
  (SELECT count(*) FROM community_questionoffer offer
    WHERE offer.person_id = profile.person_id AND offer.offered_at > %(week)s),
  (SELECT count(*) FROM community_questionoffer offer
    WHERE offer.person_id = profile.person_id AND offer.state IN ('offered', 'accepted')),
  (SELECT extract(epoch FROM %(at)s - max(offer.offered_at)) FROM community_questionoffer offer
    WHERE offer.person_id = profile.person_id),
  coalesce((SELECT jsonb_agg(jsonb_build_array(shared.competency_id, shared.level, competency.group_id))
    FROM community_routedcompetency shared JOIN competencies_competency competency ON competency.id = shared.competency_id
    WHERE shared.profile_id = profile.id), '[]')::text,
  accepted.about, accepted.here
FROM community_routingprofile profile JOIN people_person person ON person.id = profile.person_id AND person.status = 'active'
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE answered.space_id = %(space)s) AS here,
    count(*) FILTER (WHERE
      EXISTS (SELECT 1 FROM community_thread_competencies link
        WHERE link.thread_id = answered.id AND link.competency_id = ANY(%(competencies)s::bigint[]))
      OR EXISTS (SELECT 1 FROM competencies_topictagged tagged WHERE tagged.content_type_id = %(type)s
        AND tagged.object_id = answered.id AND tagged.tag_id = ANY(%(topics)s::bigint[]))) AS about
  FROM community_reply reply JOIN community_thread answered ON answered.accepted_id = reply.id
  WHERE reply.author_id = profile.person_id AND reply.created_at > %(answers_since)s AND reply.deleted_at IS NULL
    AND answered.deleted_at IS NULL AND answered.author_id <> reply.author_id
) AS accepted
WHERE profile.active_since IS NOT NULL AND profile.person_id <> %(author)s
"""


def question_of(thread: Thread) -> Question:
    """Its competencies; a question that names none is taken to be about those of its space."""
    own = dict(thread.competencies.values_list("pk", "group_id"))
    if own:
        return Question(author=thread.author_id, competencies=own)
    of_space = dict(thread.space.competencies.values_list("pk", "group_id"))
    return Question(author=thread.author_id, competencies=of_space, of_space=True)


def candidates(thread: Thread, question: Question, *, at: dt.datetime, today: dt.date) -> list[Candidate]:
    """Everybody who switched it on and whose consent is in force, with what the rules look at; two queries."""
    values: dict[str, Any] = {
        "thread": thread.pk, "space": thread.space_id, "author": thread.author_id, "at": at, "today": today,
        "week": at - WEEK, "answers_since": at - ANSWERS_OVER, "competencies": list(question.competencies),
        "topics": list(thread.topics.values_list("pk", flat=True)), "type": ContentType.objects.get_for_model(Thread).pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, values)
        rows = cursor.fetchall()
    willing = people_who_consent(PURPOSE, [row[0] for row in rows])
    is_open = thread.space.access == SpaceAccess.OPEN
    return [_candidate(row, is_open) for row in rows if row[0] in willing]


def _candidate(row: tuple[Any, ...], is_open: bool) -> Candidate:
    person, cap, paused, away, member, asked, week, waiting, last, shared, about, here = row
    return Candidate(
        person=person, cap=cap, paused=paused, away=away, member=member, asked=asked, week=week, open=waiting,
        last=float(last) if last is not None else float("inf"), may_post=member or is_open, answers=about,
        answers_here=here, shared={number: (level, group) for number, level, group in json.loads(shared)},
    )  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A question that was offered to the person who looks, with why."""

    pk: int
    thread_id: int
    title: str
    language: str
    space: str
    asked_at: dt.datetime
    offered_at: dt.datetime
    state: str
    reasons: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return address("community:thread-detail", self.thread_id)


def offers_of(person: Person, *, waiting: bool = True, limit: int = 20) -> list[Offer]:
    """Offers that wait for the person (or those that are settled), the newest first; only of questions they still read."""
    states = [OfferState.OFFERED, OfferState.ACCEPTED]
    rows = QuestionOffer.objects.filter(person=person, thread__in=Thread.objects.visible_to(person))
    rows = rows.filter(state__in=states) if waiting else rows.exclude(state__in=states)
    columns = (
        "pk", "thread_id", "thread__title", "thread__language", "thread__space__name", "thread__created_at", "offered_at",
        "state", "reasons",
    )  # fmt: skip
    return [Offer(*row) for row in rows.order_by("-offered_at", "-id").values_list(*columns)[:limit]]


def own_offer(person: Person, thread_id: int) -> QuestionOffer:
    """The offer of this question to the person, of a question that they still read. Raises DoesNotExist."""
    rows = QuestionOffer.objects.filter(person=person, thread__in=Thread.objects.visible_to(person))
    return rows.select_related("thread__space").get(thread=thread_id)


def profile_of(person: Person) -> RoutingProfile | None:
    """What the person allows, with the competencies shared for it."""
    rows = RoutingProfile.objects.filter(person=person).prefetch_related("competencies__competency")
    return rows.first()


@dataclass(frozen=True)
class Search:
    """Where the search for an answer stands, as the asker sees it: no name before somebody accepted or answered.

    `next_at`: when the search goes on, None when it is over; `last`: by telling the facilitators then; `told`: they were.
    """

    asked: int
    names: list[str] = field(default_factory=list)
    next_at: dt.datetime | None = None
    begun: bool = False
    last: bool = False
    told: bool = False


def search_of(thread: Thread) -> Search | None:
    """None before the search began. For the asker."""
    route = QuestionRoute.objects.filter(thread=thread).values_list("wave", "next_at").first()
    rows = QuestionOffer.objects.filter(thread=thread).values_list("state", "person__given_name", "person__family_name")
    return search_among([*route, list(rows.order_by("settled_at", "id"))] if route else None)


def search_among(found: Sequence[Any] | None) -> Search | None:
    """The same from wave, moment of the next one, and state and name of each offer, as the page of a thread reads them."""
    if found is None:
        return None
    wave, next_at, offers = found
    shown = (OfferState.ACCEPTED, OfferState.ANSWERED)
    names = [f"{given} {family}".strip() for state, given, family in offers if state in shown]
    if isinstance(next_at, str):
        next_at = dt.datetime.fromisoformat(next_at)
    return Search(len(offers), names, next_at=next_at, begun=wave > 0, last=wave == LAST_WAVE, told=wave >= FACILITATORS)


def due_threads(*, at: dt.datetime, limit: int = 200) -> list[int]:
    """Questions whose next wave is due, the longest waiting first."""
    rows = QuestionRoute.objects.filter(next_at__lte=at).order_by("next_at", "id")
    return list(rows.values_list("thread_id", flat=True)[:limit])
