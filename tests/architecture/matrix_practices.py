"""Practice sheets: written by Amina, in spaces that Chloé facilitates; Bruno is asked to read one."""

from typing import Any

from community.models import PracticeRemark
from tests.architecture.rows import FORM, OK, Row, act, everyone, only, page
from tests.architecture.world import World

READERS = ("amina", "bruno", "chloe")  # of the hidden space, which does not exist for others
WRITERS = ("amina", "chloe")


def _sheet(name: str) -> Any:
    return lambda w: {"label": w.sheets[name].label}


def _version(name: str) -> Any:
    return lambda w: {"label": w.sheets[name].label, "number": 1}


def _new(corner: str) -> Any:
    return lambda w, me: {"title": "Une idée", "space": getattr(w, corner).space.pk}


def _text(name: str) -> Any:
    return lambda w, me: {
        "title": "Mieux dit", "revision": w.sheets[name].latest_revision_id, "space": w.sheets[name].space_id
    }  # fmt: skip


def _chloe(w: World, me: Any) -> dict[str, Any]:
    return {"reviewers": [w.cast.chloe.pk]}


def _approve(name: str) -> Any:
    return lambda w, me: {"verdict": "approuver", "revision": w.sheets[name].latest_revision_id}


def _remark(w: World) -> dict[str, Any]:
    return {"label": w.sheets["review"].label, "pk": PracticeRemark.objects.get(review__page=w.sheets["review"]).pk}


def _remark_of_another(w: World) -> dict[str, Any]:
    return {**_remark(w), "label": w.sheets["open"].label}


ROWS: list[Row] = [
    # Who is not in the space does not find it among the choices.
    Row(
        "community:practice-create", everyone(), everyone(FORM, amina=OK, bruno=OK, chloe=OK), note="ouvert",
        data=_new("open"),
    ),
    Row(
        "community:practice-create", everyone(), everyone(FORM, amina=OK, bruno=OK, chloe=OK), note="caché",
        data=_new("hidden"),
    ),
    page("community:practice-people", query="?authors=bru"),
    page("community:practice-detail", _sheet("open"), note="ouvert"),
    page("community:practice-detail", _sheet("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:practice-detail", _sheet("draft"), note="brouillon", get=only(*WRITERS, otherwise=404)),
    page("community:practice-detail", _sheet("review"), note="en relecture", get=only(*READERS, otherwise=404)),
    Row(
        "community:practice-edit", only(*WRITERS, otherwise=403), only(*WRITERS, otherwise=403), _sheet("open"), "ouvert",
        data=_text("open"),
    ),
    Row(
        "community:practice-edit", only(*WRITERS, otherwise=404, bruno=403), only(*WRITERS, otherwise=404, bruno=403),
        _sheet("hidden"), "caché", data=_text("hidden"),
    ),
    Row(
        "community:practice-edit", only(*WRITERS, otherwise=404), only(*WRITERS, otherwise=404), _sheet("draft"),
        "brouillon", data=_text("draft"),
    ),
    act("community:practice-delete", _sheet("draft"), note="brouillon", post=only(*WRITERS, otherwise=404)),
    act("community:practice-delete", _sheet("open"), note="publiée", post=everyone(403)),
    act("community:practice-discard", _sheet("open"), note="ouvert", post=only(*WRITERS, otherwise=403)),
    act("community:practice-discard", _sheet("hidden"), note="caché", post=only(*WRITERS, otherwise=404, bruno=403)),
    act(
        "community:practice-archive", _sheet("open"), note="ouvert", post=only(*WRITERS, otherwise=403),
        data=lambda w, me: {"archiver": "1"},
    ),
    act(
        "community:practice-archive", _sheet("hidden"), note="caché", post=only(*WRITERS, otherwise=404, bruno=403),
        data=lambda w, me: {"archiver": "1"},
    ),
    Row(
        "community:practice-ask", only(*WRITERS, otherwise=404), only(*WRITERS, otherwise=404), _sheet("draft"),
        "brouillon", data=_chloe,
    ),
    Row(
        "community:practice-ask", only(*WRITERS, otherwise=403), only(*WRITERS, otherwise=403), _sheet("open"), "ouvert",
        data=_chloe,
    ),
    act("community:practice-withdraw", _sheet("review"), post=only(*WRITERS, otherwise=404, bruno=403)),
    Row(
        "community:practice-review", only("bruno", "chloe", otherwise=404, amina=403),
        only("bruno", "chloe", otherwise=404, amina=403), _sheet("review"), "demandée", data=_approve("review"),
    ),
    Row(
        "community:practice-review", everyone(403), everyone(403), _sheet("open"), "non demandée", data=_approve("open"),
    ),
    page("community:practice-remarks", _sheet("review"), note="en relecture", get=only(*READERS, otherwise=404)),
    page("community:practice-remarks", _sheet("open"), note="ouvert", get=only(*WRITERS, otherwise=403)),
    page("community:practice-remarks", _sheet("hidden"), note="caché", get=only(*WRITERS, otherwise=404, bruno=403)),
    act(
        "community:practice-remark", _remark, post=only(*WRITERS, otherwise=404, bruno=403),
        data=lambda w, me: {"prise": "1"},
    ),
    act(
        "community:practice-remark", _remark_of_another, note="d’une autre fiche",
        post=only(otherwise=403, amina=404, chloe=404),
    ),
    page("community:practice-history", _sheet("open"), note="ouvert"),
    page("community:practice-history", _sheet("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:practice-history", _sheet("draft"), note="brouillon", get=everyone(404)),
    page("community:practice-version", _version("open"), note="ouvert"),
    page("community:practice-version", _version("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:practice-version", _version("draft"), note="brouillon", get=everyone(404)),
    page("community:practice-compare", _sheet("open"), note="ouvert"),
    page("community:practice-compare", _sheet("hidden"), note="caché", get=only(*READERS, otherwise=404)),
]  # fmt: skip
