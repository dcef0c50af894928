"""PDF: members' text is data for typst, never code; hostile, foreign and odd texts come out."""

import datetime as dt

import pytest
from django.conf import settings

from core.typesetting import blocks, pdf

AT = dt.datetime(2026, 11, 2, 15, 0, tzinfo=dt.UTC)
WORDS = {"language": "fr", "kind": "Fiche", "reuses": "Reprises", "about": "À propos", "printed": "imprimée"}


def sheet(**values):
    return {
        "title": "Titre", "language": "fr", "authors": ["Amina"], "keywords": [], "result": "", "figures": [], "notice": "",
        "sections": [], "reuses": [], "facts": [], "words": WORDS,
    } | values  # fmt: skip


def made(markdown):
    return pdf("practice.typ", sheet(sections=[{"title": "Contexte", "blocks": blocks(markdown)}]), at=AT)


def test_markdown_becomes_blocks():
    assert blocks("# Titre\n\nDu **gras** et *léger*, `code`.\n\n- un\n- deux\n\n3. trois") == [
        {"t": "h", "c": [{"t": "s", "v": "Titre"}]},
        {
            "t": "p",
            "c": [
                {"t": "s", "v": "Du "}, {"t": "b", "c": [{"t": "s", "v": "gras"}]}, {"t": "s", "v": " et "},
                {"t": "i", "c": [{"t": "s", "v": "léger"}]}, {"t": "s", "v": ", "}, {"t": "code", "v": "code"},
                {"t": "s", "v": "."},
            ],
        },
        {
            "t": "ul", "start": 1,
            "items": [[{"t": "p", "c": [{"t": "s", "v": "un"}]}], [{"t": "p", "c": [{"t": "s", "v": "deux"}]}]],
        },
        {"t": "ol", "start": 3, "items": [[{"t": "p", "c": [{"t": "s", "v": "trois"}]}]]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("[x](https://exemple.test/a)", "https://exemple.test/a"),
        ("[x](/membres/4/)", f"{settings.PUBLIC_URL.rstrip('/')}/membres/4/"),
        ("[x](//ailleurs.test)", ""),
        ("[x](ftp://ailleurs.test)", ""),
    ],
)
def test_links_lead_only_where_pages_lead(written, address):
    ((link,),) = [block["c"] for block in blocks(written)]

    assert (link["t"], link["url"]) == ("a", address)


def test_a_javascript_address_stays_text():
    assert blocks("[x](javascript:alert(1))") == [{"t": "p", "c": [{"t": "s", "v": "[x](javascript:alert(1))"}]}]


def test_a_mention_is_a_name():
    assert blocks("Merci @[Bruno](membre:4).") == [{"t": "p", "c": [{"t": "s", "v": "Merci @Bruno."}]}]


def test_the_file_is_tagged_and_says_its_language():
    content = made("Du **texte** simple.")

    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert b"/Lang" in content
    assert b"pdfuaid" in content


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")', '#import "@preview/x:1.0.0"', '#eval("1+1")', "$ x^2 $", "#{ while true {} }", "]#panic()[",
        '"); #panic("x', "\\u{0}", "```typ\n#panic()\n```", "// commentaire\n/* */", "<etiquette> @reference",
        "~ -- --- ... '' \"\"", "#" * 3000, "[" * 500, "> " * 60 + "profond", "![image](/fichiers/4/x.png)", "",
        "\n".join("  " * depth + "- x" for depth in range(40)), "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |", "x" * 40_000,
        "&#0; &lt;script&gt; <b>gras</b>", "1000000000000. loin", "**" * 200 + "x" + "**" * 200,
    ],
    ids=lambda text: text[:20].replace("/", "_"),
)  # fmt: skip
def test_hostile_text_is_shown_letter_for_letter(text):
    assert made(text).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "text", ["Bravo 🎉👩🏽‍💻!", "العربية", "中文字", "𝓕𝓪𝓷𝓬𝔂", "e\u0301te\u0301 \u202egauche", "ꙮ \ufffd \ue000"]
)
def test_letters_that_no_font_draws_do_not_stop_it(text):
    content = pdf("practice.typ", sheet(title=text or "x", result=text, figures=[{"value": text, "label": text}]), at=AT)

    assert content.startswith(b"%PDF-")
