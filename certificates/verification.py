"""Verification: what anyone may know about a serial. One statement; nothing is drawn, nothing is written."""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from certificates import serials
from certificates.models import Certificate

UNKNOWN: Final = "unknown"
# A holder who was deleted is no longer there; Django's own joins follow foreign keys alone, and this is none.
LOOK_UP: Final = """
    SELECT certificate.id, certificate.serial, certificate.status, certificate.facts, certificate.revoked_at,
           holder.name_ar, holder.name_latin
    FROM certificates_certificate certificate
    LEFT JOIN certificates_certificateholder holder ON holder.uid = certificate.holder_uid
    WHERE certificate.serial = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What stands on the paper, and whether it still holds. `status` is one of Certificate.Status, or "unknown"."""

    status: str
    serial: str = ""
    name_ar: str = ""
    name_latin: str = ""
    course: str = ""
    issuer: str = ""
    hours: int = 0
    issued_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    is_specimen: bool = False
    replaced_by: str = ""

    @property
    def is_known(self) -> bool:
        """Whether such a certificate was ever issued."""
        return self.status != UNKNOWN


def look_up(text: str, *, language: str) -> Verdict:
    """Say what is known about the serial typed as `text`, in `language`.

    Text that cannot be a serial is looked up too, so that the answer takes the same time. One statement, and one more
    for what was superseded.
    """
    certificate: Any = next(iter(Certificate.objects.raw(LOOK_UP, [serials.normalise(text) or ""])), None)
    if certificate is None:
        return Verdict(status=UNKNOWN)
    facts: dict[str, Any] = certificate.facts
    words = facts.get(language) or facts["ar"]
    successor = _successor(certificate)
    return Verdict(
        status=certificate.status,
        serial=certificate.serial,
        name_ar=certificate.name_ar or "",
        name_latin=certificate.name_latin or "",
        course=words["course"],
        issuer=words["issuer"],
        hours=facts["hours"],
        issued_on=datetime.date.fromisoformat(facts["issued_on"]),
        ended_on=_local_date(successor.issued_at if successor else certificate.revoked_at),
        is_specimen=facts.get("specimen", False),
        replaced_by=successor.serial if successor else "",
    )


def _successor(certificate: Certificate) -> Certificate | None:
    if certificate.status != Certificate.Status.SUPERSEDED:
        return None
    return Certificate.objects.filter(supersedes=certificate).first()


def _local_date(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None
