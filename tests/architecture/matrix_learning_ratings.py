"""Rows of the matrix: invited ratings. Bruno asked Amina (a peer, who has not answered) and Jules (a manager, who has)."""

from tests.architecture.rows import FORM, Row, act, everyone, only, page
from tests.architecture.world import World
from tests.architecture.world_ratings import marks


def _asked(w: World) -> dict[str, int]:
    return {"pk": w.ratings.asked.pk}


def _received(w: World) -> dict[str, int]:
    return {"pk": w.ratings.received.pk}


ROWS: list[Row] = [
    page("learning:rating-list"),
    Row("learning:rating-ask", only("bruno", otherwise=403), only("bruno", otherwise=403, answer=FORM)),
    Row(
        "learning:rating-answer", only("amina", otherwise=404), only("amina", otherwise=404), _asked, "demandé", data=marks
    ),
    Row("learning:rating-answer", only("jules", otherwise=404), everyone(404, jules=403), _received, "donné"),
    page("learning:rating-detail", _received, get=only("bruno", otherwise=404), note="de gestionnaire"),
    page("learning:rating-detail", _asked, get=everyone(404), note="de pair"),
    act("learning:rating-decline", _asked, post=only("amina", otherwise=404)),
    act("learning:rating-withdraw", _received, post=only("bruno", "jules", otherwise=404)),
]  # fmt: skip
