"""Whether the installation says truly how it is."""

import pytest
from django.test import Client


def test_healthz_answers_without_the_database(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_says_that_database_and_cache_answer(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": True, "cache": True}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "home"), [("", "/ar/"), ("fr-FR,fr;q=0.9", "/fr/"), ("en", "/en/"), ("de", "/ar/")]
)
def test_root_leads_to_the_readers_language(client: Client, accepted: str, home: str) -> None:
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, home)


def test_robots_names_the_sitemap_and_closes_what_is_personal(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /cms/" in text
    assert "Disallow: /ar/learn/" in text
    assert "/sitemap.xml" in text
