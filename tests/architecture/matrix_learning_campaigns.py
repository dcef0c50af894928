"""Rows of the matrix: campaigns. Farid leads those of his ministry; Gisèle reads them, and leads the government's."""

from tests.architecture.rows import FORM, OK, Row, act, everyone, only, page
from tests.architecture.world import World
from tests.architecture.world_campaigns import form, later


def _draft(w: World) -> dict[str, int]:
    return {"pk": w.campaigns.draft.pk}


def _open(w: World) -> dict[str, int]:
    return {"pk": w.campaigns.open.pk}


def _government(w: World) -> dict[str, int]:
    return {"pk": w.campaigns.government.pk}


LEADS = only("farid", "gisele", otherwise=403)
OWN = only("farid", otherwise=403)
GOVERNMENT = everyone(403, gisele=OK, farid=404)
INVITED = only("amina", "bruno", "farid", "jules", otherwise=404)

ROWS: list[Row] = [
    page("learning:campaign-list", get=LEADS),
    Row("learning:campaign-create", LEADS, LEADS, data=form),
    page("learning:campaign-preview", get=LEADS),
    page("learning:campaign-detail", _draft, get=LEADS, note="en préparation"),
    page("learning:campaign-detail", _open, get=LEADS, note="ouverte"),
    page("learning:campaign-detail", _government, get=GOVERNMENT, note="du gouvernement"),
    Row("learning:campaign-edit", OWN, OWN, _draft, "en préparation", data=form),
    Row("learning:campaign-edit", everyone(403), everyone(403), _open, "ouverte", data=form),
    act("learning:campaign-schedule", _draft, post=only("farid", otherwise=403, answer=FORM), note="trop petite"),
    act("learning:campaign-schedule", _open, post=everyone(403), note="ouverte"),
    act("learning:campaign-unschedule", _draft, post=OWN),
    act("learning:campaign-extend", _open, post=OWN, data=later),
    act("learning:campaign-end", _open, post=OWN),
    act("learning:campaign-delete", _draft, post=OWN, note="en préparation"),
    act("learning:campaign-delete", _open, post=everyone(403), note="ouverte"),
    act("learning:campaign-delete", _government, post=GOVERNMENT, note="du gouvernement"),
    page("learning:campaign-invitation", _open, get=INVITED),
    page("learning:campaign-invitation", _draft, get=everyone(404), note="en préparation"),
    act("learning:campaign-decline", _open, post=INVITED),
]
