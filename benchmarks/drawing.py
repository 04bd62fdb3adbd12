"""How fast certificates are drawn."""

import time
from datetime import date

from certificates.facts import CertificatePage
from certificates.pdf import draw

PAGES = 150


def certificates_per_second() -> float:
    """Return how many certificates with unique names one core draws in a second of CPU."""
    draw(_page(0))
    start = time.process_time()
    for number in range(1, PAGES + 1):
        draw(_page(number))
    return PAGES / (time.process_time() - start)


def _page(number: int) -> CertificatePage:
    serial = f"ONSC-2026-BENCH{number:07d}-X"
    return CertificatePage(
        serial=serial,
        verify_url=f"https://kafaat.example.dz/v/{serial}/",
        name_ar=f"أمينة بوڨرة بنت {'عبد القادر ' * (number % 3)}يوسف",
        name_latin=f"Amina Bouguerra {chr(65 + number % 26)}. Youcef",
        course_ar="تأسيس جمعية: من الفكرة إلى الملف",
        course_fr="Créer une association : de l’idée au dossier",
        hours=3,
        issued_on=date(2026, 11, 25),
        issuer_ar="المرصد الوطني للمجتمع المدني",
        issuer_fr="Observatoire national de la société civile",
        signatory_name_ar="",
        signatory_name_fr="",
        signatory_title_ar="رئاسة المرصد",
        signatory_title_fr="La présidence de l’Observatoire",
        is_specimen=True,
    )
