"""Competencies, topics: every member reads; a ledger is its owner’s alone."""

from typing import Any

from django.utils import timezone

from tests.architecture.rows import Row, act, everyone, only, page
from tests.architecture.world import World

TIDY = ("chloe", "olga")  # facilitator of the network, administrator


def _code(w: World) -> dict[str, Any]:
    return {"code": w.competency.code}


def _topic(w: World) -> dict[str, Any]:
    return {"slug": w.topic.slug}


def _evidence(w: World) -> dict[str, Any]:
    return {"pk": w.evidence.pk}


def _declared(w: World, me: Any) -> dict[str, Any]:
    return {
        "token": "essai", "competency": w.competency.code, "level": "3", "note": "",
        "occurred_on": timezone.localdate().isoformat(), "visibility": "me",
    }  # fmt: skip


ROWS: list[Row] = [
    page("competencies:competency-list"),
    page("competencies:competency-detail", _code),
    act("competencies:competency-follow", _code, post=everyone()),
    page("competencies:evidence-list"),
    Row("competencies:evidence-declare", everyone(), everyone(), data=_declared),
    # Amina's rows do not exist for others: not for Jules who manages her, not for Olga who administers.
    Row(
        "competencies:evidence-correct", only("amina", otherwise=404), only("amina", otherwise=404), _evidence,
        data=_declared,
    ),
    act("competencies:evidence-show", _evidence, post=only("amina", otherwise=404)),
    act("competencies:evidence-withdraw", _evidence, post=only("amina", otherwise=404)),
    act("competencies:evidence-restore", lambda w: {"pk": w.withdrawn.pk}, post=only("amina", otherwise=404)),
    page("competencies:topic-list"),
    page("competencies:topic-suggest", query="?q=acc"),
    page("competencies:topic-detail", _topic),
    act("competencies:topic-follow", _topic, post=everyone()),
    Row(
        "competencies:topic-edit", only(*TIDY, otherwise=403), only(*TIDY, otherwise=403), _topic,
        data=lambda w, me: {"name": "accessibilité numérique", "name_en": ""},
    ),
    act(
        "competencies:topic-merge", post=only(*TIDY, otherwise=403),
        data=lambda w, me: {"merge": w.other_topic.name, "keep": w.topic.name},
    ),
]  # fmt: skip
