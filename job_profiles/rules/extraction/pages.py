"""PDF: the text layer, columns told apart, running heads dropped, cut words and broken lines joined."""

import io
import logging
import re
from collections import Counter

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from job_profiles.rules.extraction.errors import Deadline, Encrypted, NoText, TooLong, Unreadable
from job_profiles.rules.extraction.headings import label_of, section_of
from job_profiles.rules.extraction.lines import Line

# pypdf tells at length what it mends; the person hears of it only when nothing can be read.
logging.getLogger("pypdf").setLevel(logging.ERROR)
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?[-–—]?\s*\d{1,3}\s*(?:(?:/|de|sur|of)\s*\d{1,3})?\s*[-–—]?$", re.IGNORECASE)
_CUT_WORD = re.compile(r"(\w{2,})[-\u2010\u00ad]$")
_GAP = re.compile(r"\S(\s{3,})(?=\S)")
_ENDS = tuple(".;:!?»")


def read_pdf(data: bytes, max_pages: int, max_text: int, deadline: Deadline) -> list[Line]:
    """Every line, paragraphs joined. Raises NoText for a scan, Encrypted behind a password that is not empty."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Encrypted
        count = len(reader.pages)
        if count > max_pages:
            raise TooLong(what="pages", limit=max_pages, pages=count)
        pages, size = [], 0
        for page in reader.pages:
            deadline.check()
            lines = _page_lines(page)
            size += sum(map(len, lines))
            if size > max_text:
                raise TooLong(what="text", limit=max_text)
            pages.append(lines)
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise Unreadable from error
    # A scan often carries a stamp or a page number in letters: a few characters a page are no text.
    if sum(len(re.findall(r"\w", line)) for lines in pages for line in lines) < 20 * max(count, 1):
        raise NoText(pages=count)
    return _joined(_without_running_heads(pages))


def _page_lines(page: PageObject) -> list[str]:
    laid_out = _laid_out(page)
    return _labelled(laid_out) or _columns(laid_out) or [line.rstrip() for line in page.extract_text().splitlines()]


def _laid_out(page: PageObject) -> list[str]:
    """The lines as they stand on the page, gaps as runs of spaces; empty where pypdf cannot tell."""
    try:
        lines = page.extract_text(extraction_mode="layout").splitlines()
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, ZeroDivisionError):
        return []
    return [line for line in lines if line.strip()]


def _labelled(written: list[str]) -> list[str]:
    """The lines of a form: « Mission     Tenir le site… » gives « Mission : Tenir le site… »; empty if it is no form."""
    lines, labels = [], 0
    for line in written:
        left, gap, right = _first_gap(line)
        if gap and (section_of(left) or label_of(left)):
            labels += 1
            lines.append(f"{left.rstrip(' :')}\u00a0: {right}")
        else:
            lines.append(line.strip())
    return lines if labels >= 2 else []


def _first_gap(line: str) -> tuple[str, str, str]:
    match = _GAP.search(line.strip())
    if not match:
        return line.strip(), "", ""
    bare = line.strip()
    return bare[: match.start() + 1], match[1], re.sub(r"\s{2,}", " ", bare[match.end() :])


def _columns(written: list[str]) -> list[str]:
    """The lines of a page in two columns, the left one first; empty if the page is no such page.

    The gutter is the place where most lines have a wide gap.
    """
    ends = Counter(match.end() for line in written for match in _GAP.finditer(line))
    if not ends or len(written) < 8:
        return []
    gutter, _count = max(ends.items(), key=lambda item: (sum(ends[item[0] + shift] for shift in (-1, 0, 1)), -item[0]))
    sides = [(line[: gutter - 1].rstrip(), line[gutter - 1 :].strip()) for line in written]
    # A line of the full width (a title) runs through the gutter; many of them, and there are no columns.
    through = [bool(right) and len(left) >= gutter - 2 for left, right in sides]
    both = [(left, right) for (left, right), runs in zip(sides, through, strict=True) if left and right and not runs]
    if sum(through) > len(written) * 0.25 or len(both) < len(written) * 0.4:
        return []
    lengths = [sum(len(pair[side].strip()) for pair in both) / len(both) for side in (0, 1)]
    if min(lengths) < 22 or max(lengths) > 2.5 * min(lengths):
        return []
    return _read_columns(written, sides, through)


def _read_columns(written: list[str], sides: list[tuple[str, str]], through: list[bool]) -> list[str]:
    """Between two full lines, the left column then the right one."""
    found: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line, side, runs in zip(written, sides, through, strict=True):
        if runs:
            found += [*left, *right, line.strip()]
            left, right = [], []
        else:
            left.append(side[0].strip())
            right.append(side[1])
    return [line for line in (*found, *left, *right) if line]


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """Page numbers, and lines that stand first or last on most pages, are dropped."""
    edges: Counter[str] = Counter()
    for lines in pages:
        written = [line.strip() for line in lines if line.strip()]
        edges.update({re.sub(r"\d+", "#", line) for line in (*written[:2], *written[-2:])})
    most = max(3, len(pages) // 2)
    running = {line for line, count in edges.items() if count >= most and not line.endswith(_ENDS)}
    kept = []
    for lines in pages:
        for line in lines:
            bare = line.strip()
            if not _PAGE_NUMBER.match(bare) and re.sub(r"\d+", "#", bare) not in running:
                kept.append(line)
    return kept


def _joined(lines: list[str]) -> list[Line]:
    """Lines that the width of the page broke become one again: cut words mended, sentences whole."""
    found: list[Line] = []
    for raw in lines:
        # A soft hyphen at the end of a line is one that was printed.
        line = Line.read(re.sub("\u00ad\\s*$", "-", raw))
        if not line.text:
            continue
        if found and _goes_on(found[-1], line):
            last = found[-1]
            cut = _CUT_WORD.search(last.text)
            text = last.text[:-1] + line.text if cut and line.text[0].islower() else f"{last.text} {line.text}"
            found[-1] = Line(text, last.level, last.bullet)
        else:
            found.append(line)
    return found


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line continues the one before: no item, no heading, and either cut or in the middle of a sentence."""
    if line.bullet or section_of(last.text) or section_of(line.text) or last.text.endswith(_ENDS):
        return False
    if _CUT_WORD.search(last.text) and line.text[0].islower():
        return True
    label = re.match(r"^([^:]{2,60}?)\s*:", line.text)
    if label and (section_of(label[1]) or label_of(label[1])):
        return False
    return line.text[0].islower() or line.text[0] in "(«" or (len(last.text) > 60 and not last.text.isupper())
