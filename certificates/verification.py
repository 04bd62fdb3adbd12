"""Verification: what anyone may know about a serial. One statement; nothing is drawn, nothing is written."""

import datetime
import json
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from certificates import serials
from certificates.models import Certificate

UNKNOWN: Final = "unknown"
# A holder who was deleted is no longer there; Django's own joins follow foreign keys alone, and this is none.
LOOK_UP: Final = """
    SELECT certificate.status, certificate.facts, holder.name_ar, holder.name_latin
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
    for what is valid no longer.
    """
    serial = serials.normalise(text) or ""
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [serial])
        row = cursor.fetchone()
    if row is None:
        return Verdict(status=UNKNOWN)
    status, frozen, name_ar, name_latin = row
    facts: dict[str, Any] = json.loads(frozen)
    words = facts.get(language) or facts["ar"]
    ended_on, replaced_by = (None, "") if status == Certificate.Status.VALID else _end_of(serial)
    return Verdict(
        status=status,
        serial=serial,
        name_ar=name_ar or "",
        name_latin=name_latin or "",
        course=words["course"],
        issuer=words["issuer"],
        hours=facts["hours"],
        issued_on=datetime.date.fromisoformat(facts["issued_on"]),
        ended_on=ended_on,
        is_specimen=facts.get("specimen", False),
        replaced_by=replaced_by,
    )


def _end_of(serial: str) -> tuple[datetime.date | None, str]:
    """Return when a certificate stopped being valid, and the serial of the one that replaced it, if one did."""
    certificate = Certificate.objects.select_related("superseded_by").get(serial=serial)
    successor: Certificate | None = getattr(certificate, "superseded_by", None)
    moment = successor.issued_at if successor else certificate.revoked_at
    return (timezone.localdate(moment) if moment else None), (successor.serial if successor else "")
