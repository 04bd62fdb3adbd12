"""Somebody who has earned something."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from certificates.issuing import holder_for, issue
from certificates.models import Certificate, CertificateHolder

SUBJECT = uuid.UUID("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def facts() -> dict[str, Any]:
    return {
        "ar": {
            "course": "تأسيس جمعية",
            "issuer": "المرصد الوطني للمجتمع المدني",
            "signatory_name": "",
            "signatory_title": "رئاسة المرصد",
        },
        "fr": {
            "course": "Créer une association",
            "issuer": "Observatoire national de la société civile",
            "signatory_name": "",
            "signatory_title": "La présidence",
        },
        "en": {
            "course": "Founding an association",
            "issuer": "National Civil Society Observatory",
            "signatory_name": "",
            "signatory_title": "The presidency",
        },
        "hours": 2,
        "completed_on": "2026-11-25",
        "issued_on": "2026-11-25",
        "specimen": True,
    }


@pytest.fixture
def learner(db: None) -> User:
    return User.objects.create_user(
        "samir@example.dz",
        "a long password",
        name_ar="سمير حمادي",
        name_latin="Samir Hamadi",
        names_confirmed_at=timezone.now(),
    )


@pytest.fixture
def holder(learner: User) -> CertificateHolder:
    return holder_for(learner)


@pytest.fixture
def certificate(holder: CertificateHolder, facts: dict[str, Any]) -> Certificate:
    return issue(holder=holder, subject_uid=SUBJECT, kind="completion", facts=facts)
