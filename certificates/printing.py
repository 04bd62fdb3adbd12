"""From the frozen row to what the drawing prints."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from certificates.facts import CertificatePage
from certificates.models import Certificate, CertificateHolder


class HolderDeleted(Exception):
    """Nobody's name can be printed any more."""


def page_of(certificate: Certificate) -> CertificatePage:
    """Return what is printed on `certificate`; one query."""
    holder = CertificateHolder.objects.filter(uid=certificate.holder_uid).first()
    if holder is None:
        raise HolderDeleted
    facts: dict[str, Any] = certificate.facts
    arabic, french = facts["ar"], facts["fr"]
    return CertificatePage(
        serial=certificate.serial,
        verify_url=verify_url(certificate),
        name_ar=holder.name_ar,
        name_latin=holder.name_latin,
        course_ar=arabic["course"],
        course_fr=french["course"],
        hours=facts["hours"],
        issued_on=datetime.date.fromisoformat(facts["issued_on"]),
        issuer_ar=arabic["issuer"],
        issuer_fr=french["issuer"],
        signatory_name_ar=arabic["signatory_name"],
        signatory_name_fr=french["signatory_name"],
        signatory_title_ar=arabic["signatory_title"],
        signatory_title_fr=french["signatory_title"],
        is_specimen=facts.get("specimen", False),
    )


def verify_url(certificate: Certificate) -> str:
    """Return the whole address at which anyone checks `certificate`."""
    return f"{settings.BASE_URL}{reverse('certificates:verify', args=[certificate.serial])}"
