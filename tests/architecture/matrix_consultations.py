"""Rows of the matrix: drafts (Léa), consultations (Malik answers for MESS), decisions (Gisèle), proposals of change."""

import datetime as dt
from typing import Any

from django.utils import timezone

from tests.architecture.rows import FORM, MOVED, OK, Row, act, everyone, only, page
from tests.architecture.world import World

# The strategic team reads drafts, and writes none; others do not know that there are any.
READ_DRAFTS = {"lea": OK, "gisele": 403}


def _draft(w: World) -> dict[str, Any]:
    return {"pk": w.consultations.draft.pk}


def _in_round(w: World) -> dict[str, Any]:
    return {"pk": w.consultations.open.version_id}


def _between(w: World) -> dict[str, Any]:
    return {"pk": w.consultations.closed.version_id}


def _open(w: World) -> dict[str, Any]:
    return {"pk": w.consultations.open.pk}


def _closed(w: World) -> dict[str, Any]:
    return {"pk": w.consultations.closed.pk}


def _submitted(w: World) -> dict[str, Any]:
    return {"pk": w.consultations.submitted.pk}


def _answer(name: str) -> Any:
    return lambda w: {"pk": getattr(w.consultations, name).pk, "acronym": w.cast.malik.organisation.acronym}


def _change(w: World) -> dict[str, Any]:
    return {"pk": w.consultations.change.pk}


def _text(w: World, me: Any) -> dict[str, Any]:
    forms = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    posted = {f"{prefix}-{name}": value for prefix in ("competence", "mobilite") for name, value in forms.items()}
    return {**posted, "edit": w.consultations.draft.edit, "title_fr": "Mieux dit"}


def _log(version: str) -> Any:
    def filled(w: World) -> dict[str, Any]:
        one = getattr(w.consultations, version)
        one = getattr(one, "version", one)
        return {"key": one.profile.key, "number": one.number}

    return filled


def _later(w: World, me: Any) -> dict[str, Any]:
    return {"closes_on": (timezone.localdate() + dt.timedelta(days=40)).isoformat()}


ROWS: list[Row] = [
    page("job_profiles:draft-list", get=only("lea", otherwise=403)),
    act(
        "job_profiles:draft-open", post=only("lea", otherwise=403),
        data=lambda w, me: {"profil": "strategic_communications"},
    ),
    Row(
        "job_profiles:profile-edit", only("lea", otherwise=403), only("lea", otherwise=403, answer=FORM),
        lambda w: {"key": "strategic_communications"},
    ),
    Row("job_profiles:draft-create", only("lea", otherwise=403), only("lea", otherwise=403, answer=FORM)),
    page("job_profiles:draft-competency", query="?ligne=0&competence-0-competency=STR1&competence-0-level=2"),
    Row(
        "job_profiles:draft-edit", everyone(404, **READ_DRAFTS), everyone(404, **READ_DRAFTS), _draft, "ébauche", data=_text,
    ),
    Row("job_profiles:draft-edit", everyone(403), everyone(403), _in_round, "en consultation", data=_text),
    page("job_profiles:draft-preview", _draft, get=only("lea", "gisele", otherwise=404), note="ébauche"),
    page("job_profiles:draft-preview", _in_round, note="en consultation"),
    page("job_profiles:draft-compare", _draft, get=only("lea", "gisele", otherwise=404), note="ébauche"),
    page("job_profiles:draft-compare", _in_round, note="en consultation"),
    act("job_profiles:draft-discard", _draft, post=everyone(404, **READ_DRAFTS), note="ébauche"),
    act("job_profiles:draft-discard", _in_round, post=everyone(403), note="en consultation"),
    Row(
        "job_profiles:round-create", everyone(404, **READ_DRAFTS), everyone(404, lea=FORM, gisele=403), _draft, "ébauche"
    ),
    act("job_profiles:version-submit", _between, post=only("lea", otherwise=403, answer=FORM), note="sans réponse"),
    act("job_profiles:version-submit", _draft, post=everyone(404, lea=403, gisele=403), note="ébauche"),
    act("job_profiles:version-take-back", _submitted, post=only("lea", otherwise=403)),
    page("job_profiles:round-list"),
    page("job_profiles:round-detail", _open, note="ouverte"),
    page("job_profiles:round-detail", _closed, note="fermée"),
    act("job_profiles:round-close", _open, post=only("lea", otherwise=403)),
    act("job_profiles:round-extend", _open, post=only("lea", otherwise=403), data=_later),
    act(
        "job_profiles:comment-post", _open, post=only("lea", "gisele", "malik", otherwise=403),
        data=lambda w, me: {"article": "mission", "body": "Un autre mot."},
    ),
    act(
        "job_profiles:comment-delete", lambda w: {"pk": w.consultations.comment.pk}, post=only("malik", otherwise=403)
    ),
    page("job_profiles:observation-list", _closed),
    act(
        "job_profiles:observation-reply", lambda w: {"pk": w.consultations.observation.pk}, post=only("lea", otherwise=403),
        data=lambda w, me: {"outcome": "taken", "reply": "Oui."},
    ),
    Row(
        "job_profiles:round-answer", only("malik", otherwise=403), only("malik", otherwise=403), _answer("open"), "ouverte",
        data=lambda w, me: {"edit": "0", "suite": "envoyer", "reste": "1"},
    ),
    Row(
        "job_profiles:round-answer", only("malik", otherwise=403), everyone(403), _answer("closed"), "fermée",
        data=lambda w, me: {"edit": "1"},
    ),
    Row(
        "job_profiles:version-decide", only("gisele", otherwise=403), only("gisele", otherwise=403), _submitted, "soumise",
        data=lambda w, me: {
            "outcome": "approved", "reasons": "Oui.", "effective_on": timezone.localdate().isoformat(),
        },
    ),
    Row(
        "job_profiles:version-decide", only("gisele", otherwise=403), everyone(403), _between, "pas soumise",
        data=lambda w, me: {
            "outcome": "approved", "reasons": "Oui.", "effective_on": timezone.localdate().isoformat(),
        },
    ),
    Row(
        "job_profiles:version-decide", everyone(404, lea=403, gisele=MOVED), everyone(404, lea=403, gisele=OK), _draft,
        "ébauche",
    ),
    Row(
        "job_profiles:version-retire", only("gisele", otherwise=403), only("gisele", otherwise=403),
        lambda w: {"pk": w.consultations.change.version_id}, data=lambda w, me: {"reasons": "Plus utile."},
    ),
    page("job_profiles:version-log", _log("open"), note="en consultation"),
    page("job_profiles:version-log", _log("draft"), get=only("lea", "gisele", otherwise=404), note="ébauche"),
    page("job_profiles:change-list", query="?etat=open&a=moi"),
    Row(
        "job_profiles:change-detail", everyone(), only("lea", otherwise=403), _change,
        data=lambda w, me: {"answer": "Oui.", "suite": "retenir"},
    ),
    act("job_profiles:change-withdraw", _change, post=only("amina", otherwise=403)),
    Row(
        "job_profiles:change-create", everyone(), everyone(), lambda w: {"key": "strategic_communications"},
        data=lambda w, me: {"article": "mission", "body": "Autrement.", "reason": "Plus clair."},
    ),
    Row("job_profiles:change-create", everyone(404), everyone(404), lambda w: {"key": "ebauche"}, "sans version lue"),
]  # fmt: skip
