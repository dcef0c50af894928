"""How labels are read: what people type, what makes two spellings one topic."""

import re

from core.rules.text import sort_key

MAX_NAME = 60
MAX_TOPICS = 8
_SEPARATORS = re.compile(r"[,;\n\r]+")


def clean_name(text: str) -> str:
    """The label as it will be shown: no mark in front, single spaces, a capital as typed; at most MAX_NAME characters."""
    return " ".join(text.replace("\x00", "").lstrip("#＃ \t").split())[:MAX_NAME].strip()


def folded(name: str) -> str:
    """The form that two spellings share; "" when nothing readable is left."""
    return sort_key(name)[:100].strip()


def split_names(text: str) -> list[str]:
    """Labels typed in one field, separated by commas, semicolons or lines; each spelling once, in order."""
    names: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        name = clean_name(part)
        if key := folded(name):
            names.setdefault(key, name)
    return list(names.values())
