"""What watches the process asks, without signing in: does it answer, and could it do its work?"""

from collections.abc import Callable
from http import HTTPStatus

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evidence import pdf

SECONDS = 2


@never_cache
@login_not_required
@require_safe
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


@never_cache
@login_not_required
@require_safe
@transaction.non_atomic_requests
def readyz(request: HttpRequest) -> HttpResponse:
    """Everything that it needs is there; 503 with a sentence for each thing that is not."""
    found = {name: check() for name, check in CHECKS.items()}
    ready = not any(found.values())
    answer = {"ok": ready, "checks": {name: trouble or "ok" for name, trouble in found.items()}}
    return JsonResponse(answer, status=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE)


def database() -> str:
    """Empty when the database answers, else what is wrong."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return ""


def migrations() -> str:
    """Empty when every migration has run."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database could not be asked"
    return f"{len(waiting)} migrations have not run" if waiting else ""


def broker() -> str:
    """Empty when the broker answers."""
    url = settings.CELERY_BROKER_URL
    try:
        with redis.Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS) as client:
            client.ping()
    except redis.RedisError:
        return "the broker does not answer"
    return ""


def libraries() -> str:
    """Empty when PDFs can be made here."""
    return pdf.libraries_ready() or ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "broker": broker,
    "pdf": libraries,
}
