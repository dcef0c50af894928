"""Questions, what one missed, bookmarks and subscriptions: all one's own, or as the space of a thread has it."""

from typing import Any

from activity.queries.targets import sign
from people.queries.consents import purposes
from tests.architecture.matrix_community import READERS
from tests.architecture.rows import Row, act, everyone, only, page
from tests.architecture.world import World
from tests.architecture.world_questions import bookmark_of_bruno, collection_of_bruno, offered_to_bruno


def _consent(w: World, me: Any) -> dict[str, Any]:
    return {"choix": "oui", "version": purposes["question_routing"].version}


def _hidden(w: World, me: Any) -> dict[str, Any]:
    return {"cible": sign(w.hidden.thread, me) if me else "", "geste": "sourdine", "niveau": "mentions"}


def _hidden_of_bruno(w: World, me: Any) -> dict[str, Any]:
    return _hidden(w, w.cast.bruno)


def _offer(w: World) -> dict[str, Any]:
    return {"pk": offered_to_bruno(w).pk}


def _bookmark(w: World) -> dict[str, Any]:
    return {"pk": bookmark_of_bruno(w).pk}


def _collection(w: World) -> dict[str, Any]:
    return {"pk": collection_of_bruno(w).pk}


ROWS: list[Row] = [
    act("community:thread-similar", post=everyone(), data=lambda w, me: {"title": "Une question sur les cartes"}),
    page("community:catch-up"),
    act("community:catch-up-settle", post=everyone(), data=lambda w, me: {"periode": "7"}),
    act("community:catch-up-undo", post=everyone(404)),  # which one, the address says
    # Without a consent there is nothing to set.
    Row("community:help-out", everyone(), everyone(403), data=lambda w, me: {"weekly_cap": "2"}),
    act("community:help-switch", post=everyone(), note="activer", data=_consent),
    act("community:help-switch", post=everyone(), note="arrêter", data=lambda w, me: {"choix": "non"}),
    act(
        "community:offer-answer", _offer, post=only("bruno", otherwise=404),
        data=lambda w, me: {"reponse": "pas-cette-fois"},
    ),
    act(
        "community:thread-follow", lambda w: {"pk": w.hidden.thread.pk}, note="sourdine",
        post=only(*READERS, otherwise=404), data=lambda w, me: {"suivre": "sourdine"},
    ),
    act("activity:follow", note="sourdine", post=only(*READERS, otherwise=403), data=_hidden),
    act("activity:subscription-many", note="à soi", post=everyone(), data=_hidden),
    act("activity:subscription-many", note="d’un autre", post=only("bruno", otherwise=403), data=_hidden_of_bruno),
    Row(
        "activity:bookmark-edit", only("bruno", otherwise=404), only("bruno", otherwise=404), _bookmark,
        data=lambda w, me: {"note": "Une note"},
    ),
    act("activity:collection-create", post=everyone(), data=lambda w, me: {"nom": "À lire"}),
    act(
        "activity:collection-rename", _collection, post=only("bruno", otherwise=404), data=lambda w, me: {"nom": "Autre nom"}
    ),
    act("activity:collection-delete", _collection, post=only("bruno", otherwise=404)),
]  # fmt: skip
