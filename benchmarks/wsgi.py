"""The platform and the floor in one server; with `X-Count-Statements` a response says how many statements it took."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection
from django.test.utils import override_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.base")
django.setup(set_prefix=False)


class FloorRequest(WSGIRequest):
    """A request that is answered by `benchmarks.floor`."""

    urlconf = "benchmarks.floor"


class FloorHandler(WSGIHandler):
    """Django without any middleware."""

    request_class = FloorRequest


platform = WSGIHandler()
with override_settings(MIDDLEWARE=[]):
    floor = FloorHandler()

Environment = dict[str, Any]
StartResponse = Callable[..., Any]


def application(environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with the floor under /floor/, else with the platform."""
    if environ["PATH_INFO"] == "/floor/":
        return floor(environ, start_response)
    if "HTTP_X_COUNT_STATEMENTS" not in environ:
        return platform(environ, start_response)
    return _counted(environ, start_response)


def _counted(environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
    count = 0

    def seen(execute: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401 (Django's wrapper)
        nonlocal count
        count += 1
        return execute(*arguments)

    def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:  # noqa: ANN401 (WSGI)
        return start_response(status, [*headers, ("X-Statements", str(count))], *rest)

    with connection.execute_wrapper(seen):
        return platform(environ, started)
