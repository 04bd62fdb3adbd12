"""What one certificate says: the frozen words that the drawing puts on paper and nothing more."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePage:
    """Everything that is printed on a certificate, as plain text.

    Texts are taken literally: markup is not interpreted, control and bidirectional characters are dropped.
    `verify_url` is the whole address, which the QR symbol carries and which stands on the page as text.
    `issued_on` is also the date of the file, so that equal facts give equal bytes.
    """

    serial: str
    verify_url: str
    name_ar: str
    name_latin: str
    course_ar: str
    course_fr: str
    hours: int
    issued_on: date
    issuer_ar: str
    issuer_fr: str
    signatory_name_ar: str
    signatory_name_fr: str
    signatory_title_ar: str
    signatory_title_fr: str
    is_specimen: bool
