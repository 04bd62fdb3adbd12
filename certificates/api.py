"""The addresses of this room for machines."""

import datetime

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema, Status

from certificates.verification import look_up

router = Router(tags=["certificates"])


class Verification(Schema):
    """What anyone may know about a certificate: what stands on the paper, and whether it still holds."""

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


@router.get("certificates/{serial}/", response={200: Verification, 404: Verification}, url_name="verify_certificate")
def verify_certificate(request: HttpRequest, serial: str) -> Status[Verification]:  # noqa: ARG001 (ninja knows it by name)
    """Say whether a certificate is valid, revoked, superseded or unknown."""
    verdict = look_up(serial, language=get_language() or "ar")
    answer = Verification.model_validate(verdict, from_attributes=True)
    return Status(200 if verdict.is_known else 404, answer)
