"""A small checker of Québec typography for the texts that ship in data/.

Rule (Office québécois de la langue française): no-break space before `:` `»` `%` `$`, after `«`; none before
`;` `!` `?` `,` `.`; typographic apostrophe. Addresses, code, tags and mentions are left out of the check.
"""

import re

NBSP = "\u00a0"
IGNORED = re.compile(
    r"```.*?```|`[^`]*`|<[^>\n]+>|https?://[^\s)\]>»]+|\]\([^)]*\)|[\w.+-]+@[\w.-]+\.\w+|@\[[^\]]*\]|\b\d+:\d+\b",
    re.DOTALL,
)
FRENCH_FAULTS = {
    "straight apostrophe": re.compile(r"'"),
    "straight quotation mark": re.compile(r'"'),
    "ordinary or missing space before a colon": re.compile(rf"[^{NBSP}\s]:(?=\s|$)|(?<!^) :(?=\s|$)", re.MULTILINE),
    "missing no-break space after «": re.compile(rf"«(?!{NBSP})"),
    "missing no-break space before »": re.compile(rf"(?<!{NBSP})»"),
    "missing no-break space before % or $": re.compile(r"\d[ ]?[%$]"),
    "space before ; ! ?": re.compile(rf"[ {NBSP}][;!?](?!\w)"),
    "space before , or .": re.compile(rf"[ {NBSP}][,.](?=\s|$)"),
    "ordinary space inside a number": re.compile(r"\b\d{1,3} \d{3}\b"),
    "ordinary space in a time": re.compile(r"\d h\b|\bh \d{2}\b"),
    "two spaces": re.compile(rf"[^\s{NBSP}] {{2,}}\S|{NBSP} | {NBSP}"),
}
ENGLISH_FAULTS = {
    "straight apostrophe": re.compile(r"'"),
    "straight quotation mark": re.compile(r'"'),
    "French spacing": re.compile(NBSP),
}


def faults(text: str, language: str = "fr") -> list[str]:
    """Each fault found, with a little of its surroundings; an empty list when the text is clean."""
    bare = IGNORED.sub("\u2063", text)
    rules = FRENCH_FAULTS if language == "fr" else ENGLISH_FAULTS
    found = []
    for name, pattern in rules.items():
        for match in pattern.finditer(bare):
            around = bare[max(0, match.start() - 20) : match.end() + 20].replace("\n", "⏎")
            found.append(f"{name}: …{around}…")
    return found
