import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import MAX_LETTERS, check_arabic_name, check_latin_name, clean_name

ARABIC = [
    "عبد القادر بن يوسف",
    "إيمان بوعلام",
    "سماء بهاء الدين",
    "الآلاء الأولى",
    "كريم ڤاسي پاريس چاد",
    "أمـــين",
    "بُو عَلَّام",
    "أمينة بوڨرة",
]
LATIN = ["Zoé Nœlle Benaïssa-Léger", "Ɛli At Muḥend Ɣezzali Ṭahar Ǧerǧer", "M’hamed N'Aït", "M. A. Ben Ali"]


@pytest.mark.parametrize("name", ARABIC)
def test_arabic_name_is_accepted_as_people_write_it(name: str) -> None:
    check_arabic_name(clean_name(name))


@pytest.mark.parametrize("name", LATIN)
def test_latin_name_is_accepted_as_people_write_it(name: str) -> None:
    check_latin_name(clean_name(name))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Ali <b>Ben", "< b >"),
        ("Ali", "A l i"),
        ("علي 7", "7"),
        ("عل🙂ي", "🙂"),
        ("-", "أمينة"),
        ("ـــ", "أمينة"),
    ],
)
def test_arabic_name_of_other_characters_is_refused_by_naming_them(name: str, part: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        check_arabic_name(name)

    assert any(character in refusal.value.messages[0] for character in part.split())


@pytest.mark.parametrize("name", ["Ali <script>", "علي", "A1i", "Ali & Co", "Αλί", "", "Z" + "\u0335" * 9])
def test_latin_name_of_other_characters_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        check_latin_name(name)


def test_letters_that_no_font_has_are_refused_by_naming_them() -> None:
    with pytest.raises(ValidationError, match="ꬱ"):
        check_latin_name("Ali ꬱ")


def test_clean_name_drops_what_cannot_be_seen() -> None:
    assert clean_name("\u202eأمينة\x00 \t\n بن\u200f علي\u2069 ") == "أمينة بن علي"
    assert clean_name("Ame\u0301lie") == "Amélie"


def test_clean_name_refuses_what_has_no_room_instead_of_cutting() -> None:
    with pytest.raises(ValidationError, match="500"):
        clean_name("a" * 500)


@given(st.text(max_size=MAX_LETTERS))
def test_clean_name_is_stable(text: str) -> None:
    name = clean_name(text) if len(text) < MAX_LETTERS // 4 else ""

    assert clean_name(name) == name
