"""What can be compared, named in an address: `cle` (what one reads), `cle:2` (a version), `cle@MTMD` (a variant)."""

import re
from dataclasses import dataclass

_REFERENCE = re.compile(r"(?P<key>[-\w]+)(?::(?P<number>\d{1,4})|@(?P<acronym>[-\w.]{1,30}))?")


@dataclass(frozen=True)
class Reference:
    key: str
    number: int | None = None
    acronym: str = ""

    def __str__(self) -> str:
        return f"{self.key}:{self.number}" if self.number else f"{self.key}@{self.acronym}" if self.acronym else self.key


def read_reference(text: str) -> Reference | None:
    """None for what names nothing."""
    found = _REFERENCE.fullmatch(text.strip())
    if found is None:
        return None
    number = found["number"]
    return Reference(found["key"], int(number) if number else None, found["acronym"] or "")
