"""Is the process alive, and which component is down."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis import Redis
from redis.exceptions import RedisError

from activity.queries.backlog import backlog


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Every component by name, « ok » or « en panne », and the commit that runs; 503 when one is down.

    What waits too long for a worker is « en retard »: the pages are ready all the same, so the answer stays 200.
    """
    checks: dict[str, Callable[[], None]] = {
        "base de données": _database,
        "migrations": _migrations,
        "Redis": _redis,
        "cache": _cache,
    }
    states: dict[str, str] = {}
    for name, check in checks.items():
        try:
            check()
            states[name] = "ok"
        except Exception as error:
            states[name] = f"en panne ({type(error).__name__})"
    healthy = all(state == "ok" for state in states.values())
    late = _late() if healthy else {}
    answer = {
        "prêt": healthy,
        "à l’heure": not any(late.values()),
        "composants": states | {name: f"en retard ({minutes} min)" if minutes else "ok" for name, minutes in late.items()},
        "commit": settings.GIT_COMMIT,
    }
    return JsonResponse(answer, status=200 if healthy else 503, json_dumps_params={"ensure_ascii": False})


def _late() -> dict[str, int]:
    """Minutes by which mails and announcements are late, 0 while they are in time."""
    state = backlog(timezone.now())
    return {
        "courriels": int(state.mails.total_seconds() // 60) if state.mails_late else 0,
        "annonces": int(state.outbox.total_seconds() // 60) if state.outbox_late else 0,
    }


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


_migrated = False


def _migrations() -> None:
    global _migrated
    if _migrated:
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError("migrations waiting")
    _migrated = True


def _redis() -> None:
    client = Redis.from_url(settings.REDIS_URL, socket_timeout=2)
    try:
        if not client.ping():
            raise RedisError("no answer")
    finally:
        client.close()


def _cache() -> None:
    cache.set("readyz", "1", 10)
    if cache.get("readyz") != "1":
        raise RuntimeError("cache does not keep")
