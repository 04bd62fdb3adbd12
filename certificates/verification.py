"""Verification: what anyone may know about a serial. One statement; nothing is drawn, nothing is written."""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from certificates import serials
from certificates.models import Certificate, CertificateHolder

UNKNOWN: Final = "unknown"


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

    Text that cannot be a serial is looked up too, so that the answer takes the same time.
    """
    certificate = _certificates().filter(serial=serials.normalise(text) or "").first()
    if certificate is None:
        return Verdict(status=UNKNOWN)
    facts: dict[str, Any] = certificate.facts
    words = facts.get(language) or facts["ar"]
    return Verdict(
        status=certificate.status,
        serial=certificate.serial,
        name_ar=certificate.holder_name_ar or "",
        name_latin=certificate.holder_name_latin or "",
        course=words["course"],
        issuer=words["issuer"],
        hours=facts["hours"],
        issued_on=datetime.date.fromisoformat(facts["issued_on"]),
        ended_on=_local_date(certificate.revoked_at or certificate.replaced_at),
        is_specimen=facts.get("specimen", False),
        replaced_by=certificate.replaced_by or "",
    )


def _certificates() -> Any:  # noqa: ANN401 (annotated rows have no type)
    holder = CertificateHolder.objects.filter(uid=OuterRef("holder_uid"))
    successor = Certificate.objects.filter(supersedes=OuterRef("pk"))
    return Certificate.objects.annotate(
        holder_name_ar=Subquery(holder.values("name_ar")),
        holder_name_latin=Subquery(holder.values("name_latin")),
        replaced_by=Subquery(successor.values("serial")),
        replaced_at=Subquery(successor.values("issued_at")),
    )


def _local_date(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None
