"""One spelling for what readers hold to be the same, and the tokens of a text."""

import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis, stemming, stop_words
from search.analysis import fold, tokens, words


@pytest.mark.parametrize("module", [analysis, stemming, stop_words])
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    outcome = doctest.testmod(module)

    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("مؤسسة", "موسسه"),
        ("هيئة", "هييه"),
        ("مستشفى", "مستشفي"),
        ("الجَمْعِيَّاتُ", "الجمعيات"),
        ("التـطـــوع", "التطوع"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("ڨالمة", "قالمه"),
        ("ا\u0654نشاء", "انشا"),
        ("ﻻ", "لا"),
        ("Décret Exécutif", "decret executif"),
        ("e\u0301cole", "ecole"),
        ("ŒUVRE", "oeuvre"),
        ("l’an 12–06", "l'an 12-06"),
        ("\u2067نص\u2069\u200f", "نص"),
        ("أ\x00ب", "ا ب"),
    ],
)
def test_fold_writes_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_fold_of_folded_text_changes_nothing(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


@pytest.mark.parametrize(
    "spelling", ["12-06", "12/06", "12.06", "١٢-٠٦", "١٢/٠٦", "12 - 06", "12–06", "رقم 12-06", "n°12-06", "12-6"]
)
def test_number_of_an_act_is_one_token(spelling: str) -> None:
    assert tokens(spelling, "ar") == ["12-06"]


def test_reversed_number_of_an_act_has_the_same_shape() -> None:
    (printed,) = words("06-12", "ar")
    (true,) = words("12-06", "ar")

    assert (printed.token, true.token) == ("06-12", "12-06")
    assert printed.shape == true.shape


@pytest.mark.parametrize("spelling", ["المادة 8", "المادّة ٨", "للماده 8", "وبالمادة 8", "art. 8", "article 8", "Art.8"])
def test_article_reference_is_one_token(spelling: str) -> None:
    assert tokens(spelling, "ar") == ["art-8"]


@pytest.mark.parametrize("text", ["12/01/2012", "2012-2013", "1.2.3", "12-0655"])
def test_dates_and_other_numbers_are_no_acts(text: str) -> None:
    assert not [token for token in tokens(text, "ar") if "-" in token]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الجمعية", "جمعيات"),
        ("للمتطوعين", "متطوع"),
        ("والشفافية", "شفافية"),
        ("النص", "نص"),
        ("réseaux locaux", "réseau local"),
        ("وطنية", "الوطنية"),
        ("وتنظيم", "التنظيم"),
        ("mutuelles sociales", "mutuelle sociale"),
        ("l'association", "associations"),
        ("volunteers", "volunteering"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert tokens(one, "fr") == tokens(other, "fr")


@pytest.mark.parametrize(("one", "other"), [("جمعية", "جمع"), ("بلدية", "بلد"), ("عملية", "عمل")])
def test_words_of_different_meaning_stay_apart(one: str, other: str) -> None:
    assert tokens(one, "ar") != tokens(other, "ar")


@pytest.mark.parametrize(
    ("one", "other"), [("نماذج", "نموذج"), ("مراسيم", "مرسوم"), ("تقارير", "تقرير"), ("شركاء", "شريك")]
)
def test_broken_plural_has_the_shape_of_its_singular(one: str, other: str) -> None:
    assert [word.shape for word in words(one, "ar")] == [word.shape for word in words(other, "ar")]


@pytest.mark.parametrize(
    ("text", "language"), [("في من على و", "ar"), ("le la de l'", "fr"), ("how to the", "en"), ("", "ar")]
)
def test_words_that_say_nothing_leave_no_token(text: str, language: str) -> None:
    assert tokens(text, language) == []


@given(st.text())
def test_words_lie_in_the_text_in_their_order(text: str) -> None:
    found = list(words(text, "ar"))

    # One letter may be two words: ¼ is read as 1 and 4.
    assert [word.start for word in found] == sorted(word.start for word in found)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(word.token for word in found)


def test_word_takes_its_marks_along() -> None:
    text = "تنظّم الجَمْعِيّةُ عملَها"

    assert [text[word.start : word.end] for word in words(text, "ar")] == ["تنظّم", "الجَمْعِيّةُ", "عملَها"]
