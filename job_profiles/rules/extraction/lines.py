"""What every reader hands on: lines in reading order, and the descriptions made of them."""

import re
from dataclasses import dataclass, field

# Marks that begin an item, those of Word's symbol fonts (private area) included.
_BULLET = re.compile(r"^\s*(?:[•◦▪▫‣⁃∙●○■□►▶➢➤✓✔·*–—\uf000-\uf0ff]|-(?=\s)|o(?=\t)|o(?=\s{2,}))\s*")
_NUMBER = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-hA-H]|[ivxIVX]{1,4})[.)°]|\d{1,2}(?:\.\d{1,2})+|\d{1,2}\s*[-–—])\s+"
)
_BLANKS = re.compile(r"[^\S\n\u00a0\u202f]+")


@dataclass(frozen=True)
class Line:
    """A line of text. `level`: 1 to 9 for a heading by style or mark, else 0. `bullet`: an item of a list."""

    text: str
    level: int = 0
    bullet: bool = False

    @classmethod
    def read(cls, text: str, *, level: int = 0, bullet: bool = False) -> "Line":
        """A line without its bullet; numbers stay, a heading may need them."""
        marked = _BULLET.match(text)
        bare = clean(text[marked.end() :] if marked else text)
        return cls(bare, level, bullet or (marked is not None and bool(bare)))


@dataclass(frozen=True)
class ExtractedDescription:
    """A job description as it was read. `sections`: SECTIONS → one item or paragraph a line, without bullets.

    `title` is empty if none was found; `organisation` is what the text itself names; `row`: of a CSV, from 1.
    """

    title: str
    sections: dict[str, str]
    text: str
    organisation: str = ""
    row: int | None = None
    # Headings that were not recognised: their text stands under « other ».
    unknown_headings: tuple[str, ...] = field(default=())


def clean(text: str) -> str:
    """Blanks collapsed (no-break ones kept), soft hyphens and control characters gone."""
    text = text.replace("\u00ad", "").replace("\ufeff", "").replace("\u200b", "")
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", _BLANKS.sub(" ", text)).strip(" \n")


def without_number(text: str) -> str:
    """« 2.1 Tâches » gives « Tâches »."""
    return _NUMBER.sub("", text, count=1)
