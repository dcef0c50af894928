"""Rows of the matrix: results, what is shared of them, talk sheets, history. All of it is Bruno's; Esther is shown one item,
Jules (his manager) the talk sheet. Who never switched the diagnostic on is led to its page."""

from typing import Any

from tests.architecture.rows import FORM, MOVED, Row, act, everyone, only, page
from tests.architecture.world import World


def _run(w: World) -> dict[str, Any]:
    return {"pk": w.diagnosed.finished.pk}


def _open(w: World) -> dict[str, Any]:
    return {"pk": w.diagnosed.open.pk}


def _item(w: World) -> dict[str, Any]:
    return {"pk": w.diagnosed.finished.pk, "code": w.competency.code}


def _sheet(w: World) -> dict[str, Any]:
    return {"pk": w.shared.sheet.pk}


OWN = only("bruno", otherwise=404)

ROWS: list[Row] = [
    page("learning:result-detail", _run, get=OWN),
    page("learning:result-detail", _open, get=everyone(404), note="en cours"),
    page("learning:result-item", _item, get=OWN),
    page("learning:result-pdf", _run, get=OWN),
    page("learning:result-csv", _run, get=OWN),
    page("learning:history", get=only("bruno", otherwise=MOVED)),
    page("learning:run-compare", get=everyone(MOVED, bruno=404), note="sans choix"),
    Row("learning:share-create", OWN, only("bruno", otherwise=404, answer=FORM), _run),
    page("learning:share-list", get=only("bruno", otherwise=MOVED)),
    act("learning:share-revoke", lambda w: {"pk": w.shared.item.pk}, post=OWN),
    page("learning:shared-list"),
    page("learning:shared-detail", lambda w: {"pk": w.cast.bruno.pk}, get=only("esther", otherwise=404)),
    page("learning:shared-detail", lambda w: {"pk": w.cast.amina.pk}, get=everyone(404), note="rien de partagé"),
    Row("learning:talk-sheet-edit", OWN, only("bruno", otherwise=404, answer=FORM), _run),
    page("learning:talk-sheet-detail", _sheet, get=only("bruno", "jules", otherwise=404)),
    page("learning:talk-sheet-pdf", _sheet, get=only("bruno", "jules", otherwise=404)),
    Row("learning:talk-sheet-show", OWN, only("bruno", otherwise=404, answer=FORM), _sheet),
    act("learning:talk-sheet-delete", _sheet, post=OWN),
]
