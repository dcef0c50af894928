"""Hints on the French of a job description: plain language, inclusive wording, Québec typography.

A hint is advice, never a fault that stops: few and sure rather than many. The sentences to show live higher, by code.
"""

from job_profiles.rules.wording.hints import Hint, Kind
from job_profiles.rules.wording.inclusive import inclusive_hints
from job_profiles.rules.wording.plain import MAX_WORDS, plain_hints
from job_profiles.rules.wording.typographic import typography_hints

__all__ = ["MAX_WORDS", "Hint", "Kind", "hints"]


def hints(text: str) -> list[Hint]:
    """Every hint on a text, in its order; where two fall on the same words, the first of plain, inclusive, typography."""
    found = [*plain_hints(text), *inclusive_hints(text), *typography_hints(text)]
    return sorted(found, key=lambda hint: (hint.start, hint.end))
