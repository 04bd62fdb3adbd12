import pytest
from django.utils.html import strip_tags

from cms.templatetags import ui
from cms.typesetting import act_number, typeset


@pytest.mark.parametrize("before", ["القانون رقم ", "القوانين 90-31 و", "<b>", "("])
def test_number_of_an_act_reads_in_the_order_of_arabic(before: str) -> None:
    assert act_number("12-06", "ar") in typeset(f"{before}12-06 المتعلق", "ar")


def test_number_of_an_act_is_kept_in_one_piece_in_french() -> None:
    assert typeset("la loi 12-06.", "fr") == 'la loi <bdi class="nowrap" dir="ltr">12-06</bdi>.'


@pytest.mark.parametrize(
    "number", ["021-55-66", "2012-01-12", "12-06-2012", "1-12", "12-0655", "COVID-19", "12-06/4", "1.12-06"]
)
def test_what_only_looks_like_an_act_is_left(number: str) -> None:
    assert 'dir="rtl"' not in typeset(f"رقم {number} هنا", "ar")


def test_date_is_written_in_its_own_order() -> None:
    assert '<bdi class="nowrap" dir="ltr">12/01/2012</bdi>' in typeset("المؤرخ في 12/01/2012.", "ar")


@pytest.mark.parametrize(
    "words", ["Facebook", "Google Drive", "démocratie", "COVID-19", "contact@example.dz", "www.joradp.dz/a?b=1"]
)
def test_latin_words_stand_apart_in_arabic(words: str) -> None:
    assert typeset(f"انظروا {words} (اختياري)", "ar") == f"انظروا <bdi>{words}</bdi> (اختياري)"


def test_arabic_words_stand_apart_in_french() -> None:
    assert typeset("le mot (قانون الجمعيات) ;", "fr") == "le mot (<bdi>قانون الجمعيات</bdi>) ;"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Text 1.1 ar</p>",
        "<p><bdi>Facebook عربي 12-06</bdi></p>",
        "<p><code>print عربي</code></p>",
        '<a href="/?a=>12-06 عربي word onmouseover=alert(1) x=">عربي</a>',
        "<p>عربي &amp; &#x27; &nbsp; عربي<br></p>",
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#law"/></svg>',
    ],
)
def test_html_without_anything_to_set_stays_as_it_is(html: str) -> None:
    assert typeset(html, "ar") == html


def test_setting_adds_elements_and_no_character() -> None:
    html = "<p>ينص القانون 12-06 المؤرخ في 12/01/2012 <i>عبر Facebook</i> &lt;script&gt;</p>"

    assert strip_tags(typeset(html, "ar")) == strip_tags(html)


def test_filter_escapes_what_is_not_safe() -> None:
    assert ui.typeset("<b>عربي</b>", "ar") == "&lt;b&gt;عربي&lt;/b&gt;" or "<b" not in ui.typeset("<b>عربي</b>", "ar")
