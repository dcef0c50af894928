"""Who may do what with a thread and its replies."""

from community.models import Reply, Space, Thread
from community.permissions.spaces import can_post, can_read, is_facilitator
from people.models import Person


def can_reply(person: Person | None, thread: Thread) -> bool:
    """Answer: members, while the space lives and the thread is open."""
    return can_post(person, thread.space) and thread.closed_at is None and thread.deleted_at is None


def can_react(person: Person | None, thread: Thread) -> bool:
    """J’aime, Merci, Utile: every reader, while the space lives."""
    return can_read(person, thread.space) and thread.space.archived_at is None and thread.deleted_at is None


def can_say_it_helped(person: Person | None, post: Thread | Reply) -> bool:
    """« M’a aidé aussi »: every reader, on the answers of others to a question."""
    return (
        isinstance(post, Reply)
        and post.thread.is_question
        and person is not None
        and post.author_id != person.pk
        and can_react(person, post.thread)
    )


def can_edit(person: Person | None, post: Thread | Reply) -> bool:
    """Change or delete a text: its author as long as they read the space, and facilitators; never in an archive."""
    space = _space_of(post)
    if space.archived_at is not None or not can_read(person, space):
        return False
    return (person is not None and post.author_id == person.pk) or is_facilitator(person, space)


def can_restore(person: Person | None, post: Thread | Reply) -> bool:
    """Undo a deletion: who deleted it, and facilitators (an author cannot undo what a facilitator took away)."""
    space = _space_of(post)
    if post.deleted_at is None or space.archived_at is not None or not can_read(person, space):
        return False
    return (person is not None and post.deleted_by_id == person.pk) or is_facilitator(person, space)


def can_accept(person: Person | None, thread: Thread) -> bool:
    """Say which answer answers: who asked, and facilitators."""
    return thread.is_question and can_edit(person, thread)


def can_change_kind(person: Person | None, thread: Thread) -> bool:
    """Make a question of a discussion, or back: who may edit it, while no answer is accepted."""
    return thread.accepted_id is None and thread.deleted_at is None and can_edit(person, thread)


def can_close(person: Person | None, thread: Thread) -> bool:
    """Close a thread to new replies, or open it again: facilitators."""
    return is_facilitator(person, thread.space) and thread.space.archived_at is None


def _space_of(post: Thread | Reply) -> Space:
    return post.space if isinstance(post, Thread) else post.thread.space
