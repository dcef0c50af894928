"""What follows from what happens to sheets: notices, search entries, evidence. In a worker; each may run twice."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from activity.actions.notifications import notify, withdraw
from activity.queries.targets import Ref, type_id
from community.enums import PracticeState
from community.events import (
    PracticeArchived,
    PracticeEvent,
    PracticePublished,
    PracticeReviewed,
    PracticeSubmitted,
    PracticeWithdrawn,
)
from community.models import PracticePage, PracticeRelease, PracticeReview
from community.queries.practice_beside import forget_beside
from community.subscribers.followers import sources_of, told
from competencies.actions.evidence import record_evidence
from competencies.enums import EvidenceKind
from competencies.events import TopicChanged, TopicsMerged
from competencies.models import Competency
from core.events import subscribe
from core.search import refresh
from people.models import Person

BATCH = 500


def _page(event: PracticeEvent) -> PracticePage | None:
    return PracticePage.objects.filter(pk=event.page_id).select_related("space").first()


def _tell(
    kind: str,
    page: PracticePage,
    *,
    key: str,
    to: Iterable[tuple[int, str]],
    actor: int | None,
    at: dt.datetime,
    url: str = "",
    in_digest: Iterable[tuple[int, str]] = (),
    **words: Any,
) -> None:
    notify(
        kind=kind, event_key=key, recipients=to, in_digest=in_digest, actor=actor, target=page,
        container=page.space, audience_id=page.audience_id,
        url=url or page.get_absolute_url(), at=at,
        data={"title": page.draft_title or page.title, "space": page.space.name, **words},
    )  # fmt: skip


@subscribe(PracticeSubmitted)
def ask_reviewers(event: PracticeSubmitted) -> None:
    page = _page(event)
    if page is None:
        return
    waiting = PracticeReview.objects.filter(page=page, reviewer__in=event.reviewer_ids, verdict="pending")
    url = reverse("community:practice-review", args=[page.label])
    for review in waiting:
        to = [(review.reviewer_id, "reviewer")]
        _tell(
            "community.practice_review_asked", page, key=review.request_key, to=to, actor=event.by_id, at=event.at, url=url
        )


@subscribe(PracticeReviewed)
def tell_writers(event: PracticeReviewed) -> None:
    """Who wrote it hears what was decided; who did not answer is asked no more."""
    page = _page(event)
    if page is None:
        return
    for review in PracticeReview.objects.filter(page=page, verdict="withdrawn"):
        withdraw(event_key=review.request_key)
    to = [(number, "author") for number in event.author_ids] + [(event.owner_id, "owner")]
    key = f"practice-reviewed:{event.review_id}"
    if event.approved:
        to += [(number, "credited") for number in event.credited_ids]
        release = PracticeRelease.objects.filter(page=page).first()
        key = publication_key(page.pk, release.number if release else 1)
    _tell("community.practice_reviewed", page, key=key, to=to, actor=event.by_id, at=event.at, approved=event.approved)


def publication_key(page_id: int, number: int) -> str:
    return f"practice:{page_id}:{number}"


@subscribe(PracticePublished)
def tell_followers(event: PracticePublished) -> None:
    """A new sheet: who follows its competencies, topics, authors or space. Another version: who follows the sheet."""
    page = _page(event)
    if page is None or page.state != PracticeState.PUBLISHED:
        return
    key = publication_key(page.pk, event.number)
    wrote = {event.owner_id, *event.author_ids}
    if event.number > 1:
        note = PracticeRelease.objects.filter(pk=event.release_id).values_list("note", flat=True).first() or ""
        live, digest = told([(page, "practice")], held_by=page, without=wrote)
        _tell(
            "community.practice_changed", page, key=key, to=live, in_digest=digest, actor=event.by_id, at=event.at, note=note
        )
        return
    people = (*event.author_ids, event.owner_id)
    sources = sources_of(competency_ids=event.competency_ids, topics=page.topics.all(), person_ids=people, space=page.space)
    live, digest = told(sources, held_by=page.space, without=wrote)
    _tell(
        "community.practice_published", page, key=key, to=live, in_digest=digest, actor=event.by_id, at=event.at,
        of=sorted(wrote),
    )  # fmt: skip


@subscribe(PracticePublished)
def record_practice(event: PracticePublished) -> None:
    """A published sheet is evidence: it enters its authors' own ledger, which nobody else sees until they show it."""
    page = _page(event)
    if page is None:
        return
    authors = Person.objects.active().filter(pk__in=event.author_ids)
    skills = list(Competency.objects.filter(pk__in=event.competency_ids, retired_at=None))
    for person in authors:
        for competency in skills:
            record_evidence(
                person=person,
                competency=competency,
                level=None,
                kind=EvidenceKind.PRACTICE,
                source_key=f"practice:{page.pk}",
                occurred_on=timezone.localdate(event.at),
                at=event.at,
                note=page.title,
            )


@subscribe(PracticePublished)
@subscribe(PracticeArchived)
@subscribe(PracticeWithdrawn)
def index_practice(event: PracticePublished | PracticeArchived | PracticeWithdrawn) -> None:
    refresh("practice", [event.page_id])
    forget_beside(event.page_id)


@subscribe(PracticeWithdrawn)
def take_notices_back(event: PracticeWithdrawn) -> None:
    if not Page.objects.filter(pk=event.page_id, live=True).exists():
        withdraw(target=Ref(type_id(PracticePage), event.page_id))


@subscribe(TopicChanged)
@subscribe(TopicsMerged)
def index_practices_of_topic(event: TopicChanged | TopicsMerged) -> None:
    """Sheets are found by the names and variants of their topics."""
    topic_id = event.kept_id if isinstance(event, TopicsMerged) else event.topic_id
    ids = list(PracticePage.objects.filter(topics=topic_id).values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        refresh("practice", ids[start : start + BATCH])
