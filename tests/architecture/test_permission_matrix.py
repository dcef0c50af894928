"""Every named address as each member of the cast and as nobody: may they, and is what they may not know of hidden?"""

import uuid
from collections.abc import Callable
from functools import partial

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from learning.enums import CourseKind
from learning.models import CourseWriting
from network.middleware import OF_EVERY_PAGE
from people.queries.registries import editor_doors
from tests.architecture.matrix import ROWS, Address, addresses
from tests.architecture.rows import CAST, Row, answers
from tests.architecture.visits import NOBODY, Visitors
from tests.architecture.world import World
from tests.factories.courses import CourseFactory

pytestmark = pytest.mark.django_db
OURS = [address for address in addresses() if not address.is_cms]
SHARED = f"administration-{uuid.uuid4().hex}"
CMS = sorted({address.name for address in addresses() if address.is_cms and address.name})


def test_every_named_address_has_a_row():
    named = {address.name for address in OURS}
    rows = {row.name for row in ROWS}
    assert [f"without a row in the matrix: {name}" for name in sorted(named - rows)] == []
    assert [f"a row for an address that is gone: {name}" for name in sorted(rows - named)] == []


def test_every_address_of_ours_has_a_name():
    assert [address.route for address in OURS if not address.name] == []


def test_every_row_says_something_of_everybody():
    keys = {*CAST, NOBODY}
    assert [row.label for row in ROWS if set(row.get) != keys or set(row.post) != keys] == []


def difference(row: Row, method: str, key: str, response: HttpResponse) -> str:
    """What this person got instead of what the rules say; "" when it is that."""
    wanted = (row.get if method == "get" else row.post)[key]
    location = response.headers.get("Location", "")
    if wanted in answers(response.status_code, location, method, settings.LOGIN_URL):
        return ""
    got = response.reason_phrase if response.status_code == 500 else location
    return f"{method.upper()} {response.status_code} {got}".strip() + f" au lieu de {wanted}"


def report(wrong: dict[str, list[str]]) -> str:
    """One line per difference, with who got it."""
    return "\n".join(f"{what} : {' '.join(keys)}" for what, keys in wrong.items())


def refusal(status: int) -> Callable[..., HttpResponse]:
    """An error page in short: the same page drawn two thousand times says nothing more."""
    return lambda request, exception=None: HttpResponse(status=status)


@pytest.fixture(autouse=True)
def _short_refusals(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "whole_refusals" not in request.fixturenames:
        monkeypatch.setattr("network.urls.handler403", refusal(403))
        monkeypatch.setattr("network.urls.handler404", refusal(404))


@pytest.fixture
def whole_refusals() -> None:
    """Error pages as people see them."""


def test_refusals_are_pages_for_everybody(world, visitors, whole_refusals):
    seen = {
        key: [
            visitors.visit(key, "get", "/n-existe-pas/").status_code,
            visitors.visit(key, "get", reverse("people:person-roles", args=[world.cast.amina.pk])).status_code,
        ]
        for key in visitors.people
    }
    assert seen == {**dict.fromkeys(CAST, [404, 403]), "olga": [404, 200], NOBODY: [404, 302]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_who_may(row: Row, world: World, visitors: Visitors):
    wrong: dict[str, list[str]] = {}
    for key, person in visitors.people.items():
        got = visitors.visit(key, "get", lambda: row.address(world) + row.query)
        wrong.setdefault(difference(row, "get", key, got), []).append(key)
        data = partial(row.data, world, person) if row.data else None
        got = visitors.visit(key, "post", lambda: row.address(world), data)
        wrong.setdefault(difference(row, "post", key, got), []).append(key)
    wrong.pop("", None)
    assert report(wrong) == ""


@pytest.mark.parametrize("name", CMS)
def test_the_administration_lets_nobody_else_in(name, world, visitors):
    """Whoever is signed out is sent to sign in, members get 403: at every address of /cms/, whatever stands behind it. Save
    for what a role opens: the next test."""
    wrong = []
    for address in {_any_address(one) for one in addresses() if one.name == name}:
        for key in (NOBODY, *CAST):
            if key == "olga" or (key in BY_ROLE and _opened_by_role(address)):
                continue
            response = visitors.visit(key, "get", address, cache=SHARED)
            wanted = 302 if key == NOBODY else 403
            refused = response.status_code == wanted and (key != NOBODY or _leads_to_sign_in(response))
            if not refused:
                wrong.append(f"{key} {address} : {response.status_code}")
        posted = [visitors.visit(key, "post", address, cache=SHARED) for key in (NOBODY, "amina")]
        if not (_leads_to_sign_in(posted[0]) and posted[1].status_code == 403):
            wrong.append(f"POST {address} : {[response.status_code for response in posted]}")
    assert wrong == []


BY_ROLE = ("karim", "gisele")


def _opened_by_role(address: str) -> bool:
    """What trainers and the strategic team find in /cms/: the courses at one's own pace and their files."""
    rest = address.removeprefix("/cms/")
    prefixes = (*OF_EVERY_PAGE, *(prefix for door in editor_doors for prefix in door.prefixes))
    return not rest or any(rest.startswith(prefix) for prefix in prefixes)


@pytest.mark.parametrize("key", CAST)
def test_courses_are_written_by_their_trainers_and_the_strategic_team(key, world, visitors):
    """The list, and each course; who gives no course and administrators who give none write none."""
    writing = CourseWriting.objects.get(course=world.lessons.course)
    other = CourseWriting.objects.create(course=CourseFactory(kind=CourseKind.SELF_PACED))
    addresses = [
        reverse("wagtailsnippets_learning_coursewriting:list"),
        reverse("wagtailsnippets_learning_coursewriting:edit", args=[writing.pk]),
        reverse("wagtailsnippets_learning_coursewriting:edit", args=[other.pk]),
        reverse("wagtailsnippets_learning_coursewriting:delete", args=[writing.pk]),
        reverse("wagtailsnippetchoosers_learning_lessonfile:choose"),
    ]
    got = [visitors.visit(key, "get", address).status_code for address in addresses]
    assert got == {
        "karim": [200, 200, 302, 302, 200],
        "gisele": [200, 200, 200, 302, 200],
        "olga": [302, 302, 302, 302, 200],
    }.get(key, [403] * 5)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.headers.get("Location", "").startswith(f"{settings.LOGIN_URL}?next=")


DUMMY = {"int": 1, "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def _any_address(address: Address) -> str:
    """The address filled with things that need not exist."""
    converters = address.pattern.pattern.converters
    filled = {
        name: DUMMY.get(type(found).__name__.removesuffix("Converter").lower(), "1") for name, found in converters.items()
    }
    try:
        return reverse(address.name, kwargs=filled)
    except NoReverseMatch:
        return reverse(address.name, args=["1"] * address.pattern.pattern.regex.groups)


def test_the_administration_lets_its_administrator_in(world, visitors):
    home = visitors.visit("olga", "get", reverse("wagtailadmin_home"))
    explorer = visitors.visit("olga", "get", reverse("wagtailadmin_explore_root"))
    assert (home.status_code, explorer.status_code) == (200, 200)
