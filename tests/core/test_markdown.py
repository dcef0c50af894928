"""The one sanitiser: what members write, and what hostile text becomes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.markdown import mentioned_ids, plain, render


def url_of(number):
    return f"/membres/{number}/" if number != 13 else None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**gras**", "<p><strong>gras</strong></p>"),
        ("# Titre", "<h2>Titre</h2>"),
        ("~~barré~~", "<p><s>barré</s></p>"),
        ("@[Bruno](membre:4)", '<p><a class="mention" href="/membres/4/" rel="noopener noreferrer nofollow">@Bruno</a></p>'),
        ("@[Parti](membre:13)", "<p>@Parti</p>"),
        ("![plan](/fichiers/a/b.webp)", '<p><img src="/fichiers/a/b.webp" alt="plan" loading="lazy"></p>'),
        ("", ""),
    ],
)
def test_render(text, html):
    assert render(text, mention_url=url_of) == html


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "![x](https://ailleurs.test/pixel.gif)",
    "![x](/fichiers/../compte/deconnexion/)",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](vbscript:msgbox(1))",
    "<iframe src=//ailleurs.test></iframe>",
    "@[<img src=x onerror=alert(1)>](membre:4)",
    '@["onmouseover="alert(1)](membre:4)',
    "```\n</code></pre><script>alert(1)</script>\n```",
    "|<script>|\n|-|\n|x|",
    "<style>*{display:none}</style>",
    "<form action=/x><input name=y></form>",
    "\ue0000\ue001<b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_harmless(text):
    html = render(text, mention_url=url_of)
    assert not re.search(r"<(script|iframe|style|svg|form|input|object|embed)", html, re.IGNORECASE)
    assert not re.search(r"<[^>]+\son\w+\s*=", html, re.IGNORECASE)
    assert not re.search(r"(?:href|src)=\"(?!https?:|mailto:|/)", html, re.IGNORECASE)
    assert "ailleurs.test/pixel" not in re.sub(r">[^<]*<", "><", html)


@given(st.text(max_size=400))
def test_any_text_renders_to_allowed_tags_only(text):
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", render(text, mention_url=url_of))}
    assert tags <= {
        "a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "pre", "s",
        "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
    }  # fmt: skip


def test_mentions_are_counted_once_and_in_order():
    assert mentioned_ids("@[B](membre:7) et @[A](membre:2), encore @[B](membre:7)") == [7, 2]


def test_plain_words():
    assert plain("## Titre\n\n**Un** [lien](https://a.test) et @[Bruno](membre:3)") == "Titre Un lien et @Bruno"
    assert plain("mot " * 200, 50) == "mot mot mot mot mot mot mot mot mot mot mot mot…"
