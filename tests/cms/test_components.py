"""The components of the design kit and the frame of pages, drawn through Django."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


def draw_component(name: str, language: str = "en", **context: Any) -> str:
    request = context.pop("request", None)
    with translation.override(language):
        return " ".join(render_to_string(f"components/{name}.html", context, request=request).split())


class SignUpForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(help_text="As on the certificate.")
    email = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput)
    latin = forms.CharField(required=False, widget=forms.TextInput(attrs={"dir": "ltr", "class": "latin"}))
    note = forms.CharField(required=False, widget=forms.Textarea)
    wilaya = forms.ChoiceField(choices=[("16", "Alger")])
    language = forms.ChoiceField(choices=[("ar", "العربية"), ("fr", "Français")], widget=forms.RadioSelect)
    consent = forms.BooleanField()
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_field_ties_label_hint_and_control() -> None:
    html = draw_component("_field", field=SignUpForm()["name"])

    assert '<label class="field__label" for="id_name">Name</label>' in html
    assert '<span class="field__hint" id="id_name_helptext">As on the certificate.</span>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'class="input" dir="auto"' in html


def test_field_says_its_error_and_keeps_the_value() -> None:
    html = draw_component("_field", field=SignUpForm({"email": "<wrong>"})["email"])

    assert 'class="field field--bad"' in html
    assert 'id="id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_email_error"' in html
    assert 'value="&lt;wrong&gt;"' in html
    assert 'class="input input--ltr"' in html


def test_field_of_a_password_can_be_revealed_by_a_script_only() -> None:
    html = draw_component("_field", field=SignUpForm()["password"])

    assert 'data-reveal="id_password" data-scripted aria-pressed="false" hidden' in html


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("latin", 'class="latin input input--ltr"'),
        ("note", 'class="input input--area"'),
        ("wilaya", '<select name="wilaya" class="input"'),
        ("consent", 'class="choice__box"'),
        ("token", '<input type="hidden" name="token" id="id_token">'),
    ],
)
def test_field_draws_each_kind_of_control(name: str, expected: str) -> None:
    assert expected in draw_component("_field", field=SignUpForm()[name])


def test_field_of_choices_is_a_fieldset_of_rows() -> None:
    html = draw_component("_field", field=SignUpForm({"language": "de"})["language"])

    assert '<fieldset class="field field--bad" id="id_language" aria-describedby="id_language_error">' in html
    assert html.count('<label class="choice">') == 2
    assert html.count('class="choice__box"') == 2


def test_field_says_when_it_is_optional() -> None:
    assert "(optional)" in draw_component("_field", field=SignUpForm()["latin"])
    assert "(optional)" not in draw_component("_field", field=SignUpForm()["name"])


def test_errors_lead_to_their_fields() -> None:
    form = SignUpForm({})
    form.add_error(None, "Try again later.")

    html = draw_component("_errors", form=form)

    assert 'role="alert" tabindex="-1"' in html
    assert "<li>Try again later.</li>" in html
    assert '<li><a href="#id_name">This field is required.</a></li>' in html
    assert '<li><a href="#id_language">This field is required.</a></li>' in html


def test_errors_are_silent_when_there_are_none() -> None:
    assert draw_component("_errors", form=SignUpForm()) == ""


def test_progress_has_bar_and_words() -> None:
    html = draw_component("_progress", id="p", label="Progress", value=3, max=1200, right="25%")

    assert '<span id="p">Progress</span> <b>25%</b>' in html
    assert '<progress class="progress__bar" value="3" max="1200" aria-labelledby="p"></progress>' in html


def test_pager_keeps_the_rest_of_the_query() -> None:
    page = Paginator(range(25), 10).page(2)

    html = draw_component("_pager", page_obj=page, request=RequestFactory().get("/en/courses/?level=beginner&page=2"))

    assert 'rel="prev" href="?level=beginner&amp;page=1"' in html
    assert 'rel="next" href="?level=beginner&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_pager_is_silent_on_a_single_page() -> None:
    assert draw_component("_pager", page_obj=Paginator(range(5), 10).page(1), request=RequestFactory().get("/")) == ""


def test_course_card_shows_progress_of_those_enrolled() -> None:
    card = {
        "uid": "7f",
        "url": "/en/courses/budget/",
        "title": "<Budget>",
        "hours": 2,
        "state": "active",
        "done": 3,
        "total": 12,
        "percent": 25,
    }

    html = draw_component("_course_card", card=card)

    assert '<a href="/en/courses/budget/">&lt;Budget&gt;</a>' in html
    assert "2 hours" in html
    assert 'aria-labelledby="progress-7f"' in html
    assert "25%" in html


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ({"state": "completed", "completed_at": datetime.date(2026, 9, 4)}, "Completed on"),
        ({"is_outline_only": True}, "In preparation"),
        ({"is_new": True}, "New"),
    ],
)
def test_course_card_says_its_state_in_words(card: dict[str, Any], words: str) -> None:
    assert words in draw_component("_course_card", card={"hours": 1, "languages": ["ar"], **card})


@pytest.mark.parametrize(
    ("kind", "cls"), [("success", "alert--ok"), ("warning", "alert--warn"), ("error", "alert--bad"), ("info", "alert")]
)
def test_alert_takes_the_levels_of_messages(kind: str, cls: str) -> None:
    assert cls in draw_component("_alert", kind=kind, text="Told.")


def test_breadcrumbs_escape_and_link() -> None:
    html = draw_component("_breadcrumbs", crumbs=[("<Courses>", "/en/courses/"), ("Module 2", "")])

    assert '<a href="/en/courses/">&lt;Courses&gt;</a>' in html
    assert '<li class="crumbs__item">Module 2</li>' in html


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
@pytest.mark.parametrize("name", ["base.html", "base_focus.html", "404.html", "403.html", "403_csrf.html"])
def test_frame_stands_in_every_language(name: str, language: str, direction: str) -> None:
    with translation.override(language):
        html = render_to_string(name, request=RequestFactory().get(f"/{language}/nowhere/"))

    assert f'<html lang="{language}" dir="{direction}">' in html
    assert "<style" not in html
    assert "style=" not in html
    assert "onclick" not in html


def test_server_error_page_needs_nothing() -> None:
    html = render_to_string("500.html")

    assert "{%" not in html
    assert "حدث خطأ" in html
    assert 'lang="fr"' in html
    assert 'lang="en"' in html


def test_template_comments_stay_on_one_line() -> None:
    """`{# … #}` over two lines is no comment to Django: readers would see it."""
    folder = Path(__file__).parents[2] / "templates"

    seen = [path.name for path in folder.rglob("*.*") if re.search(r"\{#(?:(?!#\}).)*\n", path.read_text(), re.DOTALL)]

    assert seen == []
