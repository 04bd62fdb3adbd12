"""What a trainer's request brings is hostile: nothing of it runs on a learner's page."""

import json
from html.parser import HTMLParser

import pytest
from django.forms import modelform_factory
from django.test import Client

from cms.models import EditorialPage, HomePage
from cms.richtext import editor_rules
from courses.models import LessonPage, Question
from courses.reading import lesson_body
from tests import blocks
from tests.factories import released_course

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<h2>Fine</h2><p>An <b>honest</b> <i>word</i> and <a href='https://example.dz/'>a link</a>.</p>"
    "<script>alert(1)</script><img src=x onerror=alert(2)><p onclick='alert(3)' style='color:red'>p</p>"
    "<a href='javascript:alert(4)'>j</a><a href='java&#x09;script:alert(5)'>k</a>"
    "<svg><a xlink:href='javascript:1'/></svg>"
    "<iframe src='//evil.example'></iframe><form action='//evil.example'><input></form><base href='//evil.example/'>"
)

# What begins as a word and would end as markup: quotes, ends of tags, and what `typeset` sets inside an attribute.
HOSTILE_WORDS = (
    """"><script>alert(1)</script><img src=x onerror=alert(2)>' onfocus='alert(3)' x="javascript:alert(4)" """
    """</p></td></details></textarea><svg/onload=alert(5)>{{ 7|add:7 }} قانون 12-06 Facebook"""
)
HOSTILE_TEXTS = (
    HOSTILE,
    HOSTILE_WORDS,
    """<a href="/?>قانون 12-06 onmouseover=alert(1) style=x Facebook">قانون 12-06</a>""",
    """<bdi dir="rtl' onclick='alert(1)" lang='"><script>'>قانون</bdi><p lang="</p><script>alert(1)</script>">ق</p>""",
    "<p>\u2066<script>\u2069alert(1)</script> 12-06\u2066<img src=x onerror=\u2069alert(1)></p>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<!--><img src=x onerror=alert(1)>--><![CDATA[<script>alert(1)</script>]]><meta http-equiv=refresh content=0>",
)
# Every element and attribute that our templates print in a lesson, and what cleaned text may hold.
ELEMENTS = set(
    "a aside audio b bdi blockquote br caption dd details dfn div dl dt em figcaption figure h2 h3 i img li ol p "
    "section source span strong summary svg table tbody td th thead tr track ul use video".split()
)
ATTRIBUTES = set(
    "alt aria-hidden aria-label class controls data-played decoding default dir height href kind label lang loading "
    "playsinline poster preload rel role scope sizes src srcset srclang tabindex width".split()
)


class Seen(HTMLParser):
    """Says what a browser would make of HTML that is not fine."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.wrong.append(tag)
        for name, value in attrs:
            is_address = name in {"href", "src", "poster"}
            if name not in ATTRIBUTES or (is_address and not (value or "").startswith(("/", "https://example.dz/"))):
                self.wrong.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")


def _store(html: str) -> tuple[str, str]:
    """Write past the editor, as a forged request or an import would; return the address and the rendered body."""
    course = released_course(modules=1, lessons=1, quizzes=0)
    raw = json.dumps([{"type": "text", "value": html, "id": "6a2f3a0e-0000-4000-8000-000000000001"}])
    LessonPage.objects.all().update(body=raw)
    item = course.in_language("ar").modules[0].items[0]
    return item.url, str(lesson_body(course, item.uid, "ar").html)


def test_hostile_html_in_a_lesson_is_cleaned(client: Client) -> None:
    address, html = _store(HOSTILE)

    for part in (
        "<script",
        "onerror",
        "onclick",
        "style=",
        "javascript",
        "<svg",
        "<iframe",
        "<form",
        "<input",
        "<base",
    ):
        assert part not in html.lower()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_hostile_words_in_every_field_of_every_block_are_words(client: Client, hostile: str) -> None:
    course = released_course(modules=1, lessons=1, quizzes=0)
    raw = json.dumps(blocks.every_block(hostile, hostile, kind=hostile, language=hostile))
    LessonPage.objects.filter(locale__language_code="ar").update(body=raw)
    item = course.in_language("ar").modules[0].items[0]

    html = str(lesson_body(course, item.uid, "ar").html)

    assert Seen(html).wrong == []
    assert html.count("<details") == html.count("</details>") == 4
    assert client.get(item.url).status_code == 200


def test_check_of_hostile_words_sees_them() -> None:
    assert len(Seen(HOSTILE).wrong) >= 10
    assert Seen(HOSTILE_WORDS).wrong


def test_what_the_editor_writes_in_a_lesson_survives() -> None:
    _address, html = _store("<h2>T</h2><h3>U</h3><p>a <b>b</b> <i>c</i><br/></p><ul><li>d</li></ul><ol><li>e</li></ol>")

    for part in ("<h2>T</h2>", "<h3>U</h3>", "<b>b</b>", "<i>c</i>", "<li>d</li>", "<ol>"):
        assert part in html


def test_isolates_in_a_lesson_become_bdi_after_cleaning() -> None:
    _address, html = _store("<p>يوم \u206612/01/2012\u2069 فقط</p>")

    assert "<bdi>12/01/2012</bdi>" in html or '<bdi dir="ltr">12/01/2012</bdi>' in html


def test_hostile_html_in_an_editorial_page_is_cleaned(client: Client) -> None:
    home = HomePage.objects.get(locale__language_code="ar")
    home.add_child(instance=EditorialPage(title="t", slug="hostile", locale=home.locale, body=HOSTILE))

    text = client.get("/ar/hostile/").content.decode()

    assert "<h2>Fine</h2>" in text
    for part in ("alert(", "onerror", "evil.example", "javascript:"):
        assert part not in text


def test_editor_offers_what_the_cleaning_keeps() -> None:
    form = modelform_factory(Question, fields=["explanation"])

    field = form.base_fields["explanation"]
    assert field.widget.config["allowedContent"] == editor_rules()
    assert "script" not in editor_rules()
