"""Events and the personal calendar: who sees them, takes a place, manages; the feed that needs no sign-in."""

from typing import Any

from tests.architecture.rows import FORM, NOT_ALLOWED_PUBLIC, PUBLIC, Row, act, everyone, only, page
from tests.architecture.world import World

READERS = ("amina", "bruno", "chloe")  # of the hidden space
MANAGERS = ("amina", "chloe")  # the organiser and the facilitator


def _event(name: str) -> Any:
    return lambda w: {"pk": getattr(w.events, name).pk}


def _registration(event: str, row: str) -> Any:
    return lambda w: {"pk": getattr(w.events, event).pk, "number": getattr(w.events, row).pk}


def _typed(w: World, me: Any) -> dict[str, Any]:
    begins = (w.events.coming.starts_at).strftime("%Y-%m-%dT%H:%M")
    ends = (w.events.coming.ends_at).strftime("%Y-%m-%dT%H:%M")
    return {"title": "Un atelier", "mode": "online", "starts_at": begins, "ends_at": ends, "language": "fr"}


def _new(corner: str) -> Any:
    return lambda w, me: {**_typed(w, me), "space": getattr(w, corner).space.pk}


_HIDDEN = only(*READERS, otherwise=404)
_HIDDEN_MANAGED = only(*MANAGERS, otherwise=404, bruno=403)
_MANAGED = only(*MANAGERS, otherwise=403)

ROWS: list[Row] = [
    page("community:event-list"),
    page("community:event-list", note="miens", query="?vue=miens"),
    page("community:event-list", note="passés", query="?vue=passes"),
    Row("community:event-create", everyone(), everyone(FORM, amina="ok", bruno="ok", chloe="ok"), data=_new("hidden")),
    page("community:event-detail", _event("coming"), note="ouvert"),
    page("community:event-detail", _event("past"), note="passé"),
    page("community:event-detail", _event("hidden"), note="caché", get=_HIDDEN),
    page("community:event-detail", _event("draft"), note="brouillon", get=only("amina", otherwise=404)),
    Row("community:event-edit", _MANAGED, _MANAGED, _event("coming"), "ouvert", data=_typed),
    Row("community:event-edit", _HIDDEN_MANAGED, _HIDDEN_MANAGED, _event("hidden"), "caché", data=_typed),
    act("community:event-publish", _event("draft"), note="brouillon", post=only("amina", otherwise=404)),
    act("community:event-publish", _event("coming"), note="publié", post=_MANAGED),
    Row(
        "community:event-cancel", _MANAGED, _MANAGED, _event("coming"), "ouvert", data=lambda w, me: {"reason": "Grippe."}
    ),
    Row(
        "community:event-cancel", _HIDDEN_MANAGED, _HIDDEN_MANAGED, _event("hidden"), "caché",
        data=lambda w, me: {"reason": "Grippe."},
    ),
    act("community:event-delete", _event("draft"), note="brouillon", post=only("amina", otherwise=404)),
    act("community:event-delete", _event("coming"), note="publié", post=everyone(403)),
    page("community:event-ics", _event("coming"), note="ouvert"),
    page("community:event-ics", _event("hidden"), note="caché", get=_HIDDEN),
    page("community:event-ics", _event("draft"), note="brouillon", get=everyone(404)),
    act("community:event-register", _event("coming"), note="ouvert", post=everyone()),
    act("community:event-register", _event("past"), note="passé", post=everyone(FORM)),
    act("community:event-register", _event("hidden"), note="caché", post=_HIDDEN),
    act("community:event-withdraw", _event("coming"), note="ouvert", post=everyone()),  # one's own place, if any
    act("community:event-withdraw", _event("hidden"), note="caché", post=_HIDDEN),
    page("community:event-participants", _event("coming"), note="ouvert", get=_MANAGED, query="?liste=demandes"),
    page("community:event-participants", _event("hidden"), note="caché", get=_HIDDEN),
    act(
        "community:registration-answer", _registration("coming", "asking"), note="ouvert", post=_MANAGED,
        data=lambda w, me: {"reponse": "oui"},
    ),
    act(
        "community:registration-answer", _registration("hidden", "hidden_place"), note="caché", post=_HIDDEN_MANAGED,
        data=lambda w, me: {"reponse": "non"},
    ),
    act(
        "community:registration-answers", _event("coming"), note="ouvert", post=_MANAGED,
        data=lambda w, me: {"tous": "1", "reponse": "oui"},
    ),
    act("community:registration-answers", _event("hidden"), note="caché", post=_HIDDEN_MANAGED),
    act("community:registration-answer", _registration("coming", "hidden_place"), note="d’un autre", post=everyone(404)),
    Row("community:event-attendance", _MANAGED, _MANAGED, _event("past"), "ouvert", data=lambda w, me: {"tous": "1"}),
    Row("community:event-attendance", _HIDDEN_MANAGED, _HIDDEN_MANAGED, _event("hidden"), "caché"),
    page("community:event-export", _event("coming"), note="ouvert", get=_MANAGED),
    page("community:event-export", _event("hidden"), note="caché", get=_HIDDEN_MANAGED),
    Row(
        "community:event-follow-up", _MANAGED, _MANAGED, _event("past"), "ouvert", data=lambda w, me: {"recap": "Mieux."}
    ),
    Row(
        "community:event-follow-up", _HIDDEN_MANAGED, only(*MANAGERS, otherwise=404, answer=FORM, bruno=403),
        _event("hidden"), "caché", data=lambda w, me: {"recap": "Trop tôt."},
    ),
    act("community:event-questions", _event("past"), note="ouvert", post=only(*READERS, otherwise=403)),
    act("community:event-questions", _event("hidden"), note="caché", post=_HIDDEN),
    page("activity:calendar"),
    act("activity:calendar-create", post=everyone(david=409)),  # David has an address already
    act("activity:calendar-revoke", post=everyone()),
    Row("activity:calendar-feed", PUBLIC, NOT_ALLOWED_PUBLIC, lambda w: {"token": w.events.token}, "de David"),
    Row(
        "activity:calendar-feed", everyone(404, nobody=404), NOT_ALLOWED_PUBLIC, lambda w: {"token": "x" * 43}, "inconnu"
    ),
]  # fmt: skip
