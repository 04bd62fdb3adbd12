"""The names under which the installation speaks."""

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from cms.context_processors import forget_site, site_identity
from cms.models import SiteSettings


@pytest.mark.django_db
def test_site_speaks_the_language_of_the_page() -> None:
    SiteSettings.objects.all().delete()
    SiteSettings.objects.create(name_ar="كفاءات", name_fr="Compétences", issuer_fr="L’Observatoire")
    page = Template("{{ site.name }} {{ site.issuer }}")

    with translation.override("fr"):
        html = page.render(RequestContext(RequestFactory().get("/fr/")))

    assert html == "Compétences L’Observatoire"


@pytest.mark.django_db
def test_site_has_names_before_anyone_chose_them() -> None:
    SiteSettings.objects.all().delete()

    assert site_identity("fr").name == "Kafaat+"
    assert SiteSettings.objects.count() == 0


@pytest.mark.django_db
def test_site_costs_one_query_when_cold_and_none_after(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        site_identity("ar")
        site_identity("fr")


@pytest.mark.django_db
def test_site_unused_costs_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        Template("plain").render(RequestContext(RequestFactory().get("/fr/")))


@pytest.mark.django_db
def test_forget_site_makes_a_change_seen_at_once() -> None:
    SiteSettings.objects.all().delete()
    before = site_identity("en").name
    SiteSettings.objects.create(name_en="Skills")

    forget_site()

    assert (before, site_identity("en").name) == ("Kafaat+", "Skills")
