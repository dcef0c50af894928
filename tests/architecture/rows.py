"""What a row of the permission matrix says: an address, and what each of the fifteen and nobody gets from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.architecture.visits import NOBODY
from tests.architecture.world import World

CAST = (
    "amina", "bruno", "chloe", "david", "esther", "farid", "gisele", "hugo", "ines", "jules", "karim", "lea", "malik",
    "noemie", "olga",
)  # fmt: skip

# Answers in words; a number stands for itself.
OK = "ok"  # 200 or 204; a POST may also lead elsewhere (302, 303)
MOVED = "ailleurs"  # leads elsewhere than to sign in
SIGN_IN = "connexion"  # leads to sign in
FORM = 422  # allowed, and the form comes back to be mended

Answer = str | int
Expected = Mapping[str, Answer]
Place = Callable[[World], dict[str, Any] | tuple[Any, ...]]
Data = Callable[[World, Any], dict[str, Any]]


def everyone(answer: Answer = OK, *, nobody: Answer = SIGN_IN, **exceptions: Answer) -> dict[str, Answer]:
    """Every member gets `answer`, save the exceptions by key; nobody is sent to sign in."""
    return {**dict.fromkeys(CAST, answer), NOBODY: nobody, **exceptions}


def only(*keys: str, otherwise: Answer, answer: Answer = OK, nobody: Answer = SIGN_IN, **exceptions: Answer) -> Expected:
    """These get `answer`, other members `otherwise` (404: may not know of it; 403: may not do it)."""
    return everyone(otherwise, nobody=nobody, **{**dict.fromkeys(keys, answer), **exceptions})


NOT_ALLOWED = everyone(405)  # the method
PUBLIC = everyone(OK, nobody=OK)
NOT_ALLOWED_PUBLIC = everyone(405, nobody=405)


@dataclass(frozen=True)
class Row:
    """One address in one situation (`note`). `place`: what fills the address; `data`: what the world and the visitor post;
    `demo`: it exists only where DEMO is on."""

    name: str
    get: Expected
    post: Expected
    place: Place | None = None
    note: str = ""
    query: str = ""
    data: Data | None = None
    demo: bool = False

    @property
    def label(self) -> str:
        return f"{self.name} ({self.note})" if self.note else self.name

    def address(self, world: World) -> str:
        """The address, filled from the world."""
        filled = self.place(world) if self.place else {}
        return reverse(self.name, args=filled) if isinstance(filled, tuple) else reverse(self.name, kwargs=filled)


def page(name: str, place: Place | None = None, *, get: Expected | None = None, **more: Any) -> Row:
    """A page that one only reads."""
    return Row(name, get if get is not None else everyone(), NOT_ALLOWED, place, **more)


def act(name: str, place: Place | None = None, *, post: Expected, **more: Any) -> Row:
    """A deed without a page of its own."""
    return Row(name, NOT_ALLOWED, post, place, **more)


def answers(status: int, location: str, method: str, sign_in: str) -> set[Answer]:
    """Every way in which a response may be expected."""
    if status in (301, 302, 303, 307, 308):
        if location.partition("?")[0] == sign_in:
            return {status, SIGN_IN}
        return {status, MOVED, OK} if method == "post" else {status, MOVED}
    return {status, OK} if status in (200, 204) else {status}
