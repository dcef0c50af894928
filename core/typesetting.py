"""PDF by typst: tagged, PDF/UA-1. Members' text reaches it as data, never as code.

A template of `templates/typeset/` reads one JSON value (`sys.inputs.data`) and lays it out. Text stands in that value as
strings, which typst shows letter for letter: no mark, backslash, `#` or bracket in it can mean anything. Markdown is taken
apart here into blocks and runs; `templates/typeset/document.typ` puts them together again.
"""

import datetime as dt
import json
import re
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
import typst
from django.conf import settings
from django.http import HttpResponse
from markdown_it.token import Token

from core.markdown import MAX_LENGTH, MENTION, parse

log = structlog.get_logger(__name__)
FOLDER = Path(settings.BASE_DIR) / "templates" / "typeset"
DEEPEST = 5
_SCHEMES = ("http", "https", "mailto")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff]")
# What the fonts that typst brings along are sure to draw.
_DRAWN = ((0x20, 0x17F), (0x1FA, 0x1FF), (0x218, 0x21B), (0x391, 0x3C9), (0x410, 0x44F), (0x2010, 0x2027), (0x2030, 0x203A))
_ALSO = frozenset("\n\u00a0\u202f\u20ac\u2116\u2122\u2190\u2191\u2192\u2193\u2212\u2248\u2260\u2264\u2265\u00d7\u2713ʼ")

Node = dict[str, Any]


class CannotTypeset(Exception):
    """The document could not be laid out: our own template is at fault, not the text."""


def pdf(template: str, data: dict[str, Any], *, at: dt.datetime) -> bytes:
    """The document. `data` is what the template reads; `at` is the date that the file carries. Raises CannotTypeset."""
    try:
        return _compile(template, data, at)
    except typst.TypstError as first:
        # A script that no font of ours draws (PDF/UA refuses letters that would not be seen): said with what we have.
        log.info("typesetting_again", template=template, reason=str(first)[:200])
    try:
        return _compile(template, _drawable(data), at)
    except typst.TypstError as error:
        raise CannotTypeset(f"{template}: {error}") from error


def _compile(template: str, data: dict[str, Any], at: dt.datetime) -> bytes:
    made = typst.compile(
        FOLDER / template,
        root=FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_seen(data), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=at.replace(microsecond=0),
    )
    return bytes(made)


def _seen(value: Any) -> Any:
    """Without characters that are never drawn: controls, marks of direction, variants."""
    return _each(value, lambda text: _UNSEEN.sub("", text))


def _drawable(value: Any) -> Any:
    return _each(value, lambda text: "".join(_letter(char) for char in text))


def _letter(char: str) -> str:
    number = ord(char)
    if char in _ALSO or any(first <= number <= last for first, last in _DRAWN):
        return char
    plain = unicodedata.normalize("NFKD", char)
    if plain != char and all(32 <= ord(part) < 0x250 for part in plain):
        return plain
    return "" if unicodedata.category(char) in {"So", "Sk", "Mn", "Cf", "Cn", "Co"} else "?"


def _each(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [_each(one, change) for one in value]
    return value


def pdf_response(filename: str, content: bytes) -> HttpResponse:
    """Shown in the browser, saved under that name."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response


def blocks(text: str) -> list[Node]:
    """A member's Markdown as blocks: p, h, ul, ol, quote, code, table, hr; runs inside are s, b, i, del, code, a, br."""
    source = MENTION.sub(lambda match: "@" + match["name"].lstrip("@"), text[:MAX_LENGTH]).replace("\x00", "")
    tokens = parse(source)
    found, _at = _blocks(tokens, 0, 0, "")
    return found


def _blocks(tokens: list[Token], at: int, depth: int, until: str) -> tuple[list[Node], int]:
    """Blocks from `at` to the token that closes; what is nested too deep is read at the depth above."""
    found: list[Node] = []
    while at < len(tokens) and tokens[at].type != until:
        token = tokens[at]
        if token.type in ("paragraph_open", "heading_open"):
            found.append({"t": "p" if token.type == "paragraph_open" else "h", "c": _runs(tokens[at + 1].children or [])})
            at += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            node, at = _list(tokens, at, depth)
            found += [node] if depth < DEEPEST else [block for item in node["items"] for block in item]
        elif token.type == "blockquote_open":
            inner, at = _blocks(tokens, at + 1, depth + 1, "blockquote_close")
            found += [{"t": "quote", "b": inner}] if depth < DEEPEST else inner
            at += 1
        elif token.type == "table_open":
            node, at = _table(tokens, at)
            found.append(node)
        elif token.type in ("fence", "code_block", "html_block"):
            found.append({"t": "code", "v": token.content.rstrip("\n")})
            at += 1
        else:
            if token.type == "hr":
                found.append({"t": "hr"})
            at += 1
    return found, at


def _list(tokens: list[Token], at: int, depth: int) -> tuple[Node, int]:
    opening = tokens[at]
    close = opening.type.replace("_open", "_close")
    start = int(opening.attrs.get("start", 1) or 1)
    items: list[list[Node]] = []
    at += 1
    while tokens[at].type != close:
        item, at = _blocks(tokens, at + 1, depth + 1, "list_item_close")
        items.append(item)
        at += 1
    kind = "ul" if opening.type == "bullet_list_open" else "ol"
    return {"t": kind, "items": items, "start": min(start, 100_000)}, at + 1


def _table(tokens: list[Token], at: int) -> tuple[Node, int]:
    rows: list[list[list[Node]]] = []
    while tokens[at].type != "table_close":
        if tokens[at].type == "tr_open":
            rows.append([])
        elif tokens[at].type in ("th_open", "td_open"):
            rows[-1].append(_runs(tokens[at + 1].children or []))
        at += 1
    width = max((len(row) for row in rows), default=1)
    full = [row + [[] for _missing in range(width - len(row))] for row in rows]
    return {"t": "table", "width": width, "head": full[0] if full else [], "rows": full[1:]}, at + 1


_WRAPS = {"strong_open": "b", "em_open": "i", "s_open": "del"}


def _runs(tokens: list[Token]) -> list[Node]:
    """Runs of one line of text; each opening mark begins a level, its closing ends it."""
    stack: list[list[Node]] = [[]]
    for token in tokens:
        if token.type in _WRAPS or token.type == "link_open":
            node: Node = {"t": _WRAPS.get(token.type, "a"), "c": []}
            if token.type == "link_open":
                node |= _address(str(token.attrs.get("href", "")))
            stack[-1].append(node)
            stack.append(node["c"] if len(stack) <= DEEPEST else stack[-1])
        elif token.type.endswith("_close") and len(stack) > 1:
            stack.pop()
        elif token.type in ("softbreak", "hardbreak"):
            stack[-1].append({"t": "br"} if token.type == "hardbreak" else {"t": "s", "v": " "})
        elif token.type == "code_inline":
            stack[-1].append({"t": "code", "v": token.content})
        elif token.type == "image":
            stack[-1].append({"t": "s", "v": f"[{token.content}]" if token.content else ""})
        elif token.content:
            stack[-1].append({"t": "s", "v": token.content})
    return stack[0]


def _address(href: str) -> Node:
    """Where a link leads: other schemes are left out, addresses of this site are made whole."""
    if href.startswith("/") and not href.startswith("//"):
        return {"url": f"{settings.PUBLIC_URL.rstrip('/')}{href}"}
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        scheme = ""
    return {"url": href if scheme in _SCHEMES else ""}
