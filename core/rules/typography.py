"""Québec spacing of French text, as the OQLF states it: what the lint of our own strings checks.

No-break space before « : », « » », « % », « $ » and after « « »; none before « ; », « ! », « ? »; typographic apostrophe.
"""

import re

NBSP = "\u00a0"
_SPACES = f"{NBSP}\u202f"
# A name, a pattern, and what to do in words.
_RULES = (
    ("colon", re.compile(r"[^\S\u00a0\u202f\n]:(?=\s|$)|(?<=[a-zà-ÿœ»)]):(?=\s|$)"), "espace insécable devant « : »"),
    ("opening", re.compile(r"«(?![\u00a0\u202f])"), "espace insécable après « « »"),
    ("closing", re.compile(r"(?<![\u00a0\u202f])»"), "espace insécable devant « » »"),
    (
        "unit",
        re.compile(r"\d[^\S\u00a0\u202f]?%(?!\()|\d[^\S\u00a0\u202f]?\$(?!\{)"),
        "espace insécable devant « % » et « $ »",
    ),
    ("semicolon", re.compile(r"\s[;!?](?=\s|$)"), "pas d’espace devant « ; », « ! », « ? »"),
    ("apostrophe", re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]"), "apostrophe typographique (’)"),
    ("ellipsis", re.compile(r"\.\.\."), "points de suspension en un caractère (…)"),
)


def faults(text: str) -> list[str]:
    """What is wrong with the spacing of a French text, in words; empty when all is well."""
    return [words for _name, pattern, words in _RULES if pattern.search(text)]


def spots(text: str) -> list[tuple[int, int, str]]:
    """Where it is wrong: start, end and the name of the rule, in the order of the text; an ordinary space is part of it."""
    found = []
    for name, pattern, _words in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            start -= name == "closing" and text[start - 1 : start] == " "
            end += name == "opening" and text[end : end + 1] == " "
            found.append((start, end, name))
    return sorted(found)


def mended(found: str, name: str) -> str:
    """The same characters as the rule wants them."""
    if name == "opening":
        return f"«{NBSP}"
    if name == "closing":
        return f"{NBSP}»"
    if name == "colon":
        return f"{NBSP}:"
    if name == "unit":
        return f"{found[0]}{NBSP}{found[-1]}"
    if name == "semicolon":
        return found[-1]
    return "…" if name == "ellipsis" else found.replace("'", "’")
