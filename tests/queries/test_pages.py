"""What every address costs, with one child and with thirty."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.queries.asking import Ask, statements
from tests.queries.pages import PAGES
from tests.queries.world import World


@pytest.fixture(scope="module", params=[1, 30])
def world(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """An installation that all tests of this module ask, made once for each number of children; they change nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(request.param)
        transaction.set_rollback(True)


@pytest.mark.parametrize("ask", PAGES, ids=str)
def test_page_costs_what_is_declared(world: World, ask: Ask) -> None:
    assert statements(ask, world) == ask.literals(world.number)
