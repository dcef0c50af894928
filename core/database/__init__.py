"""Statements whose plan PostgreSQL keeps.

Planning a page's queries takes PostgreSQL about as long as running them. Inside `prepared`, the parameters travel apart from
the SQL, so that from its third run on one connection a statement is not planned again:

    @prepared
    def unread_counts(person: Person, ids: list[int]) -> dict[int, int]: ...

For reads that many pages make, evaluated inside the function, and only where one plan serves all values: PostgreSQL does not
look at them (`plan_cache_mode`, network.settings.running). A read by a thread of 10 replies or of 10,000 is better planned
each time. Plain SQL gives its parameters a type (`%s::bigint[]`) where PostgreSQL cannot tell. The few writes that everybody
waits for are prepared too. Everything else goes on binding in the client, as Django does; so does what runs under an
`execute_wrapper` (a context of the audit triggers), which may change the statement.
"""

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
_on: ContextVar[bool] = ContextVar("prepared", default=False)


def prepared(read: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Decorator: statements that run inside are prepared."""

    @functools.wraps(read)
    def reading(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        token = _on.set(True)
        try:
            return read(*args, **kwargs)
        finally:
            _on.reset(token)

    return reading


def is_on() -> bool:
    """Whether the statements that run now are to be prepared."""
    return _on.get()
