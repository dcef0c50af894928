"""Health: which component is down, by name."""

import pytest
from django.test import Client

from network.views import health

pytestmark = pytest.mark.django_db


def test_the_process_is_alive_without_an_account():
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_names_every_component_and_the_commit(settings):
    settings.GIT_COMMIT = "abc1234"
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "prêt": True,
        "à l’heure": True,
        "composants": {
            **dict.fromkeys(("base de données", "migrations", "Redis", "cache"), "ok"),
            **dict.fromkeys(("courriels", "annonces"), "ok"),
        },
        "commit": "abc1234",
    }


def test_a_component_that_is_down_is_named(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["composants"]["Redis"] == "en panne (ConnectionError)"
    assert answer.json()["prêt"] is False


def test_waiting_migrations_are_told_from_a_database_that_is_down(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda self, targets: ["one"])
    answer = Client().get("/readyz")
    assert answer.json()["composants"]["migrations"] == "en panne (RuntimeError)"
