"""Rows of the matrix: published needs, read by the strategic team and sectoral leads, by nobody else."""

from typing import Any

from tests.architecture.rows import Row, only, page
from tests.architecture.world import World

READERS = only("gisele", "farid", otherwise=403)


def _competency(w: World) -> dict[str, Any]:
    return {"code": w.competency.code}


ROWS: list[Row] = [
    page("learning:needs-map", get=READERS),
    page("learning:needs-csv", get=READERS),
    page("learning:needs-xlsx", get=READERS),
    page("learning:needs-pdf", get=READERS),
    page("learning:needs-competency", _competency, get=READERS),
]
