"""Folding: what makes « accessibilite », « l'ecole » and « coeur » find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.text import fold, normalise_word, search_words, sort_key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Accessibilité", ["accessibilite"]),
        ("l’école", ["ecole"]),
        ("l'ecole", ["ecole"]),
        ("cœur", ["coeur"]),
        ("les œuvres d’art", ["oeuvre", "art"]),
        ("usagers", ["usager"]),
        ("travaux", ["travail"]),
        ("journaux régionaux", ["journal", "regional"]),
        ("panneaux", ["panneau"]),
        ("jusqu’aujourd’hui", ["aujourd", "hui"]),
        ("newsletter", ["infolettre"]),
        ("e-mails", ["courriel"]),
        ("L’IA", ["ia", "intelligence", "artificielle"]),
        ("WCAG 2.2", ["wcag", "2", "2"]),
        ("comment faire une page", ["page"]),
        ("", []),
        ("?!", []),
    ],
)
def test_search_words(text, words):
    assert search_words(text) == words


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert sort_key(sort_key(text)) == sort_key(text)


@given(st.text(max_size=80))
def test_accents_and_case_never_matter(text):
    assert search_words(text.upper().lower()) == search_words(text.lower())
    assert all(word == word.strip() and word for word in search_words(text))


@pytest.mark.parametrize("word", ["travail", "usager", "canal", "oeil", "choix", "temps", "avis", "processus", "acces"])
def test_a_normalised_word_is_stable(word):
    assert normalise_word(normalise_word(word)) == normalise_word(word)


def test_names_are_ordered_without_accents():
    names = ["Zoé", "éric", "Eve", "Émile", "Œuvray"]
    assert sorted(names, key=sort_key) == ["Émile", "éric", "Eve", "Œuvray", "Zoé"]
