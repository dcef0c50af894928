"""The colours of static/css/tokens.css hold WCAG 2.2 AA in both themes: 4.5 for words, 3 for what one must make out."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"

WORDS = [
    ("ink", "bg"), ("ink", "surface"), ("ink", "surface-2"), ("ink", "surface-3"), ("ink", "tint"), ("ink", "mark"),
    ("ink-2", "bg"), ("ink-2", "surface"), ("ink-2", "surface-2"), ("ink-2", "surface-3"), ("ink-2", "tint"),
    ("ink-3", "bg"), ("ink-3", "surface"), ("ink-3", "surface-2"), ("ink-3", "surface-3"), ("ink-3", "tint"),
    ("link", "bg"), ("link", "surface"), ("link", "surface-2"), ("link", "surface-3"), ("link", "tint"),
    ("link-hover", "surface"), ("visited", "surface"),
    ("on-bar", "bar"), ("on-bar", "bar-hover"), ("on-primary", "primary"), ("on-primary", "primary-hover"),
    ("tint-ink", "tint"), ("tint-ink", "surface"), ("tint-ink", "bg"),
    ("ok", "ok-bg"), ("ok", "surface"), ("ok", "bg"), ("warn", "warn-bg"), ("warn", "surface"),
    ("danger", "danger-bg"), ("danger", "surface"), ("danger", "bg"), ("on-primary", "danger-fill"),
    ("violet", "violet-bg"), ("violet", "surface"), ("on-badge", "badge"),
    ("ink", "ok-bg"), ("ink", "warn-bg"), ("ink", "danger-bg"), ("ink", "violet-bg"),
    ("ink-2", "warn-bg"), ("ink-2", "ok-bg"),
    ("ink-2", "danger-bg"), ("ink-2", "violet-bg"), ("link", "ok-bg"), ("link", "warn-bg"), ("link", "danger-bg"),
    ("link", "violet-bg"),
    *[("on-face", f"face-{number}") for number in range(8)],
]  # fmt: skip

SHAPES = [
    ("line-strong", "surface"), ("line-strong", "bg"), ("line-strong", "surface-2"),
    ("focus", "bg"), ("focus", "surface"), ("focus", "tint"), ("focus-on-bar", "bar"),
    ("meter", "surface"), ("meter", "line"),
    ("ok-line", "surface"), ("warn-line", "surface"), ("danger-line", "surface"), ("violet-line", "surface"),
    ("ok-line", "ok-bg"), ("warn-line", "warn-bg"), ("danger-line", "danger-bg"), ("primary", "surface"), ("primary", "bg"),
]  # fmt: skip


def read_tokens() -> dict[str, tuple[str, str]]:
    """Every opaque colour token as (light, dark)."""
    text = TOKENS.read_text(encoding="utf-8")
    pairs: dict[str, tuple[str, str]] = {}
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", text):
        pairs[name] = (light, dark)
    for name, colour in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text):
        pairs[name] = (colour, colour)
    return pairs


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2, section "relative luminance"."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio, from 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_formula_on_known_values():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_are_readable(words, ground, theme):
    tokens, side = read_tokens(), ["light", "dark"].index(theme)

    assert contrast(tokens[words][side], tokens[ground][side]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_made_out(shape, ground, theme):
    tokens, side = read_tokens(), ["light", "dark"].index(theme)

    assert contrast(tokens[shape][side], tokens[ground][side]) >= 3
