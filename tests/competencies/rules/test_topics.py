"""What makes two spellings one topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencies.rules.topics import MAX_NAME, clean_name, folded, split_names
from core.rules.text import strip_accents

WORDS = st.text(alphabet="aàâbcçdeéèêfghiîjklmnoôœpqrstuùûvwxyzAÉÎŒ0123456789 -’'", min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Accessibilité", "accessibilite"),
        ("Œuvre d’art", "oeuvre d'art"),
        ("SGQRI 008", "sgqri-008"),
        ("#Infolettre", "infolettre"),
        ("  langage   clair ", "Langage clair"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert folded(clean_name(one)) == folded(clean_name(other))


@given(WORDS)
def test_case_accents_and_spaces_never_matter(name: str) -> None:
    variants = {folded(name), folded(name.upper()), folded(strip_accents(name)), folded(f"  {name}  "), folded(folded(name))}

    assert len(variants) == 1


@given(st.text(max_size=300))
def test_split_names_gives_clean_and_different_names(text: str) -> None:
    names = split_names(text)

    assert len({folded(name) for name in names}) == len(names)
    assert all(name == clean_name(name) and 0 < len(name) <= MAX_NAME and folded(name) for name in names)


def test_split_names_keeps_the_first_spelling_in_order() -> None:
    assert split_names("Accessibilité, vidéo; #accessibilite\n!!\nVidéo, langage clair") == [
        "Accessibilité", "vidéo", "langage clair",
    ]  # fmt: skip
