"""Rows of the matrix: development plans. Bruno's is shown to Esther and to Jules; nobody else knows of it."""

from typing import Any

from tests.architecture.rows import FORM, MOVED, Row, act, everyone, only, page
from tests.architecture.world import World


def _plan(w: World) -> dict[str, Any]:
    return {"pk": w.plans.plan.pk}


def _closed(w: World) -> dict[str, Any]:
    return {"pk": w.plans.closed.pk}


def _goal(w: World) -> dict[str, Any]:
    return {"pk": w.plans.goal.pk}


def _step(w: World) -> dict[str, Any]:
    return {"pk": w.plans.step.pk}


def _file(w: World) -> dict[str, Any]:
    return {"pk": w.plans.step.pk, "file": w.plans.file.pk}


def _agreement(w: World) -> dict[str, Any]:
    return {"pk": w.plans.agreement.pk}


OWN = only("bruno", otherwise=404)
OWN_FORM = only("bruno", otherwise=404, answer=FORM)
SHOWN = only("bruno", "esther", "jules", otherwise=404)
SIDES = only("bruno", "jules", otherwise=404)

WRITES = only("lea", "gisele", otherwise=403)


def _template(w: World) -> dict[str, Any]:
    return {"pk": w.plans.template.pk}


def _lines(w: World, me: Any) -> dict[str, Any]:
    return {"etape-TOTAL_FORMS": "0", "etape-INITIAL_FORMS": "0"}


ROWS: list[Row] = [
    page("learning:desk"),
    page("learning:plan-template-list"),
    Row("learning:plan-template", everyone(), everyone(FORM), _template),
    Row("learning:plan-template-create", WRITES, only("lea", "gisele", otherwise=403, answer=FORM), data=_lines),
    Row("learning:plan-template-edit", WRITES, only("lea", "gisele", otherwise=403, answer=FORM), _template, data=_lines),
    act("learning:plan-template-delete", _template, post=WRITES),
    page("learning:plan-pdf", _plan, get=SHOWN),
    page("learning:plan-home", get=everyone(bruno=MOVED)),
    Row("learning:plan-create", everyone(bruno=MOVED), everyone(FORM)),
    page("learning:plan-history"),
    page("learning:plan-detail", _plan, get=SHOWN),
    page("learning:plan-detail", _closed, get=only("amina", otherwise=404), note="terminé"),
    Row("learning:plan-edit", OWN, OWN_FORM, _plan),
    Row("learning:plan-goals", OWN, OWN, _plan),
    act("learning:plan-close", _plan, post=OWN),
    act("learning:plan-reopen", _closed, post=only("amina", otherwise=404)),
    Row("learning:plan-delete", OWN, OWN, _plan),
    page("learning:plan-suggestions", _plan, get=OWN),
    act("learning:goal-adopt", _goal, post=OWN),
    act("learning:goal-reached", _goal, post=OWN, data=lambda w, me: {"atteint": "oui"}),
    Row("learning:step-create", OWN, OWN_FORM, _plan),
    Row("learning:step-edit", OWN, OWN_FORM, _step),
    Row("learning:step-done", OWN, OWN, _step),
    act("learning:step-state", _step, post=OWN, data=lambda w, me: {"etat": "doing"}),
    act("learning:step-undo", _step, post=OWN),
    act("learning:step-move", _step, post=OWN),
    act("learning:step-delete", _step, post=OWN),
    act("learning:step-file-add", _step, post=OWN_FORM),
    act("learning:step-file-remove", _file, post=OWN),
    Row("learning:plan-review", OWN, OWN, _plan),
    Row("learning:plan-share", OWN, OWN_FORM, _plan),
    act("learning:plan-unshare", lambda w: {"pk": w.plans.shown.pk}, post=OWN),
    act("learning:agreement-ask", _plan, post=OWN, data=lambda w, me: {"avec": str(w.cast.jules.pk)}),
    act(
        "learning:agreement-give",
        _agreement,
        post=only("jules", otherwise=404, bruno=403),
        data=lambda w, me: {"version": "1"},
    ),
    act("learning:agreement-withdraw", _agreement, post=SIDES),
    act(
        "learning:plan-comment",
        _plan,
        post=only("bruno", "esther", "jules", otherwise=404, answer=FORM),
        data=lambda w, me: {"avec": str(w.cast.esther.pk), "body": ""},
    ),
    act("learning:plan-comment-delete", lambda w: {"pk": w.plans.comment.pk}, post=only("esther", otherwise=404)),
]
