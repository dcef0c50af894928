"""Two lists, or two texts, beside one another."""

from hypothesis import given
from hypothesis import strategies as st

from job_profiles.rules.side_by_side import Pair, lists, texts

WRITE, PUBLISH = "Rédiger les pages en langage clair", "Publier les pages dans le système de gestion de contenu"


def test_like_sentences_share_a_row_and_show_what_changed():
    pairs = lists([WRITE, PUBLISH], [PUBLISH, "Rédiger les pages en langage très clair"])
    assert pairs == [
        Pair(
            "changed",
            [("same", "Rédiger les pages en langage clair")],
            [("same", "Rédiger les pages en langage "), ("added", "très "), ("same", "clair")],
        ),
        Pair("same", [("same", PUBLISH)], [("same", PUBLISH)]),
    ]


def test_what_one_side_alone_says_comes_last():
    pairs = lists([WRITE, "Animer les comptes"], [WRITE, "Gérer le budget", "Tenir le calendrier"])
    assert [pair.fate for pair in pairs] == ["same", "apart", "right"]
    assert pairs[1] == Pair("apart", [("same", "Animer les comptes")], [("same", "Gérer le budget")])
    assert pairs[2] == Pair("right", [], [("same", "Tenir le calendrier")])


def test_texts_are_one_row():
    assert texts("", "") == []
    assert texts("Un titre", "") == [Pair("left", [("same", "Un titre")], [])]
    assert texts("", "Un titre") == [Pair("right", [], [("same", "Un titre")])]
    assert [pair.fate for pair in texts("Anime les comptes.", "Tient le budget du projet.")] == ["apart"]
    assert texts("Anime les comptes officiels.", "Anime les comptes.") == [
        Pair(
            "changed",
            [("same", "Anime les comptes"), ("removed", " officiels"), ("same", ".")],
            [("same", "Anime les comptes.")],
        )
    ]


SENTENCES = st.lists(st.sampled_from([WRITE, PUBLISH, "Animer", "Tenir le budget", "Tenir le budget du projet"]), max_size=6)


@given(SENTENCES, SENTENCES)
def test_nothing_is_lost_and_nothing_said_twice(left, right):
    pairs = lists(left, right)
    assert sorted("".join(text for _kind, text in pair.left) for pair in pairs if pair.left) == sorted(left)
    assert sorted("".join(text for _kind, text in pair.right) for pair in pairs if pair.right) == sorted(right)
