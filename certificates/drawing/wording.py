"""The fixed words of the paper. It is bilingual for every reader, so they are no translations of the interface.

They are right for every holder and issuer: no verb or adjective in Arabic takes the gender of either.
"""

from typing import Final

from certificates.facts import CertificatePage
from cms.typography import NO_BREAK_SPACE, day

REPUBLIC_AR: Final = "الجمهورية الجزائرية الديمقراطية الشعبية"
REPUBLIC_FR: Final = "République algérienne démocratique et populaire"
TITLE_AR: Final = "شهادة إتمام"
TITLE_FR: Final = "Attestation de réussite"
SPECIMEN_AR: Final = "نموذج"
SPECIMEN_FR: Final = "SPÉCIMEN"
SCAN_AR: Final = "للتحقق: امسح الرمز بهاتفك"
SCAN_FR: Final = "Scannez pour vérifier"
COLON_FR: Final = f"{NO_BREAK_SPACE}: "


def attests_ar(page: CertificatePage) -> str:
    return f"تُمنح هذه الشهادة من {page.issuer_ar} إلى"


def has_completed_ar(page: CertificatePage) -> str:
    return f"نظير إتمام الدورة التدريبية التالية بنجاح، ومدتها {hours_ar(page.hours)}:"


def has_completed_fr(page: CertificatePage) -> str:
    course = f"«{NO_BREAK_SPACE}{page.course_fr}{NO_BREAK_SPACE}»"
    return f"a suivi avec succès la formation {course} ({hours_fr(page.hours)})"


def dated_ar(page: CertificatePage) -> str:
    return f"حُرّرت في {day(page.issued_on, 'ar')}"


def dated_fr(page: CertificatePage) -> str:
    return f"Délivrée le {day(page.issued_on, 'fr')}"


def signatory_ar(page: CertificatePage) -> str:
    return "، ".join(part for part in (page.signatory_name_ar, page.signatory_title_ar) if part)


def signatory_fr(page: CertificatePage) -> str:
    return ", ".join(part for part in (page.signatory_name_fr, page.signatory_title_fr) if part)


def file_title(page: CertificatePage) -> str:
    """Return the title of the file, which a reader shows in its window and a screen reader says first."""
    return f"{TITLE_AR} – {page.name_ar} – {page.serial}"


_FEW_HOURS_AR: Final = ("ساعة واحدة", "ساعتان")
_COUNTED_IN_THE_PLURAL: Final = range(3, 11)


def hours_ar(hours: int) -> str:
    """Return a number of hours with the noun in the right form."""
    if hours < 1:
        return "أقل من ساعة"
    if hours <= len(_FEW_HOURS_AR):
        return _FEW_HOURS_AR[hours - 1]
    noun = "ساعات" if hours % 100 in _COUNTED_IN_THE_PLURAL else "ساعة"
    return f"{hours} {noun}"


def hours_fr(hours: int) -> str:
    if hours < 1:
        return "moins d’une heure"
    return f"{hours}{NO_BREAK_SPACE}{'heure' if hours == 1 else 'heures'}"
