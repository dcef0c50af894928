"""Québec spacing, by the rules that our own strings obey."""

from core.rules.typography import mended, spots
from job_profiles.rules.wording.hints import Hint


def typography_hints(text: str) -> list[Hint]:
    return [
        Hint("typography", name, start, end, text[start:end], mended(text[start:end], name), exact=True)
        for start, end, name in spots(text)
    ]
