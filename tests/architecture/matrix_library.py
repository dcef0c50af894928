"""The library of practice sheets and what readers do with a sheet. Amina, Bruno, Farid and Jules are of its ministry."""

from typing import Any

from tests.architecture.rows import FORM, Row, act, everyone, only, page
from tests.architecture.world import World

READERS = ("amina", "bruno", "chloe")  # of the hidden space, which does not exist for others
AT_HOME = ("amina", "bruno", "farid", "jules")
ALL_HOME_REFUSED: dict[str, Any] = dict.fromkeys(AT_HOME, 403)
ALL_HOME_FORM: dict[str, Any] = dict.fromkeys(AT_HOME, FORM)


def _sheet(name: str) -> Any:
    return lambda w: {"pk": w.sheets[name].pk}


def _reuse(w: World, me: Any) -> dict[str, Any]:
    return {"result": "Bien chez nous aussi."}


def _useful(w: World, me: Any) -> dict[str, Any]:
    return {"utile": "1"}


ROWS: list[Row] = [
    page("community:practice-list"),
    page("community:practice-list", note="mots et facettes", query="?q=appels&canal=other&tri=utiles"),
    page("community:practice-list", note="les miennes", query="?vue=miennes"),
    page("community:practice-list", note="à relire", query="?vue=a-relire"),
    page("community:practice-list", note="à revoir", query="?vue=a-revoir"),
    page("community:practice-list", note="archivées", query="?vue=archivees"),
    page("community:practice-reuse-list", _sheet("open"), note="ouvert"),
    page("community:practice-reuse-list", _sheet("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:practice-reuse-list", _sheet("draft"), note="brouillon", get=everyone(404)),
    # Of the same ministry one gets the reason, and the typed text back.
    Row(
        "community:practice-reuse", everyone(**ALL_HOME_REFUSED), everyone(**ALL_HOME_FORM), _sheet("open"), "ouvert",
        data=_reuse,
    ),
    Row(
        "community:practice-reuse", only("chloe", otherwise=404, amina=403, bruno=403),
        only("chloe", otherwise=404, amina=FORM, bruno=FORM), _sheet("hidden"), "caché", data=_reuse,
    ),
    act("community:practice-reuse-withdraw", _sheet("open"), note="ouvert", post=everyone()),  # one's own, if any
    act("community:practice-reuse-withdraw", _sheet("hidden"), note="caché", post=only(*READERS, otherwise=404)),
    act("community:practice-useful", _sheet("open"), note="ouvert", post=everyone(amina=403), data=_useful),
    act(
        "community:practice-useful", _sheet("hidden"), note="caché", post=only("bruno", "chloe", otherwise=404, amina=403),
        data=_useful,
    ),
    act("community:practice-confirm", _sheet("open"), note="ouvert", post=only("amina", "chloe", otherwise=403)),
    act(
        "community:practice-confirm", _sheet("hidden"), note="caché",
        post=only("amina", "chloe", otherwise=404, bruno=403),
    ),
    page("community:practice-pdf", _sheet("open"), note="ouvert"),
    page("community:practice-pdf", _sheet("hidden"), note="caché", get=only(*READERS, otherwise=404)),
    page("community:practice-pdf", _sheet("draft"), note="brouillon", get=everyone(404)),
]  # fmt: skip
