"""One request and what it costs."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from tests.queries.world import World

# --- Who asks ---------------------------------------------------------------------------------------------------------
VISITOR = ""
LEARNER = "learner"
GRADUATE = "graduate"
NEWCOMER = "newcomer"
EDITOR = "editor"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Ask:
    """What a request may cost, in statements, however many children the page has.

    `name` is the URL's (an address, beginning with a slash, where it has none); `of` gives its arguments. `cold` is the
    count with empty caches, `warm` the count when the same is asked again. `post` is what is sent, `given` what is done
    before. `cold_at_30` is for acts on every child, `cold_on_postgresql` for what the databases do otherwise; each
    has its reason beside it.
    """

    name: str
    who: str = VISITOR
    cold: int = 0
    warm: int | None = None
    of: Callable[[World], list[Any]] | None = None
    query: str = ""
    post: Mapping[str, Any] | Callable[[World], Mapping[str, Any]] | None = None
    given: Callable[[World], object] | None = None
    status: int = 200
    cold_at_30: int | None = None
    cold_on_postgresql: int | None = None

    def __str__(self) -> str:
        act = "posts to " if self.post is not None else ""
        return f"{self.who or 'visitor'} {act}{self.name}{self.query}"

    @property
    def content_type(self) -> str:
        return "application/json" if self.name.startswith("api:") else MULTIPART_CONTENT

    def address(self, world: World) -> str:
        if self.name.startswith("/"):
            return self.name + self.query
        return reverse(self.name, args=self.of(world) if self.of else []) + self.query

    def literals(self, number: int) -> tuple[int, int | None]:
        """Return what is declared for a page of `number` children, cold and warm."""
        cold = self.cold
        if connection.vendor == "postgresql" and self.cold_on_postgresql is not None:
            cold = self.cold_on_postgresql
        if number > 1 and self.cold_at_30 is not None:
            cold = self.cold_at_30
        return cold, self.warm


def statements(ask: Ask, world: World) -> tuple[int, int | None]:
    """Ask, and return how many statements that took, cold and (when declared) warm. Nothing of it stays."""
    with _undone():
        client = _client(getattr(world, ask.who) if ask.who else None)
        if ask.given:
            ask.given(world)
        for cache in caches.all(initialized_only=True):
            cache.clear()
        cold = _count(client, ask, world)
        return cold, None if ask.warm is None else _count(client, ask, world)


@contextlib.contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _client(person: User | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="accounts.sessions.AuthenticationBackend")
    return client


def _count(client: Client, ask: Ask, world: World) -> int:
    with translation.override("ar"):
        address = ask.address(world)
    post = ask.post(world) if callable(ask.post) else ask.post
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address) if post is None else client.post(address, post, content_type=ask.content_type)
        b"".join(response)  # a file is closed when it has been read
    assert response.status_code == ask.status, f"{ask} answered {response.status_code}"
    return len(captured)
