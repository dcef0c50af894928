"""What changed from one text to another, word by word.

Lines are compared first, then the words of the lines that differ, so that a long text costs what changed in it. Parts come
as (kind, text), in reading order; joined without the removed ones they give the new text, without the added ones the old.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "removed", "added"]
Part = tuple[Kind, str]

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Above this many pairs of words, a block counts as wholly rewritten: comparing it would take seconds and say nothing.
MAX_PAIRS = 4_000_000


@dataclass(frozen=True)
class Difference:
    """One section: its parts, and how many words came and went."""

    key: str
    parts: list[Part]

    @property
    def changed(self) -> bool:
        return any(kind != "same" for kind, _text in self.parts)

    @property
    def added(self) -> int:
        return _words(text for kind, text in self.parts if kind == "added")

    @property
    def removed(self) -> int:
        return _words(text for kind, text in self.parts if kind == "removed")


def _words(texts: Iterator[str]) -> int:
    return sum(len(re.findall(r"\w+", text)) for text in texts)


def compare(old: str, new: str) -> list[Part]:
    """Parts of both texts; neighbours of one kind are joined."""
    return _joined(_by_lines(old, new))


def compare_sections(old: dict[str, str], new: dict[str, str], keys: Sequence[str]) -> list[Difference]:
    """Section by section, in the order of `keys`; sections that are empty in both are left out."""
    pairs = [(key, old.get(key, ""), new.get(key, "")) for key in keys]
    return [Difference(key, compare(before, after)) for key, before, after in pairs if before or after]


def _by_lines(old: str, new: str) -> Iterator[Part]:
    before, after = _LINE.findall(old), _LINE.findall(new)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(before[a:b])
        else:
            yield from _by_words("".join(before[a:b]), "".join(after[c:d]))


def _by_words(old: str, new: str) -> Iterator[Part]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > MAX_PAIRS:
        yield "removed", old
        yield "added", new
        return
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(before[a:b])
            continue
        if b > a:
            yield "removed", "".join(before[a:b])
        if d > c:
            yield "added", "".join(after[c:d])


def _joined(parts: Iterator[Part]) -> list[Part]:
    joined: list[Part] = []
    for kind, text in parts:
        if text and joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        elif text:
            joined.append((kind, text))
    return joined
