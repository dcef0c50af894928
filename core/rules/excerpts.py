"""The part of a text that answers a query, cut into what matches and what does not."""

import re

from core.rules.text import search_words

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*", re.UNICODE)
Segment = tuple[str, bool]


def _same(word: str, asked: set[str]) -> bool:
    """Whether a word of the text is one that was asked, its ending aside."""
    for form in search_words(word):
        if form in asked:
            return True
        for other in asked:
            shared = min(len(form), len(other))
            if shared >= 5 and form[: shared - 1] == other[: shared - 1] and abs(len(form) - len(other)) <= 3:
                return True
    return False


def marked(text: str, query: str) -> list[Segment]:
    """The whole text as segments (words, matches?)."""
    asked = set(search_words(query))
    segments: list[Segment] = []
    position = 0
    for match in _TOKEN.finditer(text):
        if asked and _same(match.group(), asked):
            if match.start() > position:
                segments.append((text[position : match.start()], False))
            segments.append((match.group(), True))
            position = match.end()
    if position < len(text):
        segments.append((text[position:], False))
    return segments


def excerpt(text: str, query: str, *, length: int = 220) -> list[Segment]:
    """A window of about `length` characters around the first match, as segments, with « … » where it was cut."""
    asked = set(search_words(query))
    first = next((m.start() for m in _TOKEN.finditer(text[:6000]) if asked and _same(m.group(), asked)), 0)
    start = max(0, first - length // 3)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    segments = marked(text[start:end], query)
    if start:
        segments.insert(0, ("…\u00a0", False))
    if end < len(text):
        segments.append(("…", False))
    return segments
