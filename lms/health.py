"""Whether this process lives, and whether what it needs answers."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer that the process lives; asks nothing of anyone."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database can be read, else 503. A cache that is down is said, but pages work without it."""
    checks = {"database": _database_answers(), "cache": _cache_answers()}
    return JsonResponse(checks, status=200 if checks["database"] else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _cache_answers() -> bool:
    cache.set("readyz", "ok", 5)
    return bool(cache.get("readyz") == "ok")
