"""The tags and filters of the design kit."""

import datetime
import itertools
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import timezone, translation

from cms.templatetags.ui import RememberNode, in_language

LRI, PDI = "\u2066", "\u2069"


def draw(source: str, language: str = "ar", **context: Any) -> str:
    with translation.override(language):
        return Template("{% load i18n ui %}" + source).render(Context(context)).strip()


def asked(path: str = "/ar/", **cookies: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return request


def test_icon_points_at_the_sprite() -> None:
    html = draw('{% icon "arrow" "icon--dir" %}')

    assert html == '<svg class="icon icon--dir" aria-hidden="true"><use href="/static/icons.svg#arrow"/></svg>'


@pytest.mark.parametrize(
    ("cookies", "attributes"),
    [
        ({}, ""),
        ({"theme": "dark"}, ' data-theme="dark"'),
        ({"theme": "light", "saver": "1"}, ' data-theme="light" data-saver'),
        ({"theme": '"><script>', "saver": "yes"}, ""),
    ],
)
def test_appearance_prints_only_what_it_knows(cookies: dict[str, str], attributes: str) -> None:
    assert draw("<html{% appearance %}>", request=asked(**cookies)) == f"<html{attributes}>"


def test_appearance_needs_no_request() -> None:
    assert draw("<html{% appearance %}>") == "<html>"


@pytest.mark.parametrize(("language", "family"), [("ar", "arabic"), ("fr", "latin"), ("en", "latin")])
def test_preload_fonts_fetches_the_two_of_the_language(language: str, family: str) -> None:
    html = draw("{% preload_fonts %}", language, request=asked())

    assert html.count("<link") == 2
    assert f"/static/fonts/plex-{family}-400.woff2" in html
    assert f"/static/fonts/plex-{family}-600.woff2" in html


def test_frame_fetches_no_font_for_those_who_save_data() -> None:
    assert draw("{% is_saving as saver %}{{ saver }}", request=asked(saver="1")) == "True"
    assert draw("{% is_saving as saver %}{{ saver }}", request=asked()) == "False"


@pytest.mark.parametrize(
    ("address", "language", "expected"),
    [
        ("/ar/courses/budget/?page=2", "fr", "/fr/courses/budget/?page=2"),
        ("/ar/", "en", "/en/"),
        ("/fr", "ar", "/ar"),
        ("/v/ONSC-2026/", "fr", "/v/ONSC-2026/?lang=fr"),
        ("/v/ONSC-2026/?lang=ar&x=", "en", "/v/ONSC-2026/?x=&lang=en"),
        ("/ar/search/?q=a?b&language=x", "en", "/en/search/?q=a?b&language=x"),
        ("/ar/search/?q=%D8%A7%D9%84", "fr", "/fr/search/?q=%D8%A7%D9%84"),
        ("/", "fr", "/?lang=fr"),
    ],
)
def test_in_language_keeps_the_page_and_its_query(address: str, language: str, expected: str) -> None:
    assert in_language(address, language) == expected


def test_language_alternates_are_whole_addresses_without_query() -> None:
    html = draw("{% language_alternates %}", request=asked("/ar/library/?page=2"))

    assert html.count('rel="alternate"') == 3
    assert 'hreflang="fr" href="http://' in html
    assert '/fr/library/">' in html
    assert draw("{% language_alternates %}") == ""


def test_language_items_mark_the_language_of_the_page() -> None:
    html = draw("{% language_items %}", "fr", request=asked("/fr/library/?page=2"))

    assert html.count("<li>") == 3
    assert 'href="/ar/library/?page=2" lang="ar" hreflang="ar">العربية</a>' in html
    assert 'href="/fr/library/?page=2" lang="fr" hreflang="fr" aria-current="true">Français <svg' in html


def test_language_items_lead_home_without_a_request() -> None:
    assert 'href="/en/"' in draw("{% language_items %}")


@pytest.mark.parametrize(
    ("path", "key", "expected"),
    [
        ("/ar/courses/", "courses", 'aria-current="page"'),
        ("/ar/courses/budget/", "courses", 'aria-current="true"'),
        ("/ar/", "home", 'aria-current="page"'),
        ("/ar/courses/", "home", ""),
        ("/ar/elsewhere/", "home", ""),
    ],
)
def test_here_marks_the_page_and_those_below_it(path: str, key: str, expected: str) -> None:
    assert draw("{% menu_place as place %}{% here key place %}", request=asked(path), key=key) == expected


def test_menu_place_is_nowhere_without_a_request() -> None:
    assert draw('{% menu_place as place %}{% here "home" place %}') == ""


@override_settings(ROOT_URLCONF="django.contrib.auth.urls")
def test_menu_urls_leave_out_what_no_room_answers() -> None:
    assert draw("{% menu_urls as urls %}{{ urls.home }}|{{ urls.courses }}", "fr") == "/fr/|"


def test_remember_renders_once_per_language_and_values() -> None:
    times = itertools.count()
    source = Template("{% load ui %}{% remember name %}{{ tick }}{% endremember %}")

    def read(language: str, name: str) -> str:
        with translation.override(language):
            return source.render(Context({"name": name, "tick": lambda: next(times)}))

    assert [read("ar", "a"), read("ar", "a"), read("ar", "b"), read("fr", "a"), read("ar", "a")] == list("00120")


def test_remember_forgets_rather_than_grow() -> None:
    source = Template("{% load ui %}{% remember name %}{{ name }}{% endremember %}")

    names = [source.render(Context({"name": number})) for number in range(2500)]

    assert names == [str(number) for number in range(2500)]
    (node,) = source.nodelist.get_nodes_by_type(RememberNode)
    assert isinstance(node, RememberNode)
    assert len(node.memory.kept) <= node.memory.most


@pytest.mark.parametrize(
    ("code", "html"), [("ar", ""), ("fr", ' lang="fr" dir="ltr"'), ("en", ' lang="en" dir="ltr"'), ("", "")]
)
def test_lang_attributes_mark_what_is_not_in_the_language_of_the_page(code: str, html: str) -> None:
    assert draw("<p{% lang_attributes code %}>", "ar", code=code) == f"<p{html}>"


def test_lang_attributes_turn_arabic_round_in_a_french_page() -> None:
    assert draw('<p{% lang_attributes "ar" %}>', "fr") == '<p lang="ar" dir="rtl">'


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("ar", '<bdi class="nowrap" dir="rtl"><bdi>12</bdi>-<bdi>06</bdi></bdi>'),
        ("fr", '<bdi class="nowrap" dir="ltr">12-06</bdi>'),
        ("en", '<bdi class="nowrap" dir="ltr">12-06</bdi>'),
    ],
)
def test_act_number_follows_the_direction_of_the_language(language: str, html: str) -> None:
    assert draw("{{ number|act_number }}", language, number="12-06") == html


