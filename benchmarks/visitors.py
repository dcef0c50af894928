"""Signed-in members of the bench: their sessions, and requests in their name."""

from collections.abc import Sequence
from importlib import import_module
from urllib.parse import urlencode

import redis
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.load import Call
from people.models import Person

CSRF_TOKEN = "bancbancbancbancbancbancbancbanc"  # noqa: S105 (32 characters, as Django wants; no secret)
BACKEND = "people.middleware.MemberBackend"


class Visitor:
    """One member with an open session."""

    def __init__(self, person: Person) -> None:
        assert person.user is not None
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[SESSION_KEY] = str(person.user.pk)
        store[BACKEND_SESSION_KEY] = BACKEND
        store[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
        store.save()
        self.person = person
        self.key = str(store.session_key)

    @property
    def cookie(self) -> str:
        return f"{settings.SESSION_COOKIE_NAME}={self.key}; {settings.CSRF_COOKIE_NAME}={CSRF_TOKEN}"

    def get(self, path: str) -> Call:
        return Call(path, self.cookie)

    def post(self, path: str, fields: dict[str, str]) -> Call:
        return Call(path, self.cookie, urlencode({"csrfmiddlewaretoken": CSRF_TOKEN, **fields}))

    def statements(self, call: Call) -> list[str]:
        """The SQL of this request in our own process, once everything that a process keeps is warm. Raises ValueError for
        a page that this member may not see."""
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies.load({settings.SESSION_COOKIE_NAME: self.key, settings.CSRF_COOKIE_NAME: CSRF_TOKEN})
        form = "application/x-www-form-urlencoded"
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(call.path) if call.body is None else client.post(call.path, call.body, content_type=form)
        if answer.status_code >= 400:
            raise ValueError(f"{call.path}: {answer.status_code}, its statements say nothing")
        return [query["sql"] for query in captured.captured_queries]


def forget_sessions() -> None:
    """Sessions of an earlier bench, and whatever the cache keeps of it (limits, drawn cards). Other keys of Redis stay."""
    Session.objects.all().delete()
    client = redis.Redis.from_url(settings.REDIS_URL)
    prefix = str(settings.CACHES["default"]["KEY_PREFIX"])
    with client:
        for key in client.scan_iter(match=f"{prefix}:*", count=1000):
            client.delete(key)


def sign_in(people: Sequence[int]) -> list[Visitor]:
    """Sessions for these members, in this order."""
    found = Person.objects.select_related("user").in_bulk(people)
    return [Visitor(found[pk]) for pk in people]
