"""Members' text: Markdown in, safe HTML out. The one place where text of members becomes markup.

CommonMark with tables, strikethrough and bare links; raw HTML is shown as text; then nh3 with a short allow-list has the
last word. Images may only be files of this site. `@[Name](membre:42)` names somebody; the caller says where that leads.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_LENGTH = 50_000
MENTION = re.compile(r"@\[(?P<name>[^\]\n]{1,120})\]\(membre:(?P<id>\d{1,18})\)")
FILES_PREFIX = "/fichiers/"
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "div",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "class", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class", "scope"},
    "div": {"class", "tabindex"},
}
_CLASSES = {
    "a": {"mention", "external"},
    "td": {"num"},
    "th": {"num"},
    "div": {"table-scroll"},
}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "typographer": False})
    parser.enable(["table", "strikethrough", "linkify"])
    return parser


def parse(source: str) -> list[Token]:
    """The tokens of a Markdown text, as they come: for what is not HTML (core.typesetting)."""
    return _parser().parse(source)


def render(text: str, *, mention_url: Callable[[int], str | None] | None = None) -> str:
    """Safe HTML of a member's Markdown. A mention whose `mention_url` is None stays as plain words."""
    mentions: list[str] = []

    def keep(match: re.Match[str]) -> str:
        url = mention_url(int(match["id"])) if mention_url else None
        name = match["name"].lstrip("@")
        mentions.append(f'<a class="mention" href="{escape(url)}">@{escape(name)}</a>' if url else f"@{escape(name)}")
        return f"\ue000{len(mentions) - 1}\ue001"

    source = text[:MAX_LENGTH].replace("\ue000", "").replace("\ue001", "").replace("\x00", "")
    tokens = _parser().parse(MENTION.sub(keep, source))
    _adapt(tokens)
    html = _parser().renderer.render(tokens, _parser().options, {})
    html = re.sub("\ue000(\\d+)\ue001", lambda match: mentions[int(match[1])], html)
    return _clean(html)


def _adapt(tokens: list[Token]) -> None:
    """Headings start at h2, tables scroll by themselves, images of other hosts become links."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = {"h1": "h2", "h2": "h3"}.get(token.tag, "h4")
        if token.type in {"th_open", "td_open"}:
            token.attrs = {}
            if token.type == "th_open":
                token.attrs = {"scope": "col"}
        if token.children:
            _adapt(token.children)
            token.children = [_image(child) for child in token.children]


def _image(token: Token) -> Token:
    if token.type != "image":
        return token
    source = str(token.attrs.get("src", ""))
    if source.startswith(FILES_PREFIX):
        token.attrs["loading"] = "lazy"
        return token
    words = token.content or source
    return Token("text", "", 0, content=f"[{words}] ({source})" if source else words)


def _clean(html: str) -> str:
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=None,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        attribute_filter=_filter_attribute,
    )
    return (
        cleaned.replace("<table>", '<div class="table-scroll" tabindex="0"><table>')
        .replace("</table>", "</table></div>")
        .strip()
    )


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [word for word in value.split() if word in _CLASSES.get(tag, set())]
        return " ".join(kept) or None
    if tag == "img" and name == "src":
        return value if value.startswith(FILES_PREFIX) and ".." not in value else None
    return value


def mentioned_ids(text: str) -> list[int]:
    """Ids named in a text, each once, in order; those inside code are named too (harmless)."""
    return list(dict.fromkeys(int(match["id"]) for match in MENTION.finditer(text[:MAX_LENGTH])))


_MARKS = re.compile(r"!\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|[*_`~>#|]{1,6}|^\s*[-+]\s+|^\s*\d+[.)]\s+", re.MULTILINE)


def plain(text: str, limit: int = 300) -> str:
    """The words of a Markdown text without its marks, on one line, cut at a word with « … »."""
    named = MENTION.sub(lambda match: "@" + match["name"], text[: max(limit * 6, 2000)])
    words = " ".join(_MARKS.sub(lambda match: match[1] or match[2] or "", named).split())
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
