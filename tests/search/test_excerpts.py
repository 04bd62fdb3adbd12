"""What of a text is shown, and which of its words are marked."""

from search.analysis import words
from search.excerpts import Part, excerpt, highlighted


def marked(parts: tuple[Part, ...]) -> list[str]:
    return [part.text for part in parts if part.is_match]


def test_whole_arabic_word_is_marked_with_its_clitics_and_marks() -> None:
    asked = list(words("مؤسس", "ar"))

    parts = highlighted("العدد الأدنى للمؤسّسينَ: عشرة", asked, "ar")

    assert parts == (
        Part("العدد الأدنى ", is_match=False),
        Part("للمؤسّسينَ", is_match=True),
        Part(": عشرة", is_match=False),
    )


def test_shape_is_marked_only_where_no_token_is() -> None:
    asked = list(words("نموذج", "ar"))

    assert marked(highlighted("نماذج مفيدة", asked, "ar")) == ["نماذج"]
    assert marked(highlighted("نموذج ونماذج", asked, "ar")) == ["نموذج"]


def test_act_and_article_are_marked_as_one() -> None:
    asked = list(words("المادة 8 من 06-12", "ar"))

    assert marked(highlighted("المادّة ٨ من القانون 12-06", asked, "ar")) == ["المادّة ٨", "12-06"]


def test_excerpt_is_the_passage_with_the_most_words() -> None:
    asked = list(words("subvention commune", "fr"))
    text = "Une subvention. " + "Du texte sans rapport. " * 30 + "La commune verse la subvention. " + "Suite. " * 60

    parts = excerpt(text, asked, "fr")

    assert marked(parts) == ["commune", "subvention"]
    assert parts[0].text == "… "
    assert parts[-1].text == " …"
    assert sum(len(part.text) for part in parts) < 260


def test_excerpt_without_a_match_is_the_beginning() -> None:
    parts = excerpt("Une phrase courte.", list(words("association", "fr")), "fr")

    assert parts == (Part("Une phrase courte.", is_match=False),)


def test_excerpt_of_nothing_is_nothing() -> None:
    assert excerpt("", list(words("association", "fr")), "fr") == ()


def test_parts_keep_every_letter_but_direction_controls() -> None:
    text = "بلغ \u2067الموعد 12-06\u2069 نهايته"

    parts = highlighted(text, list(words("12-06", "ar")), "ar")

    assert "".join(part.text for part in parts) == "بلغ الموعد 12-06 نهايته"


def test_excerpt_of_one_endless_word_ends() -> None:
    parts = excerpt("ا" * 50_000, list(words("جمعية", "ar")), "ar")

    assert len(parts) == 1
