"""The quick way to an address gives what Django's own gives."""

import pytest
from django.urls import reverse

from core.addresses import address


@pytest.mark.parametrize("value", [1, 42, 987654321])
def test_a_number(value):
    assert address("community:thread-detail", value) == reverse("community:thread-detail", args=[value])


@pytest.mark.parametrize("word", ["accessibilite-numerique", "a", "zz"])
def test_a_word(word):
    assert address("community:space-detail", word) == reverse("community:space-detail", args=[word])


@pytest.mark.parametrize("acronym", ["MTMD", "MÉQ", "A B"])
def test_a_word_with_accents_and_spaces(acronym):
    assert address("people:organisation-detail", acronym) == reverse("people:organisation-detail", args=[acronym])
