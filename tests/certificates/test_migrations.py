"""A person's several names can be taken back to one."""

import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from certificates.issuing import holder_for, issue
from certificates.models import Certificate


@pytest.mark.django_db(transaction=True)
def test_holders_migration_reverses_to_the_names_printed_last(
    learner: User, certificate: Certificate, facts: dict[str, Any]
) -> None:
    learner.name_latin = "Samir Hammadi"
    issue(holder=holder_for(learner), subject_uid=uuid.uuid4(), kind="completion", facts=facts)

    call_command("migrate", "certificates", "0002", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_latin FROM certificates_certificateholder")
        taken_back = cursor.fetchall()
    call_command("migrate", "certificates", verbosity=0)

    assert taken_back == [("Samir Hammadi",)]
    assert Certificate.objects.held_by(learner).count() == 2
