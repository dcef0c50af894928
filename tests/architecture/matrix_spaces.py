"""Spaces: invitations, shelf, exports, dormancy, twins; who gets what there."""

from typing import Any

from tests.architecture.rows import FORM, Row, act, everyone, only, page
from tests.architecture.world import World

READERS = ("amina", "bruno", "chloe")  # of the hidden space
PRIVATE = ("amina", "chloe")  # in the private space, of which everyone sees the door


def _slug(corner: str) -> Any:
    return lambda w: {"slug": getattr(w, corner).space.slug}


def _private(w: World) -> dict[str, Any]:
    return {"slug": w.spaces.private.slug}


def _shelved(w: World) -> dict[str, Any]:
    return {"slug": w.open.space.slug, "pk": w.spaces.shelved.pk}


def _hidden_shelved(w: World) -> dict[str, Any]:
    return {"slug": w.hidden.space.slug, "pk": w.spaces.hidden_shelved.pk}


def _of_private(w: World) -> dict[str, Any]:
    return {"slug": w.spaces.private.slug, "pk": w.spaces.invited.pk}


def _link(w: World, me: Any) -> dict[str, Any]:
    return {"title": "Un lien", "url": "https://exemple.test/un"}


def _david(w: World, me: Any) -> dict[str, Any]:
    return {"personne": w.cast.david.pk, "message": "Venez."}


_CHLOE = only("chloe", otherwise=403)
_HIDDEN_CHLOE = only("chloe", otherwise=404, amina=403, bruno=403)
_MINE = only("ines", otherwise=404)

ROWS: list[Row] = [
    page("community:space-detail", _private, note="privé"),
    page("community:space-members", _private, note="privé", get=only(*PRIVATE, otherwise=403)),
    act("community:space-join", _private, note="privé", post=only(*PRIVATE, otherwise=403)),
    page("community:thread-detail", lambda w: {"pk": w.spaces.thread.pk}, note="privé", get=only(*PRIVATE, otherwise=404)),
    page("community:space-twins", query="?name=espace"),
    page("community:space-invitations", _private, note="privé", get=_CHLOE),
    page("community:space-invitations", _slug("hidden"), note="caché", get=_HIDDEN_CHLOE),
    act("community:invitation-send", _slug("open"), note="ouvert", post=_CHLOE, data=_david),
    act("community:invitation-send", _slug("hidden"), note="caché", post=_HIDDEN_CHLOE, data=_david),
    act("community:invitation-withdraw", _of_private, post=_CHLOE),
    act("community:invitation-resend", _of_private, post=_CHLOE),
    act(
        "community:invitation-many", _private, note="privé", post=_CHLOE,
        data=lambda w, me: {"cible": [w.spaces.invited.pk], "geste": "retirer"},
    ),
    act("community:invitation-many", _slug("hidden"), note="caché", post=_HIDDEN_CHLOE),
    Row("community:round-create", _CHLOE, only("chloe", otherwise=403, answer=FORM), _slug("open"), "ouvert"),
    Row(
        "community:round-create", _HIDDEN_CHLOE, only("chloe", otherwise=404, amina=403, bruno=403, answer=FORM),
        _slug("hidden"), "caché",
    ),
    page("community:round-detail", lambda w: {"slug": w.open.space.slug, "pk": w.spaces.round.pk}, get=_CHLOE),
    page("community:invitation-detail", lambda w: {"pk": w.spaces.invited.pk}, get=_MINE),
    page("community:invitation-detail", lambda w: {"pk": w.spaces.late.pk}, note="retirée", get=only("hugo", otherwise=404)),
    act("community:invitation-answer", lambda w: {"pk": w.spaces.invited.pk}, post=_MINE),
    act("community:invitation-ask-again", lambda w: {"pk": w.spaces.invited.pk}, post=_MINE),
    page("community:space-shelf", _slug("open"), note="ouvert"),
    page("community:space-shelf", _private, note="privé", get=only(*PRIVATE, otherwise=403)),
    page("community:space-shelf", _slug("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    Row("community:shelf-add", _CHLOE, _CHLOE, _slug("open"), "ouvert", data=_link),
    Row("community:shelf-add", _HIDDEN_CHLOE, _HIDDEN_CHLOE, _slug("hidden"), "caché", data=_link),
    Row("community:shelf-edit", _CHLOE, _CHLOE, _shelved, "ouvert", data=_link),
    Row("community:shelf-edit", _HIDDEN_CHLOE, _HIDDEN_CHLOE, _hidden_shelved, "caché", data=_link),
    act("community:shelf-move", _shelved, note="ouvert", post=_CHLOE),
    act("community:shelf-move", _hidden_shelved, note="caché", post=_HIDDEN_CHLOE),
    act("community:shelf-remove", _shelved, note="ouvert", post=_CHLOE),
    act("community:shelf-remove", _hidden_shelved, note="caché", post=_HIDDEN_CHLOE),
    act("community:shelf-restore", _shelved, note="ouvert", post=_CHLOE),
    act("community:thread-pin", lambda w: {"pk": w.open.thread.pk}, note="ouvert", post=_CHLOE),
    act("community:thread-pin", lambda w: {"pk": w.hidden.thread.pk}, note="caché", post=_HIDDEN_CHLOE),
    act("community:practice-pin", lambda w: {"pk": 999_999}, post=everyone(404)),
    page("community:space-exports", _slug("open"), note="ouvert", get=_CHLOE),
    page("community:space-exports", _slug("hidden"), note="caché", get=_HIDDEN_CHLOE),
    act("community:export-ask", _slug("open"), note="ouvert", post=_CHLOE),
    act("community:export-ask", _slug("hidden"), note="caché", post=_HIDDEN_CHLOE),
    page(
        "community:export-file", lambda w: {"slug": w.open.space.slug, "pk": w.spaces.export.pk}, note="échoué",
        get=only("chloe", otherwise=403, answer=410),
    ),
    act("community:space-reopen", _slug("open"), note="ouvert", post=_CHLOE),
    act("community:space-reopen", _slug("hidden"), note="caché", post=_HIDDEN_CHLOE),
    Row(
        "community:space-dormant", _CHLOE, _CHLOE, _slug("open"), "ouvert",
        data=lambda w, me: {"vers": w.request.space.slug},
    ),
    Row(
        "community:space-dormant", _HIDDEN_CHLOE, _HIDDEN_CHLOE, _slug("hidden"), "caché",
        data=lambda w, me: {"vers": w.request.space.slug},
    ),
]  # fmt: skip
