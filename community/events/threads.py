"""What happens in threads, in the past tense. Ids only; every id that a subscriber elsewhere needs."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class ThreadPosted(Event):
    thread_id: int
    space_id: int
    author_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ThreadEdited(Event):
    """Text, topics, competencies or closing changed; `mentioned_ids`: people named for the first time."""

    thread_id: int
    space_id: int
    by_id: int
    mentioned_ids: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class ThreadKindChanged(Event):
    """A discussion became a question, or a question without an accepted answer a discussion."""

    thread_id: int
    space_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ThreadDeleted(Event):
    thread_id: int
    space_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ThreadRestored(Event):
    thread_id: int
    space_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReplyPosted(Event):
    reply_id: int
    thread_id: int
    space_id: int
    author_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReplyEdited(Event):
    """`mentioned_ids`: people named for the first time. A restored reply is announced as an edit."""

    reply_id: int
    thread_id: int
    space_id: int
    by_id: int
    mentioned_ids: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReplyDeleted(Event):
    reply_id: int
    thread_id: int
    space_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AnswerAccepted(Event):
    """`author_id` wrote the answer; `by_id` accepted it."""

    thread_id: int
    reply_id: int
    space_id: int
    author_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AnswerUnaccepted(Event):
    thread_id: int
    reply_id: int
    space_id: int
    author_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reacted(Event):
    """`reply_id` is None when the opening text was meant."""

    thread_id: int
    reply_id: int | None
    person_id: int
    kind: str
