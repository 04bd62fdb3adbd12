"""What every address costs, with one child and with thirty."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.views.defaults import server_error
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from tests.queries import administration, pages
from tests.queries.asking import Ask, statements
from tests.queries.urlconf import Address, addresses
from tests.queries.world import World

DECLARED = [*pages.PAGES, *administration.PAGES]
# Addresses of packages that answer without a database, and without us.
EXEMPT = {
    "/cms/test404/": "Wagtail's own page for looking at its 404 page",
    "wagtail_localize:javascript_catalog": "the words of a script, from Django, without database",
}


def is_wagtails_own(address: Address) -> bool:
    """Whether a view of Wagtail's (or wagtail-localize's) administration answers, for what we did not register.

    Their statements are theirs to count: no line of ours asks there. What we registered as lists is declared, whoever
    wrote the view; so are those of their pages to which our hooks add something.
    """
    is_theirs = address.route.startswith("cms/") and address.module.startswith(("wagtail.", "wagtail_localize."))
    return is_theirs and address.name.partition(":")[0] not in administration.ROWS


@pytest.fixture(scope="module", params=[1, 30])
def world(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """An installation that all tests of this module ask, made once for each number of children; they change nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(request.param)
        transaction.set_rollback(True)


@pytest.mark.parametrize("ask", DECLARED, ids=str)
def test_page_costs_what_is_declared(world: World, ask: Ask) -> None:
    assert statements(ask, world) == ask.literals(world.number)


def test_every_address_is_declared() -> None:
    declared = {ask.name for ask in DECLARED} | set(EXEMPT)

    missing = [each for each in addresses() if each.name not in declared and not is_wagtails_own(each)]

    assert missing == []


def test_nothing_is_declared_that_is_no_address() -> None:
    known = {each.name for each in addresses()}

    assert {ask.name for ask in DECLARED if not ask.name.startswith("/")} - known == set()
    assert set(EXEMPT) - known == set()


@pytest.mark.django_db
def test_server_error_asks_nothing(rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert server_error(rf.get("/ar/")).status_code == 500
