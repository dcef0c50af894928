"""Pages by key: the next page starts after the last row seen, however deep, at the same cost."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime

M = TypeVar("M", bound=Model)
_SIGNER = signing.Signer(salt="page")


@dataclass(frozen=True)
class KeyPage(Generic[M]):
    """The rows of a page and the cursor of the next, None at the end."""

    items: list[M]
    next_cursor: str | None


def page_by_key(
    queryset: "QuerySet[M]", *, keys: tuple[str, ...] = ("-at", "-id"), cursor: str | None = None, size: int = 20
) -> "KeyPage[M]":
    """One page ordered by `keys` (the last one unique). A cursor that was tampered with counts as none."""
    ordered = queryset.order_by(*keys)
    values = read_cursor(cursor) if cursor else None
    if values is not None and len(values) == len(keys):
        ordered = ordered.filter(_after(keys, values))
    items = list(ordered[: size + 1])
    more = len(items) > size
    items = items[:size]
    return KeyPage(items, make_cursor([_value(items[-1], key) for key in keys]) if more and items else None)


def _value(item: Model, key: str) -> Any:
    value: Any = item
    for part in key.lstrip("-").split("__"):
        value = getattr(value, part)
    return value


def _after(keys: tuple[str, ...], values: list[Any]) -> Q:
    """Lexicographic « after »: (a, b) after (x, y) is a after x, or a = x and b after y; mixed directions allowed."""
    condition = Q()
    same: dict[str, Any] = {}
    for key, value in zip(keys, values, strict=True):
        name, comparison = key.lstrip("-"), "lt" if key.startswith("-") else "gt"
        condition |= Q(**same, **{f"{name}__{comparison}": value})
        same[name] = value
    first, comparison = keys[0].lstrip("-"), "lte" if keys[0].startswith("-") else "gte"
    return Q(**{f"{first}__{comparison}": values[0]}) & condition


def make_cursor(values: list[Any]) -> str:
    """Opaque and signed, so that nobody builds one by hand."""
    return _SIGNER.sign_object([{"d": v.isoformat()} if isinstance(v, dt.datetime) else v for v in values], compress=False)


def read_cursor(cursor: str) -> list[Any] | None:
    try:
        values = _SIGNER.unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return None
    return [parse_datetime(v["d"]) if isinstance(v, dict) else v for v in values]
