"""The paper's own words: hours in the right plural, dates with Algerian months."""

from dataclasses import replace
from datetime import date

import pytest

from certificates.drawing.wording import (
    dated_ar,
    dated_fr,
    has_completed_ar,
    has_completed_fr,
    hours_ar,
    hours_fr,
    signatory_ar,
    signatory_fr,
)
from tests.certificates.pdf_reading import PAGE


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "أقل من ساعة"),
        (1, "ساعة واحدة"),
        (2, "ساعتان"),
        (3, "3 ساعات"),
        (10, "10 ساعات"),
        (11, "11 ساعة"),
        (99, "99 ساعة"),
        (100, "100 ساعة"),
        (102, "102 ساعة"),
        (103, "103 ساعات"),
        (111, "111 ساعة"),
    ],
)
def test_arabic_hours_take_the_plural_of_their_number(hours: int, words: str) -> None:
    assert hours_ar(hours) == words


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "moins d’une heure"), (1, "1\u00a0heure"), (2, "2\u00a0heures"), (15, "15\u00a0heures")]
)
def test_french_hours_take_the_plural_of_their_number(hours: int, words: str) -> None:
    assert hours_fr(hours) == words


def test_dates_have_algerian_and_french_months() -> None:
    page = replace(PAGE, issued_on=date(2027, 7, 1))

    assert dated_ar(page) == "حُرّرت في 1 جويلية 2027"
    assert dated_fr(page) == "Délivrée le 1er juillet 2027"


def test_sentences_name_course_and_hours() -> None:
    page = replace(PAGE, hours=5)

    assert has_completed_ar(page) == "نظير إتمام الدورة التدريبية التالية بنجاح، ومدتها 5 ساعات:"
    assert has_completed_fr(page) == (
        "a suivi avec succès la formation «\u00a0La démocratie participative : de l’idée à la pratique locale\u00a0» "
        "(5\u00a0heures)"
    )


def test_signatory_without_name_is_the_office() -> None:
    page = replace(PAGE, signatory_name_ar="", signatory_name_fr="")

    assert (signatory_ar(page), signatory_fr(page)) == ("رئيسة المرصد", "présidente de l’Observatoire")
    assert signatory_ar(PAGE) == "سعاد بن جاب الله، رئيسة المرصد"
