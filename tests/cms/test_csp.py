"""The policy on pages whose view asks for none of its own."""

import pytest
from csp.constants import HEADER
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_every_page_carries_the_policy(client: Client) -> None:
    policies = {client.get(address).headers[HEADER] for address in ("/ar/", "/fr/nowhere/", "/healthz")}

    (policy,) = policies
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_djangos_own_pages_of_errors_carry_none(client: Client, settings: Settings) -> None:
    settings.DEBUG = True

    assert HEADER not in client.get("/fr/nowhere/").headers
