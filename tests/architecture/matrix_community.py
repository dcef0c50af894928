"""The community: the table of rights of a space, address by address."""

from typing import Any

from tests.architecture.rows import FORM, MOVED, OK, Row, act, everyone, only, page
from tests.architecture.world import World

READERS = ("amina", "bruno", "chloe")  # of the hidden space, which does not exist for others
INVITED = ("amina", "chloe")  # in the space « Sur demande », of which others see the door


def _slug(corner: str) -> Any:
    return lambda w: {"slug": getattr(w, corner).space.slug}


def _thread(corner: str) -> Any:
    return lambda w: {"pk": getattr(w, corner).thread.pk}


def _reply(corner: str) -> Any:
    return lambda w: {"pk": getattr(w, corner).reply.pk}


def _text(w: World, me: Any) -> dict[str, Any]:
    return {"title": "Un titre", "body": "Un autre texte.", "language": "fr"}


def _settings(w: World, me: Any) -> dict[str, Any]:
    return {"name": "Un autre nom", "summary": "Pour l’essai.", "access": "hidden", "kind": "practice"}


def _new_thread(corner: str) -> Any:
    return lambda w, me: {**_text(w, me), "kind": "question", "space": getattr(w, corner).space.pk}


def _bruno(w: World, me: Any) -> dict[str, Any]:
    return {"personne": w.cast.bruno.pk, "role": "facilitator"}


