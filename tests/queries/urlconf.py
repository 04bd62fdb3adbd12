"""The addresses of the URLconf."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation


class Address(NamedTuple):
    """A pattern: its URL name with namespaces, or the route where it has none, and whose view answers."""

    name: str
    route: str
    module: str


def addresses() -> list[Address]:
    """Return every pattern, those below a language once, in Arabic."""
    with translation.override("ar"):
        return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: Sequence[Any], route: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        below = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, below, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(_name(pattern, below, namespace), below, _module(pattern.callback))


def _name(pattern: URLPattern, route: str, namespace: str) -> str:
    return f"{namespace}{pattern.name}" if pattern.name else f"/{route}"


def _module(view: Any) -> str:
    """Return the module of the view, or of the class of views behind it."""
    return str(getattr(getattr(view, "view_class", view), "__module__", ""))
