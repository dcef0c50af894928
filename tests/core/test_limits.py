"""Rate limits: counted per key, and said in words."""

import pytest

from core.limits import TooMany, spend

pytestmark = pytest.mark.django_db


def test_past_the_limit_it_says_when(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_000_030)
    for _use in range(3):
        spend("essai", "amina", limit=3, seconds=60)
    with pytest.raises(TooMany) as refusal:
        spend("essai", "amina", limit=3, seconds=60)
    assert refusal.value.retry_after == 50
    assert refusal.value.sentence == "C’est beaucoup en peu de temps. Réessayez dans 1 minute\u00a0: votre texte est gardé."


def test_each_key_and_scope_counts_apart():
    spend("essai", "amina", limit=1, seconds=60)
    spend("essai", "bruno", limit=1, seconds=60)
    spend("autre", "amina", limit=1, seconds=60)
    with pytest.raises(TooMany):
        spend("essai", "amina", limit=1, seconds=60)
