"""The API as a whole."""

import pytest
from django.test import Client


@pytest.mark.parametrize("address", ["/api/v1/nothing/", "/api/v1/courses/1/", "/api/v2/progress/"])
def test_address_that_the_api_does_not_have_is_said_in_its_own_form(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address, "{}", content_type="application/json")):
        assert answer.status_code == 404
        assert answer.json() == {"detail": "Not Found"}


def test_slash_that_was_forgotten_is_added(client: Client, db: None) -> None:
    assert client.get("/api/v1/certificates/hello")["Location"] == "/api/v1/certificates/hello/"
