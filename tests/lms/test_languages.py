"""What an address without a language answers."""

import pytest
from django.test import Client


def test_an_address_that_leads_nowhere_is_tried_below_the_readers_language(client: Client, db: None) -> None:
    assert client.get("/", headers={"accept-language": "fr"})["Location"] == "/fr/"
    assert client.get("/?lang=en")["Location"] == "/en/?lang=en"


@pytest.mark.parametrize("address", ["/v/hello/", "/media/nothing.png", "/api/v1/certificates/hello/"])
def test_a_page_that_answers_not_found_is_not_tried_elsewhere(client: Client, db: None, address: str) -> None:
    response = client.get(address, headers={"accept-language": "fr"})

    assert response.status_code == 404
    assert response["Content-Language"] == "fr"
    assert "Accept-Language" in response["Vary"]


def test_the_address_names_the_language_before_the_query(client: Client, db: None) -> None:
    assert client.get("/fr/nothing/?lang=en")["Content-Language"] == "fr"
