"""Harmonisation and coverage: owners, the strategic team, a ministry's respondent; coverage is read by everybody."""

from typing import Any

from tests.architecture.rows import FORM, MOVED, Row, act, only, page
from tests.architecture.world import World

HARMONISE = ("lea", "gisele", "malik")
CORRECT = ("lea", "malik")


def _ours(w: World) -> dict[str, Any]:
    return {"pk": w.harmonised.ours.pk}


def _theirs(w: World) -> dict[str, Any]:
    return {"pk": w.harmonised.theirs.pk}


def _pair(w: World) -> dict[str, Any]:
    return {"pk": w.harmonised.pair.pk}


def _profile(w: World) -> dict[str, Any]:
    return {"key": w.harmonised.profile.key}


def _place(w: World) -> dict[str, Any]:
    return _profile(w) | {"acronym": w.cast.malik.organisation.acronym}


def _given(w: World, me: Any) -> dict[str, Any]:
    return {"organisation": w.cast.malik.organisation.pk, "pasted": "Un autre texte à lire."}


def _corrected(w: World, me: Any) -> dict[str, Any]:
    return {"title": "Édimestre", "organisation": w.harmonised.ours.organisation_id, "edit": 0, "mission": "Écrire."}


def _side_by_side(w: World, me: Any) -> dict[str, Any]:
    return {"d": [w.harmonised.ours.pk, w.harmonised.theirs.pk], "profile": "", "mode": "add"}


def _verdict(w: World, me: Any) -> dict[str, Any]:
    return {"avis": "accepted"}


ROWS: list[Row] = [
    page("job_profiles:description-list", get=only(*HARMONISE, otherwise=403)),
    Row(
        "job_profiles:import-start", only(*CORRECT, otherwise=403), only(*CORRECT, otherwise=403, answer=MOVED), data=_given
    ),
    page("job_profiles:import-detail", lambda w: {"pk": w.harmonised.batch.pk}, get=only(*CORRECT, otherwise=404)),
    page("job_profiles:description-detail", _ours, get=only(*HARMONISE, otherwise=403)),
    page(
        "job_profiles:description-detail", _theirs, note="d’un autre ministère",
        get=only("lea", "gisele", otherwise=403, malik=404),
    ),
    Row(
        "job_profiles:description-edit", only(*CORRECT, otherwise=403), only(*CORRECT, otherwise=403, answer=MOVED), _ours,
        data=_corrected,
    ),
    act("job_profiles:description-aside", _ours, post=only(*CORRECT, otherwise=403, answer=MOVED)),
    Row(
        "job_profiles:description-delete", only(*CORRECT, otherwise=403), only(*CORRECT, otherwise=403, answer=MOVED), _ours
    ),
    page("job_profiles:pair-list", get=only("lea", "gisele", otherwise=403)),
    act("job_profiles:run-start", post=only("lea", otherwise=403, answer=MOVED)),
    act("job_profiles:pair-decide", _pair, post=only("lea", otherwise=403, answer=MOVED), data=_verdict),
    act(
        "job_profiles:sentence-decide", lambda w: _pair(w) | {"place": 0}, post=only("lea", otherwise=403, answer=MOVED),
        data=_verdict,
    ),
    act(
        "job_profiles:implied-decide", lambda w: {"pk": w.harmonised.implied.pk},
        post=only("lea", otherwise=403, answer=MOVED), data=_verdict,
    ),
    # Malik sees one of the two: too few for a matrix, and the page says so.
    Row(
        "job_profiles:matrix", only(*HARMONISE, otherwise=403), only("lea", otherwise=403, answer=FORM),
        data=_side_by_side,
    ),
    page("job_profiles:coverage"),
    page("job_profiles:coverage-csv"),
    page("job_profiles:profile-coverage", _profile),
    page("job_profiles:adoption-detail", _place),
    Row(
        "job_profiles:adoption-declare", only("malik", otherwise=403), only("malik", otherwise=403, answer=FORM), _place,
        data=lambda w, me: {"kind": "as_is"},
    ),
]  # fmt: skip
