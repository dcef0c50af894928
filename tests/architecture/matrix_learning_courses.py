"""Rows of the matrix: the catalogue. Everybody reads it; Karim gives the courses, Gisèle keeps them all; Bruno took one."""

from typing import Any

from tests.architecture.rows import FORM, OK, Row, act, everyone, only, page
from tests.architecture.world import World
from tests.architecture.world_courses import form


def _listed(w: World) -> dict[str, Any]:
    return {"key": w.courses.listed.key}


def _draft(w: World) -> dict[str, Any]:
    return {"key": w.courses.draft.key}


def _retired(w: World) -> dict[str, Any]:
    return {"key": w.courses.retired.key}


def _wish(w: World) -> dict[str, int]:
    return {"pk": w.courses.wish.pk}


def _opinion(w: World, me: Any) -> dict[str, Any]:
    return {"stars": "5", "text": "Encore mieux."}


def _subject(w: World, me: Any) -> dict[str, Any]:
    return {"subject": "Dessiner à la main"}


def _answer(w: World, me: Any) -> dict[str, Any]:
    return {"course": "Écrire clair"}


WRITE = only("gisele", "karim", otherwise=403)
HIDDEN = only("gisele", "karim", otherwise=404)
DECIDE = only("farid", "gisele", "karim", otherwise=403)

ROWS: list[Row] = [
    page("learning:course-list"),
    page("learning:course-list", query="?q=clair&tri=prochaine&seances=places&ecarts=oui", note="mots et filtres"),
    page("learning:course-own", get=WRITE),
    page("learning:course-options", query="?requires_1=clair"),
    page("learning:trainer-options", query="?trainers=kar"),
    Row("learning:course-create", WRITE, WRITE, data=form),
    page("learning:course-detail", _listed),
    page("learning:course-detail", _draft, get=HIDDEN, note="brouillon"),
    page("learning:course-detail", _retired, note="retirée"),
    Row("learning:course-edit", WRITE, only("gisele", "karim", otherwise=403, answer=FORM), _listed, data=form),
    Row("learning:course-edit", HIDDEN, HIDDEN, _draft, "brouillon", data=form),
    page("learning:course-history", _listed, get=WRITE),
    act("learning:course-publish", _draft, post=HIDDEN, note="brouillon"),
    act("learning:course-publish", _retired, post=WRITE, note="retirée"),
    act("learning:course-retire", _listed, post=only("gisele", "karim", otherwise=403, answer=FORM), note="séance à venir"),
    act("learning:course-delete", _draft, post=HIDDEN, note="brouillon"),
    act("learning:course-delete", _listed, post=only("gisele", "karim", otherwise=403, answer=FORM), note="au catalogue"),
    act("learning:course-rate", _listed, post=only("bruno", otherwise=403), data=_opinion),
    act("learning:course-rate", _listed, post=everyone(FORM), note="sans appréciation"),
    act("learning:course-rating-delete", _listed, post=everyone()),
    act(
        "learning:course-show", _listed, post=only("bruno", otherwise=403), note="montrer",
        data=lambda w, me: {"montrer": "oui"},
    ),
    act("learning:course-show", _listed, post=everyone(), note="ne plus montrer"),
    act("learning:course-plan", _listed, post=everyone()),
    act("learning:course-plan", _retired, post=everyone(403), note="retirée"),
    act("learning:course-wish", _listed, post=everyone()),
    page("learning:wish-list"),
    Row("learning:wish-create", everyone(), everyone(OK), data=_subject),
    page("learning:wish-similar", query="?subject=cartes"),
    act("learning:wish-join", _wish, post=everyone()),
    act("learning:wish-withdraw", _wish, post=only("amina", otherwise=404)),
    page("learning:wish-demand", get=DECIDE),
    act("learning:wish-answer", _wish, post=WRITE, data=_answer),
    act("learning:wish-answer", _wish, post=only("gisele", "karim", otherwise=403, answer=FORM), note="sans formation"),
]  # fmt: skip