ROWS: list[Row] = [
    page("community:index"),
    page("community:space-list"),
    Row("community:space-create", everyone(), everyone(), data=_settings),
    page("community:space-detail", _slug("open"), note="ouvert"),
    page("community:space-detail", _slug("request"), note="sur demande"),  # strangers: its door
    page("community:space-detail", _slug("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:space-news", _slug("open"), note="ouvert"),
    page("community:space-news", _slug("request"), note="sur demande", get=only(*INVITED, otherwise=403)),
    page("community:space-news", _slug("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    Row(
        "community:space-settings", only("chloe", otherwise=403), only("chloe", otherwise=403), _slug("open"), "ouvert",
        data=_settings,
    ),
    Row(
        "community:space-settings", only("chloe", otherwise=404, amina=403, bruno=403),
        only("chloe", otherwise=404, amina=403, bruno=403), _slug("hidden"), "caché", data=_settings,
    ),
    act(
        "community:space-archive", _slug("request"), note="sur demande", post=only("chloe", otherwise=403),
        data=lambda w, me: {"archive": "1"},
    ),
    act(
        "community:space-archive", _slug("hidden"), note="caché", post=only("chloe", otherwise=404, amina=403, bruno=403),
        data=lambda w, me: {"archive": "1"},
    ),
    # Joining, asking and leaving twice change nothing: whoever knows of the space may.
    act("community:space-join", _slug("open"), note="ouvert", post=everyone()),
    act("community:space-join", _slug("request"), note="sur demande", post=everyone()),
    act("community:space-join", _slug("hidden"), note="caché", post=only(*READERS, otherwise=404)),
    act("community:space-leave", _slug("open"), note="ouvert", post=everyone()),
    act("community:space-leave", _slug("hidden"), note="caché", post=only(*READERS, otherwise=404)),
    act("community:space-level", _slug("open"), note="ouvert", post=everyone(), data=lambda w, me: {"niveau": "all"}),
    act(
        "community:space-level", _slug("request"), note="sur demande", post=only(*INVITED, otherwise=403),
        data=lambda w, me: {"niveau": "all"},
    ),
    act(
        "community:space-level", _slug("hidden"), note="caché", post=only(*READERS, otherwise=404),
        data=lambda w, me: {"niveau": "all"},
    ),
    page("community:space-mentions", _slug("open"), note="ouvert", query="?q=bru"),
    page("community:space-mentions", _slug("request"), note="sur demande", get=only(*INVITED, otherwise=403)),
    page("community:space-mentions", _slug("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:space-members", _slug("open"), note="ouvert"),
    page("community:space-members", _slug("request"), note="sur demande", get=only(*INVITED, otherwise=403)),
    page("community:space-members", _slug("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    act(
        "community:member-add", _slug("hidden"), note="caché", post=only("chloe", otherwise=404, amina=403, bruno=403),
        data=lambda w, me: {"personne": w.cast.david.pk},
    ),
    act(
        "community:member-add", _slug("request"), note="sur demande", post=only("chloe", otherwise=403),
        data=lambda w, me: {"personne": w.cast.david.pk},
    ),
    act(
        "community:member-remove", _slug("hidden"), note="caché", data=_bruno,
        post=only("chloe", otherwise=404, amina=403, bruno=403),
    ),
    act("community:member-remove", _slug("open"), note="ouvert", data=_bruno, post=only("chloe", otherwise=403)),
    act(
        "community:member-role", _slug("hidden"), note="caché", data=_bruno,
        post=only("chloe", otherwise=404, amina=403, bruno=403),
    ),
    act("community:member-role", _slug("open"), note="ouvert", data=_bruno, post=only("chloe", otherwise=403)),
    page("community:space-requests", _slug("request"), get=only("chloe", otherwise=403)),
    act("community:request-withdraw", _slug("request"), note="sur demande", post=everyone()),  # one's own, if any
    act("community:request-withdraw", _slug("hidden"), note="caché", post=only(*READERS, otherwise=404)),
    act(
        "community:request-answer", lambda w: {"slug": w.request.space.slug, "pk": w.joining.pk},
        post=only("chloe", otherwise=403), data=lambda w, me: {"reponse": "oui"},
    ),
    act(
        "community:request-answers", _slug("request"), note="sur demande", post=only("chloe", otherwise=403),
        data=lambda w, me: {"tous": "1", "reponse": "oui"},
    ),
    act(
        "community:request-answers", _slug("hidden"), note="caché",
        post=only("chloe", otherwise=404, amina=403, bruno=403),
    ),
    page("community:thread-list"),
    # Asking in an open space joins it; who is not in a closed one does not find it among the choices.
    Row("community:thread-create", everyone(), everyone(OK), note="ouvert", data=_new_thread("open")),
    Row(
        "community:thread-create", everyone(), everyone(FORM, amina=OK, bruno=OK, chloe=OK), note="caché",
        data=_new_thread("hidden"),
    ),
    page("community:thread-detail", _thread("open"), note="ouvert"),
    page("community:thread-detail", lambda w: {"pk": w.question.pk}, note="question répondue"),
    page("community:thread-detail", _thread("request"), note="sur demande", get=only(*INVITED, otherwise=404)),
    page("community:thread-detail", _thread("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:thread-detail", lambda w: {"pk": w.deleted_thread.pk}, note="supprimé", get=everyone(404)),
    Row(
        "community:thread-edit", only("amina", "chloe", otherwise=403), only("amina", "chloe", otherwise=403),
        _thread("open"), "ouvert", data=_text,
    ),
    Row(
        "community:thread-edit", only("amina", "chloe", otherwise=404, bruno=403),
        only("amina", "chloe", otherwise=404, bruno=403), _thread("hidden"), "caché", data=_text,
    ),
    act("community:thread-delete", _thread("open"), note="ouvert", post=only("amina", "chloe", otherwise=403)),
    act(
        "community:thread-delete", _thread("hidden"), note="caché", post=only("amina", "chloe", otherwise=404, bruno=403)
    ),
    act(
        "community:thread-restore", lambda w: {"pk": w.deleted_thread.pk},
        post=only("amina", "chloe", otherwise=404, bruno=403),
    ),
    act(
        "community:thread-close", _thread("open"), note="ouvert", post=only("chloe", otherwise=403),
        data=lambda w, me: {"fermer": "1"},
    ),
    act(
        "community:thread-close", _thread("hidden"), note="caché", data=lambda w, me: {"fermer": "1"},
        post=only("chloe", otherwise=404, amina=403, bruno=403),
    ),
    act("community:thread-kind", _thread("open"), note="ouvert", post=only("amina", "chloe", otherwise=403)),
    act(
        "community:thread-kind", _thread("hidden"), note="caché", post=only("amina", "chloe", otherwise=404, bruno=403),
    ),
    act(
        "community:thread-accept", lambda w: {"pk": w.question.pk, "reply": w.other_answer.pk},
        post=only("amina", "chloe", otherwise=403),
    ),
    act(
        "community:thread-accept", lambda w: {"pk": w.question.pk, "reply": w.accepted.pk}, note="reprendre",
        post=only("amina", "chloe", otherwise=403), data=lambda w, me: {"retirer": "1"},
    ),
    act(
        "community:thread-accept", lambda w: {"pk": w.hidden.thread.pk, "reply": w.hidden.reply.pk}, note="discussion",
        post=only(otherwise=404, amina=403, bruno=403, chloe=403),
    ),
    page("community:thread-history", _thread("open"), note="ouvert"),
    page("community:thread-history", _thread("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    act("community:thread-reply", _thread("open"), note="ouvert", post=only(*READERS, otherwise=403), data=_text),
    act("community:thread-reply", _thread("request"), note="sur demande", post=only(*INVITED, otherwise=404), data=_text),
    act("community:thread-reply", _thread("hidden"), note="caché", post=only(*READERS, otherwise=404), data=_text),
    page("community:thread-news", _thread("open"), note="ouvert"),
    page("community:thread-news", _thread("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:thread-since", _thread("open"), note="ouvert", get=everyone(MOVED)),
    page("community:thread-since", _thread("hidden"), note="caché", get=only(*READERS, otherwise=404, answer=MOVED)),
    act("community:thread-follow", _thread("open"), note="ouvert", post=everyone(), data=lambda w, me: {"suivre": "1"}),
    act(
        "community:thread-follow", _thread("hidden"), note="caché", post=only(*READERS, otherwise=404),
        data=lambda w, me: {"suivre": "1"},
    ),
    act("community:thread-bookmark", _thread("open"), note="ouvert", post=everyone()),
    act("community:thread-bookmark", _thread("hidden"), note="caché", post=only(*READERS, otherwise=404)),
    act(
        "community:thread-react", _thread("open"), note="ouvert", post=everyone(),
        data=lambda w, me: {"reaction": "thanks"},
    ),
    act(
        "community:thread-react", _thread("hidden"), note="caché", post=only(*READERS, otherwise=404),
        data=lambda w, me: {"reaction": "thanks"},
    ),
    act("community:thread-read", _thread("open"), note="ouvert", post=everyone()),
    act("community:thread-read", _thread("hidden"), note="caché", post=only(*READERS, otherwise=404)),
    Row(
        "community:reply-edit", only("bruno", "chloe", otherwise=403), only("bruno", "chloe", otherwise=403),
        _reply("open"), "ouvert", data=_text,
    ),
    Row(
        "community:reply-edit", only("bruno", "chloe", otherwise=404, amina=403),
        only("bruno", "chloe", otherwise=404, amina=403), _reply("hidden"), "caché", data=_text,
    ),
    Row(
        "community:reply-edit", everyone(404), everyone(404), lambda w: {"pk": w.deleted_reply.pk}, "supprimée", data=_text
    ),
    act("community:reply-delete", _reply("open"), note="ouvert", post=only("bruno", "chloe", otherwise=403)),
    act("community:reply-delete", _reply("hidden"), note="caché", post=only("bruno", "chloe", otherwise=404, amina=403)),
    act(
        "community:reply-restore", lambda w: {"pk": w.deleted_reply.pk},
        post=only("bruno", "chloe", otherwise=404, amina=403),
    ),
    act(
        "community:reply-react", _reply("open"), note="ouvert", post=everyone(),
        data=lambda w, me: {"reaction": "-like"},
    ),
    act(
        "community:reply-react", _reply("hidden"), note="caché", post=only(*READERS, otherwise=404),
        data=lambda w, me: {"reaction": "-like"},
    ),
    page("community:reply-history", _reply("open"), note="ouvert"),
    page("community:reply-history", _reply("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:reply-history", lambda w: {"pk": w.deleted_reply.pk}, note="supprimée", get=everyone(404)),
    act("community:preview", post=everyone(), data=_text),
    page("community:topic-options", query="?topics=acc"),
]  # fmt: skip
