"""What a trainer's request brings is hostile: nothing of it runs on a learner's page."""

import json

import pytest
from django.forms import modelform_factory
from django.test import Client

from cms.models import EditorialPage, HomePage
from cms.richtext import editor_rules
from courses.models import LessonPage, Question
from courses.reading import lesson_body
from tests.factories import released_course

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<h2>Fine</h2><p>An <b>honest</b> <i>word</i> and <a href='https://example.dz/'>a link</a>.</p>"
    "<script>alert(1)</script><img src=x onerror=alert(2)><p onclick='alert(3)' style='color:red'>p</p>"
    "<a href='javascript:alert(4)'>j</a><a href='java&#x09;script:alert(5)'>k</a>"
    "<svg><a xlink:href='javascript:1'/></svg>"
    "<iframe src='//evil.example'></iframe><form action='//evil.example'><input></form><base href='//evil.example/'>"
)


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
