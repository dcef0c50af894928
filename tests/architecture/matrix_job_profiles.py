"""Rows of the matrix: job profiles as their readers find them. Every member reads what left drafting."""

from typing import Any

from tests.architecture.rows import Row, act, everyone, page
from tests.architecture.world import World


def _key(w: World) -> dict[str, Any]:
    return {"key": "strategic_communications"}


def _first(w: World) -> dict[str, Any]:
    return _key(w) | {"number": 1}


ROWS: list[Row] = [
    page("job_profiles:profile-list", query="?q=strat"),
    page("job_profiles:profile-compare", query="?a=strategic_communications&b=strategic_communications:1"),
    page("job_profiles:profile-compare", query="?a=strategic_communications&b=inconnu", get=everyone(404), note="inconnu"),
    page("job_profiles:career-map"),
    page("job_profiles:profile-detail", _key),
    act("job_profiles:profile-hold", _key, post=everyone(), data=lambda w, me: {"tenir": "1"}),
    page("job_profiles:profile-detail", lambda w: {"key": "inconnu"}, get=everyone(404), note="inconnu"),
    page("job_profiles:my-distance", _key),
    page("job_profiles:profile-history", _key),
    page("job_profiles:version-detail", _first),
    page("job_profiles:version-detail", lambda w: _first(w) | {"number": 9}, get=everyone(404), note="absente"),
]
