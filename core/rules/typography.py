"""Québec spacing of French text, as the OQLF states it: what the lint of our own strings checks.

No-break space before « : », « » », « % », « $ » and after « « »; none before « ; », « ! », « ? »; typographic apostrophe.
"""

import re

NBSP = "\u00a0"
_SPACES = f"{NBSP}\u202f"
_RULES = (
    (re.compile(r"[^\S\u00a0\u202f\n]:(?=\s|$)|(?<=[a-zà-ÿœ»)]):(?=\s|$)"), "espace insécable devant « : »"),
    (re.compile(r"«(?![\u00a0\u202f])"), "espace insécable après « « »"),
    (re.compile(r"(?<![\u00a0\u202f])»"), "espace insécable devant « » »"),
    (re.compile(r"\d[^\S\u00a0\u202f]?%(?!\()|\d[^\S\u00a0\u202f]?\$(?!\{)"), "espace insécable devant « % » et « $ »"),
    (re.compile(r"\s[;!?](?=\s|$)"), "pas d’espace devant « ; », « ! », « ? »"),
    (re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]"), "apostrophe typographique (’)"),
    (re.compile(r"\.\.\."), "points de suspension en un caractère (…)"),
)


def faults(text: str) -> list[str]:
    """What is wrong with the spacing of a French text, in words; empty when all is well."""
    return [words for pattern, words in _RULES if pattern.search(text)]
