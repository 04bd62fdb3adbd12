"""What is only looked at in the administration is deleted by nobody, whichever room it belongs to."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from certificates.issuing import holder_for, issue
from certificates.models import Certificate, ForgeryReport
from cms.models import ContactMessage
from tests import factories
from tests.staff import signed_in, superuser


def certificate() -> Certificate:
    learner = factories.learner(names_confirmed_at=timezone.now())
    facts = {"issued_on": "2026-11-25"}
    return issue(holder=holder_for(learner), subject_uid=uuid.uuid4(), kind="completion", facts=facts)


def forgery_report() -> ForgeryReport:
    return ForgeryReport.objects.create(serial="ONSC-1", message="؟")


def contact_message() -> ContactMessage:
    return ContactMessage.objects.create(email="a@example.dz", subject="other", message="؟", language="ar")


@pytest.mark.django_db
@pytest.mark.parametrize("make", [certificate, forgery_report, contact_message])
def test_superuser_deletes_nothing_that_is_only_looked_at(make: Callable[[], Any]) -> None:
    row: Model = make()
    application, model = row._meta.app_label, row._meta.model_name  # noqa: SLF001 (Django documents _meta)
    many = reverse("wagtail_bulk_action", args=[application, model, "delete"])

    for address in (reverse(f"wagtailsnippets_{application}_{model}:delete", args=[row.pk]), f"{many}?id={row.pk}"):
        signed_in(superuser()).post(address)

    assert type(row)._default_manager.filter(pk=row.pk).exists()  # noqa: SLF001 (as above)
