"""Statements whose plan PostgreSQL keeps.

Planning a page's queries takes PostgreSQL about as long as running them. Inside `prepared`, the parameters travel apart from
the SQL, so that from its third run on one connection a statement is not planned again:

    @prepared
    def unread_counts(person: Person, ids: list[int]) -> dict[int, int]: ...

For reads that many pages make, evaluated inside the function, and only where one plan serves all values: PostgreSQL does not
look at them (`plan_cache_mode`, network.settings.running). A read by a thread of 10 replies or of 10,000 is better planned
each time. Plain SQL gives its parameters a type (`%s::bigint[]`) where PostgreSQL cannot tell. Everything else goes on
binding in the client, as Django does: writes carry the context of the audit triggers, which may not be prepared.
"""

from contextlib import ContextDecorator
from contextvars import ContextVar, Token

_on: ContextVar[bool] = ContextVar("prepared", default=False)


class _Prepared(ContextDecorator):
    """Decorator and context manager; may be nested."""

    def __init__(self) -> None:
        self._tokens: list[Token[bool]] = []

    def _recreate_cm(self) -> "_Prepared":
        return _Prepared()

    def __enter__(self) -> None:
        self._tokens.append(_on.set(True))

    def __exit__(self, *exception: object) -> None:
        _on.reset(self._tokens.pop())


prepared = _Prepared()


def is_on() -> bool:
    """Whether the statements that run now are to be prepared."""
    return _on.get()
