"""Rows of the matrix: intervention plans. Farid leads those of his ministry, Gisèle all; nobody else reads any."""

from tests.architecture.rows import FORM, OK, Row, act, everyone, only, page
from tests.architecture.world import World
from tests.architecture.world_interventions import action_form, follow_form, plan_form


def _draft(w: World) -> dict[str, int]:
    return {"pk": w.interventions.draft.pk}


def _adopted(w: World) -> dict[str, int]:
    return {"pk": w.interventions.adopted.pk}


def _government(w: World) -> dict[str, int]:
    return {"pk": w.interventions.government.pk}


def _action(w: World) -> dict[str, int]:
    return _draft(w) | {"action_pk": w.interventions.action.pk}


def _running(w: World) -> dict[str, int]:
    return _adopted(w) | {"action_pk": w.interventions.running.pk}


def _elsewhere(w: World) -> dict[str, int]:
    return _draft(w) | {"action_pk": w.interventions.running.pk}


def _proposal(w: World) -> dict[str, int]:
    return _draft(w) | {"proposal_pk": w.interventions.proposal.pk}


def _edit(w: World, me: object) -> dict[str, int]:
    return {"edit": 0}


LEADS = only("farid", "gisele", otherwise=403)
REFUSED = only("farid", "gisele", otherwise=403, answer=FORM)
NOT_FARID = everyone(403, gisele=OK, farid=404)

ROWS: list[Row] = [
    page("learning:intervention-list", get=LEADS),
    Row("learning:intervention-create", LEADS, LEADS, data=plan_form),
    page("learning:intervention-courses", get=LEADS),
    page("learning:lead-desk", get=LEADS),
    page("learning:strategic-desk", get=only("gisele", otherwise=403)),
    page("learning:intervention-totals", get=only("gisele", otherwise=403)),
    page("learning:intervention-totals-xlsx", get=only("gisele", otherwise=403)),
    page("learning:intervention-detail", _draft, get=LEADS, note="en préparation"),
    page("learning:intervention-detail", _adopted, get=LEADS, note="adopté"),
    page("learning:intervention-detail", _government, get=NOT_FARID, note="du gouvernement, en préparation"),
    page("learning:intervention-moves", _draft, get=LEADS),
    page("learning:intervention-seats", _adopted, get=LEADS),
    page("learning:intervention-pdf", _draft, get=LEADS),
    page("learning:intervention-xlsx", _draft, get=LEADS),
    Row("learning:intervention-edit", LEADS, LEADS, _draft, "en préparation", data=plan_form),
    Row("learning:intervention-edit", everyone(403), everyone(403), _adopted, "adopté", data=plan_form),
    act("learning:intervention-adopt", _draft, post=LEADS, data=_edit, note="en préparation"),
    act("learning:intervention-adopt", _adopted, post=everyone(403), data=_edit, note="adopté"),
    act(
        "learning:intervention-adopt", _government, post=everyone(403, gisele=FORM, farid=404), data=_edit,
        note="sans action",
    ),
    act("learning:intervention-reopen", _adopted, post=LEADS),
    act("learning:intervention-close", _adopted, post=LEADS),
    act("learning:intervention-delete", _draft, post=LEADS, note="en préparation"),
    act("learning:intervention-delete", _adopted, post=everyone(403), note="adopté"),
    Row("learning:intervention-action-create", LEADS, LEADS, _draft, data=action_form),
    Row("learning:intervention-action-edit", LEADS, LEADS, _action, data=action_form),
    Row(
        "learning:intervention-action-edit", everyone(403, farid=404, gisele=404), everyone(403, farid=404, gisele=404),
        _elsewhere, "d’un autre plan", data=action_form,
    ),
    act("learning:intervention-action-move", _action, post=LEADS),
    act("learning:intervention-action-delete", _action, post=LEADS),
    Row("learning:intervention-action-follow", LEADS, LEADS, _running, data=follow_form),
    Row("learning:proposal-create", LEADS, REFUSED, _draft),
    page("learning:proposal-detail", _proposal, get=LEADS),
    act("learning:proposal-take", _proposal, post=REFUSED, note="rien de coché"),
]  # fmt: skip
