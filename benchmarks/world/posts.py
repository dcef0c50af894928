"""Threads, replies, their topics and their lines in the feed, written down."""

from typing import Any

from activity.models import FeedLine, FeedSource
from benchmarks.world import bulk
from benchmarks.world.places import Place, content_type, tag
from benchmarks.world.plans import Plan, Plans
from benchmarks.world.words import Writer
from community.models import Reply, Space, Thread
from competencies.models import Topic
from core.markdown import plain
from people.models import Person


def make(plans: Plans, places: list[Place], writer: Writer) -> None:
    with bulk.step("Réponses"):
        columns = ["id", "thread_id", "author_id", "body", "body_html", "created_at"]
        texts = ((thread, answer, writer.post()) for thread, answer in plans.answers())
        rows = ((a.pk, thread, a.author, text.body, text.html, a.at) for thread, a, text in texts)
        bulk.copy(Reply, columns, rows)
    with bulk.step("Fils"):
        columns = [
            "id", "space_id", "kind", "author_id", "title", "body", "body_html", "excerpt", "reply_count", "last_reply_id",
            "created_at", "last_activity_at", "last_actor_id", "accepted_id",
        ]  # fmt: skip
        bulk.copy(Thread, columns, (_thread_row(plan, writer) for plan in plans.threads))
        tag([(plan.pk, plan.topics) for plan in plans.threads])
        _count_threads(places, plans.threads)


def _thread_row(plan: Plan, writer: Writer) -> tuple[Any, ...]:
    text = writer.post()
    return (
        plan.pk, plan.place.pk, "question" if plan.question else "discussion", plan.author, writer.title(), text.body,
        text.html, plain(text.body), plan.replies, plan.last_reply, plan.at, plan.last_at, plan.last_actor, plan.accepted,
    )  # fmt: skip


def _count_threads(places: list[Place], plans: list[Plan]) -> None:
    rows: dict[int, list[Plan]] = {place.pk: [] for place in places}
    for plan in plans:
        rows[plan.place.pk].append(plan)
    for place in places:
        if mine := rows[place.pk]:
            newest = max(plan.last_at for plan in mine)
            Space.objects.filter(pk=place.pk).update(thread_count=len(mine), last_activity_at=newest)


def make_lines(plans: list[Plan]) -> None:
    """A line per thread, followed by the thread, its space, its author and its topics."""
    thread_type, space_type = content_type(Thread), content_type(Space)
    person_type, topic_type = content_type(Person), content_type(Topic)
    first = bulk.first_id(FeedLine)
    lines = (
        (
            first + number, "question" if plan.question else "discussion", thread_type, plan.pk, space_type, plan.place.pk,
            plan.last_actor, sorted(plan.topics), plan.place.audience, plan.at, plan.last_at,
        )
        for number, plan in enumerate(plans)
    )  # fmt: skip
    columns = [
        "id", "kind", "content_type_id", "object_id", "container_type_id", "container_id", "actor_id", "topics",
        "audience_id", "created_at", "at",
    ]  # fmt: skip
    bulk.copy(FeedLine, columns, lines)
    sources = (
        (first + number, kind, source, plan.place.audience, plan.last_at)
        for number, plan in enumerate(plans)
        for kind, source in [
            (thread_type, plan.pk),
            (space_type, plan.place.pk),
            (person_type, plan.author),
            *((topic_type, topic) for topic in plan.topics),
        ]
    )
    bulk.copy(FeedSource, ["line_id", "source_type_id", "source_id", "audience_id", "at"], sources)
