"""Which spaces are taken for twins: judged by examples."""

import pytest

from community.rules.twins import NEAR, SUGGESTED, likeness


@pytest.mark.parametrize(("one", "other"), [
    ("Accessibilité numérique", "accessibilite numerique"),
    ("Communauté de pratique en accessibilité", "Accessibilité"),
    ("Rédaction claire", "Rédactions claires au gouvernement"),
    ("Vidéo et balado", "Balados et vidéos"),
    ("Espace TI", "TI"),
])  # fmt: skip
def test_near_twins(one, other):
    assert likeness(one, "", other, "") >= NEAR


@pytest.mark.parametrize(("one", "other"), [
    ("Accessibilité numérique", "Médias sociaux"),
    ("Espace du MTMD", "Espace du MSSS"),
    ("Communauté de pratique", "Équipe de la mesure"),
    ("", "Mesure"),
])  # fmt: skip
def test_strangers(one, other):
    assert likeness(one, "", other, "") < SUGGESTED


def test_summaries_bring_spaces_closer():
    told = likeness("Capsules", "Tourner et monter des vidéos courtes", "Vidéo", "Monter des vidéos courtes")
    assert SUGGESTED <= told < NEAR
