"""The bus of domain events.

An event is a frozen dataclass in the past tense that carries ids, declared in an app's `events.py`. Only `actions`
publish, with `core.outbox.publish`, which writes one outbox row in the caller's transaction; after the commit

- handlers subscribed with `when="commit"` run in this process (a nudge to open pages, nothing slow), each on its own:
  one that fails is logged and never breaks the request;
- handlers subscribed with `when="later"` (the default) run in a worker, through `core.outbox`, at least once.
"""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Literal, TypeVar


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events: `at` is when it happened, given by the action."""

    at: dt.datetime


H = TypeVar("H", bound=Callable[..., None])
Handler = Callable[[Any], None]
When = Literal["commit", "later"]
_handlers: dict[type[Event], dict[When, list[Handler]]] = defaultdict(lambda: {"commit": [], "later": []})
_names: dict[str, type[Event]] = {}


def event_name(event_type: type[Event]) -> str:
    """`community.ReplyPosted`: app and class, stable in the outbox."""
    return f"{event_type.__module__.split('.')[0]}.{event_type.__name__}"


def subscribe(event_type: type[Event], *, when: When = "later") -> Callable[[H], H]:
    """Decorator of a handler in an app's `subscribers.py`."""

    def decorate(handler: H) -> H:
        _handlers[event_type][when].append(handler)
        _names[event_name(event_type)] = event_type
        return handler

    return decorate


def handlers_of(event_type: type[Event], when: When) -> list[Handler]:
    return _handlers[event_type][when] if event_type in _handlers else []


def handler_name(handler: Handler) -> str:
    return f"{handler.__module__}.{getattr(handler, '__qualname__', repr(handler))}"


def to_payload(event: Event) -> dict[str, Any]:
    """JSON-ready fields: ids, numbers, words, dates as ISO text, lists of those."""
    payload: dict[str, Any] = {}
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        payload[field.name] = value.isoformat() if isinstance(value, dt.datetime) else value
    return payload


def from_payload(name: str, payload: dict[str, Any]) -> Event | None:
    """The event as it was published, or None when its class is gone since."""
    event_type = _names.get(name)
    if event_type is None:
        return None
    values = dict(payload)
    known = {field.name: field for field in dataclasses.fields(event_type)}
    for key in list(values):
        if key not in known:
            del values[key]
        elif known[key].type in (dt.datetime, "dt.datetime") and isinstance(values[key], str):
            values[key] = dt.datetime.fromisoformat(values[key])
        elif isinstance(values[key], list):
            values[key] = tuple(values[key])
    return event_type(**values)
