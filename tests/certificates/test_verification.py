"""What is said of a serial, and what it costs to say it."""

import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.models import Certificate
from certificates.verification import Verdict, look_up


def test_look_up_of_a_valid_certificate_takes_one_statement(
    certificate: Certificate, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        verdict = look_up(certificate.serial, language="fr")

    assert verdict.status == Certificate.Status.VALID
    assert verdict.course == certificate.facts["fr"]["course"]
    assert (verdict.ended_on, verdict.replaced_by) == (None, "")


def test_look_up_says_the_day_of_revocation_as_it_was_in_algiers(certificate: Certificate) -> None:
    late = datetime.datetime(2026, 11, 25, 23, 30, tzinfo=datetime.UTC)
    Certificate.objects.update(status=Certificate.Status.REVOKED, revoked_at=late)

    verdict = look_up(certificate.serial, language="ar")

    assert verdict.status == Certificate.Status.REVOKED
    assert verdict.ended_on == datetime.date(2026, 11, 26)


@pytest.mark.django_db
def test_look_up_of_nothing_is_unknown() -> None:
    assert look_up("", language="ar") == Verdict(status="unknown")
