"""What the form of a sheet is filled with before one writes: from a thread, from the text as it stands."""

from typing import Any

from community.models import PracticePage, Reply, Thread
from community.models.practices import SECTIONS
from people.models import Person

HELPED = 5


def from_thread(thread: Thread) -> dict[str, Any]:
    """The question as context, the accepted answer and those that helped as what was done, each under its author's
    name: then the result in one line is all that readers still miss."""
    replies = used_replies(thread)
    return {
        "title": thread.title,
        "context": thread.body,
        "actions_taken": "\n\n".join(f"{reply.body}\n\n— {reply.author.name}" for reply in replies),
        "topics": [topic.name for topic in thread.topics.all()],
        "competencies": [competency.code for competency in thread.competencies.all()],
        "language": thread.language,
        "space": thread.space,
    }


def used_replies(thread: Thread) -> list[Reply]:
    """The accepted answer first, then those that helped others, the most helpful first."""
    rows = Reply.objects.filter(thread=thread, deleted_at=None).select_related("author")
    chosen = thread.accepted_id or 0
    accepted = list(rows.filter(pk=chosen))
    helped = rows.filter(helped_count__gt=0).exclude(pk=chosen).order_by("-helped_count", "created_at", "id")
    return [*accepted, *helped[:HELPED]]


def credited(thread: Thread, *, but: Person) -> list[Person]:
    """Who asked and whose replies are used, each once; not who writes the sheet."""
    people = {thread.author_id: thread.author} | {reply.author_id: reply.author for reply in used_replies(thread)}
    return [person for number, person in people.items() if number != but.pk]


def from_draft(draft: PracticePage, *, viewer: Person) -> dict[str, Any]:
    """Every field of the form, from the newest text."""
    wrote = [row for row in draft.authors.all() if not row.credited and row.person_id != viewer.pk]
    people = Person.objects.with_organisation().in_bulk([row.person_id for row in wrote])
    values: dict[str, Any] = {name: getattr(draft, name) for name in ("title", "result_line", *SECTIONS)}
    values |= {name: getattr(draft, name) for name in ("channel", "maturity", "licence", "language", "change_note")}
    for number, figure in enumerate(draft.figures, start=1):
        values |= {f"value_{number}": figure["value"], f"label_{number}": figure["label"]}
    return values | {
        "space": draft.space,
        "topics": draft.topic_names,
        "competencies": [competency.code for competency in draft.competencies.all()],
        "authors": [people[row.person_id] for row in sorted(wrote, key=lambda row: row.sort_order or 0)],
        "owner": draft.person_owner,
        "review_on": draft.review_on,
        "revision": draft.latest_revision_id,
    }
