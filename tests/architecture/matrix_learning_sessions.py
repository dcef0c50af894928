"""Rows of the matrix: sessions and seats. Karim gives them, Bruno has a seat and asks Jules for another, Farid and Gisèle
set quotas; others see what is in the catalogue."""

from typing import Any

from tests.architecture.rows import FORM, Row, act, everyone, only, page
from tests.architecture.world import World
from tests.architecture.world_sessions import quota, waiting_file


def _coming(w: World) -> dict[str, Any]:
    return {"pk": w.seats.coming.pk}


def _past(w: World) -> dict[str, Any]:
    return {"pk": w.seats.past.pk}


def _confirmed(w: World) -> dict[str, Any]:
    return {"pk": w.seats.confirmed.pk}


def _offered(w: World) -> dict[str, Any]:
    return {"pk": w.seats.offered.pk}


def _asked(w: World) -> dict[str, Any]:
    return {"pk": w.seats.asked.pk}


def _one(w: World) -> dict[str, Any]:
    return {"pk": w.seats.coming.pk, "number": w.seats.confirmed.pk}


def _course(w: World) -> dict[str, Any]:
    return {"key": w.seats.course.key}


def _file(w: World) -> dict[str, Any]:
    return {"pk": w.seats.past.pk, "token": waiting_file(w)}


def _yes(w: World, me: Any) -> dict[str, str]:
    return {"reponse": "oui"}


def _nothing(w: World, me: Any) -> dict[str, str]:
    return {"reason": "", "needs": "", "body": "", "c": ""}


RUNS = only("karim", otherwise=403)
RUNS_FORM = only("karim", otherwise=403, answer=FORM)
CHANGES = only("karim", "gisele", otherwise=403)
CHANGES_FORM = only("karim", "gisele", otherwise=403, answer=FORM)
QUOTAS = only("farid", "gisele", otherwise=403)

ROWS: list[Row] = [
    page("learning:session-detail", _coming),
    Row("learning:session-enrol", everyone(), everyone(karim=FORM), _coming, data=_nothing),
    page("learning:session-ics", _coming),
    Row("learning:session-sign-in", everyone(), everyone(FORM), _past, data=_nothing),
    Row("learning:session-quotas", QUOTAS, QUOTAS, _coming, data=quota),
    page("learning:enrolment-list"),
    Row("learning:enrolment-answer", only("amina", otherwise=404), only("amina", otherwise=404), _offered, data=_yes),
    Row("learning:enrolment-cancel", only("bruno", otherwise=404), only("bruno", otherwise=404), _confirmed,
        data=lambda w, me: {"reason": "Un empêchement."}),
    Row("learning:approval-list", everyone(), everyone()),
    Row("learning:approval-detail", only("jules", otherwise=404), only("jules", otherwise=404), _asked, data=_yes),
    page("learning:trainer-desk", get=RUNS),
    Row("learning:session-create", CHANGES, CHANGES_FORM, _course),
    page("learning:session-desk", _coming, get=RUNS),
    Row("learning:session-edit", CHANGES, CHANGES_FORM, _coming),
    Row("learning:session-cancel", CHANGES, CHANGES_FORM, _coming, data=_nothing),
    act("learning:session-confirm", _coming, post=CHANGES),
    Row("learning:session-remove", RUNS, RUNS_FORM, _one, data=_nothing),
    Row("learning:session-message", RUNS, RUNS_FORM, _coming, data=_nothing),
    page("learning:session-export", _coming, get=RUNS),
    Row("learning:session-attendance", RUNS, RUNS, _past),
    page("learning:session-code", _past, get=RUNS),
    page("learning:session-sheet", _past, get=RUNS),
    Row("learning:attendance-import", RUNS, RUNS_FORM, _past),
    Row("learning:attendance-report", RUNS, RUNS, _file),
]  # fmt: skip
