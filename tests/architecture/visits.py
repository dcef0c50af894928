"""Visits: one person asks for one address, and whatever that changed is undone."""

import logging
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core import signals
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from people.models import Person, User
from people.queries import installation
from tests.architecture.world import World

NOBODY = "personne"
ACCOUNT_ALONE = "compte sans profil"  # made at the installation, administers everything, is no member


class Browser(RequestFactory):
    """A browser without the test client's copies of contexts and templates: what the server answers, quickly."""

    def __init__(self, session: str | None, handler: ClientHandler) -> None:
        super().__init__()
        self.handler = handler
        if session is not None:
            self.cookies[settings.SESSION_COOKIE_NAME] = session

    def request(self, **request: Any) -> HttpResponse:
        """The response. A page that breaks says why in its reason phrase, instead of sixteen times in the logs."""
        broken: list[BaseException | None] = []

        def note(**_values: Any) -> None:
            broken.append(sys.exc_info()[1])

        signals.got_request_exception.connect(note, weak=False)
        try:
            response: HttpResponse = self.handler(self._base_environ(**request))
        finally:
            signals.got_request_exception.disconnect(note)
        if broken:
            response.reason_phrase = f"{type(broken[0]).__name__}: {broken[0]}"
        return response


class Visitors:
    """Sessions of the fifteen, opened once: a visit costs the page and nothing else."""

    def __init__(self, world: World) -> None:
        self.people: dict[str, Person | None] = {**dict(world.cast), NOBODY: None}
        sessions = {key: _open_session(person.user) for key, person in self.people.items() if person is not None}
        sessions[ACCOUNT_ALONE] = _open_session(User.objects.create_superuser("installation@exemple.test", "essai"))
        lenient, strict = ClientHandler(enforce_csrf_checks=False), ClientHandler(enforce_csrf_checks=True)
        self.browsers = {key: Browser(sessions.get(key), lenient) for key in (*sessions, NOBODY)}
        self.without_token = {key: Browser(sessions.get(key), strict) for key in (*sessions, NOBODY)}

    def visit(
        self,
        key: str,
        method: str,
        address: str | Callable[[], str],
        data: Callable[[], dict[str, Any]] | None = None,
        *,
        token: bool = True,
        cache: str = "",
        htmx: bool = False,
    ) -> HttpResponse:
        """The response; the database is as before afterwards. Each visit has a cache of its own, or shares the one named."""
        browser = (self.browsers if token else self.without_token)[key]
        with undone(cache):
            goal = address if isinstance(address, str) else address()
            response: HttpResponse = getattr(browser, method)(
                goal, data() if data else {}, headers={"HX-Request": "true"} if htmx else None
            )
            if response.streaming:
                whole = b"".join(response.streaming_content)  # type: ignore[attr-defined]
                response.streaming_content = [whole]  # type: ignore[attr-defined]
        return response


def _open_session(user: User | None) -> str:
    """Signed in a moment ago by password: what asks for it again is satisfied."""
    client = Client()
    client.force_login(user, backend="people.middleware.MemberBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    return str(request.session.session_key)


@contextmanager
def undone(cache: str = "") -> Iterator[None]:
    """Take back what the database was told meanwhile. The cache is empty, so that no limit counts one visit with another."""
    caches["default"].key_prefix = cache or f"visite-{uuid.uuid4().hex}"
    installation.forget()
    point = transaction.savepoint()
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        transaction.set_rollback(False)
        transaction.savepoint_rollback(point)
