"""Rate limits: counted per key, and said in words."""

import pytest

from core.limits import TooMany, client_address, spend

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


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (True, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "", "127.0.0.1"),
        (False, "198.51.100.7", "127.0.0.1"),
    ],
)
def test_a_visitor_is_told_apart_behind_the_trusted_proxy_only(rf, settings, trusted, forwarded, address):
    settings.TRUST_PROXY = trusted
    request = rf.get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert client_address(request) == address
