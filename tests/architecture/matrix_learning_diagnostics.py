"""The diagnostic: everybody has a page of their own; a run is its person's alone, and only while it is switched on."""

from typing import Any

from people.queries.consents import purposes
from tests.architecture.rows import FORM, MOVED, Row, act, everyone, only, page
from tests.architecture.world import World


def _open(w: World) -> dict[str, Any]:
    return {"pk": w.diagnosed.open.pk}


def _first(w: World) -> dict[str, Any]:
    return {"pk": w.diagnosed.open.pk, "place": 1}


def _consent(w: World, me: Any) -> dict[str, Any]:
    return {"choix": "oui", "version": purposes["diagnostic"].version}


ROWS: list[Row] = [
    page("learning:diagnostic-home"),
    act("learning:diagnostic-switch", post=everyone(), note="activer", data=_consent),
    act("learning:diagnostic-switch", post=everyone(), note="arrêter", data=lambda w, me: {"choix": "non"}),
    Row("learning:diagnostic-delete", everyone(), everyone()),
    # Off: back to the notice. Bruno has one open: it goes first.
    Row("learning:run-start", everyone(MOVED), everyone()),
    Row(
        "learning:run-question", only("bruno", otherwise=404), only("bruno", otherwise=404, answer=FORM), _open,
        data=lambda w, me: {"enonce": "", "place": "2"},
    ),
    Row("learning:run-finish", only("bruno", otherwise=404), only("bruno", otherwise=404), _open),
    act("learning:run-counted", _open, post=only("bruno", otherwise=404), data=lambda w, me: {"compter": "non"}),
    Row("learning:run-delete", only("bruno", otherwise=404), only("bruno", otherwise=404), _open),
    page("learning:answer-list", _open, get=only("bruno", otherwise=404)),
    Row(
        "learning:answer-edit", only("bruno", otherwise=404), only("bruno", otherwise=404), _first,
        data=lambda w, me: {"reponse": "2"},
    ),
]  # fmt: skip
