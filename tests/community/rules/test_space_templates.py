"""Templates of kinds: the same in both languages, within the limits of what they become."""

import pytest

from community.enums import SpaceKind
from community.rules.space_templates import TEMPLATES, are_ready_made, is_ready_made, template_of


@pytest.mark.parametrize("kind", SpaceKind.values)
def test_french_and_english_hold_the_same(kind):
    french, english = template_of(kind, "fr"), template_of(kind, "en")
    assert [one.key for one in french.threads] == [one.key for one in english.threads]
    assert [(one.key, one.url) for one in french.links] == [(one.key, one.url) for one in english.links]
    assert french.welcome != english.welcome
    assert french.topics == english.topics


def test_every_template_fits_its_fields():
    for found in TEMPLATES.values():
        assert set(found) == set(SpaceKind.values)
        for one in found.values():
            assert len(one.summary) <= 300
            assert len(one.welcome) <= 5000
            assert all(len(first.title) <= 200 and first.body for first in one.threads)


def test_ones_own_words_are_told_from_ready_made_ones():
    assert is_ready_made("") and is_ready_made(template_of("project").welcome.replace("\n", "\r\n"))
    assert not is_ready_made("Mes mots")
    assert are_ready_made("projet") and are_ready_made("") and not are_ready_made("projet, balado")
    assert template_of("inconnu", "de") == template_of("practice", "fr")
