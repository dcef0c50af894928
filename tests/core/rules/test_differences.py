"""Two texts compared word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.differences import Difference, compare, compare_sections

TEXTS = st.text(alphabet="ab é\n.", max_size=60)


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("", "", []),
        ("Le chat dort.", "Le chat dort.", [("same", "Le chat dort.")]),
        ("", "Neuf.", [("added", "Neuf.")]),
        ("Vieux.", "", [("removed", "Vieux.")]),
        (
            "En trois semaines.", "En quatre semaines.",
            [("same", "En "), ("removed", "trois"), ("added", "quatre"), ("same", " semaines.")],
        ),
        ("Un.\nDeux.\n", "Un.\nTrois.\nDeux.\n", [("same", "Un.\n"), ("added", "Trois.\n"), ("same", "Deux.\n")]),
    ],
)  # fmt: skip
def test_parts(old, new, parts):
    assert compare(old, new) == parts


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_parts(old, new):
    parts = compare(old, new)
    assert "".join(text for kind, text in parts if kind != "added") == old
    assert "".join(text for kind, text in parts if kind != "removed") == new
    assert all(first[0] != second[0] for first, second in zip(parts, parts[1:], strict=False))


def test_what_was_wholly_rewritten_costs_nothing():
    old, new = "mot " * 3000, "autre " * 3000
    assert compare(old, new) == [("removed", old), ("added", new)]


def test_sections_in_order_with_their_words_counted():
    found = compare_sections({"a": "un deux", "b": "x"}, {"a": "un trois quatre", "c": ""}, ("a", "b", "c"))

    assert [(one.key, one.changed, one.added, one.removed) for one in found] == [("a", True, 2, 1), ("b", True, 0, 1)]
    assert Difference("a", [("same", "x")]).changed is False