def test_act_number_takes_the_language_of_the_text_and_escapes() -> None:
    assert draw('{{ number|act_number:"fr" }}', number="<b>") == '<bdi class="nowrap" dir="ltr">&lt;b&gt;</bdi>'
    assert "<b>" not in draw("{{ number|act_number }}", number="1-<b>")


def test_day_and_short_day_write_local_dates() -> None:
    late = datetime.datetime(2026, 11, 24, 23, 30, tzinfo=datetime.UTC)

    with timezone.override("Africa/Algiers"):
        assert draw("{{ at|day }}", at=late) == "25 نوفمبر 2026"
        assert draw('{{ at|day:"fr" }}', at=late) == "25 novembre 2026"
        assert draw("{{ at|short_day }}", at=late) == '<bdi class="nowrap" dir="ltr">25/11/2026</bdi>'


def test_day_and_short_day_write_nothing_for_no_date() -> None:
    assert draw("{{ at|day }}{{ at|short_day }}", at=None) == ""


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "18\u00a0420 70% 1,2 ميغابايت"),
        ("fr", "18\u00a0420 70\u00a0% 1,2\u00a0Mo"),
        ("en", "18\u00a0420 70% 1.2\u00a0MB"),
    ],
)
def test_figures_follow_the_language(language: str, line: str) -> None:
    assert draw("{{ a|thousands }} {{ b|percent }} {{ c|file_size }}", language, a=18420, b=70, c=1_200_000) == line


def test_bidi_escapes_then_isolates() -> None:
    html = draw("{{ text|bidi }}", text=f"<script> {LRI}1/2{PDI}")

    assert html == '&lt;script&gt; <bdi dir="ltr">1/2</bdi>'


def test_language_names_are_joined_as_the_language_does() -> None:
    assert draw("{{ codes|language_names }}", "en", codes=["ar", "fr"]) == "Arabic, French"
    assert "، " in draw("{{ codes|language_names }}", "ar", codes=["ar", "fr"])
