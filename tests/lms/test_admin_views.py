"""Wagtail's views fit our people and pages."""

import re

import pytest
from django.contrib.auth.models import Group
from django.utils import translation
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests import factories
from tests.staff import person, signed_in

pytestmark = pytest.mark.django_db


def test_staff_change_the_language_of_their_administration() -> None:
    trainer = person("Trainers")
    form = {"locale-preferred_language": "fr", "theme-theme": "system", "theme-contrast": "system"}

    answer = signed_in(trainer).post("/cms/account/", {**form, "theme-density": "default"})

    assert answer.status_code == 302
    assert UserProfile.objects.get(user=trainer).preferred_language == "fr"


def test_roles_are_named_in_the_readers_language() -> None:
    with translation.override("fr"):
        french = [str(group) for group in Group.objects.order_by("pk")]
    with translation.override("ar"):
        arabic = {str(group) for group in Group.objects.all()}

    assert {"Formateurs", "Rédacteurs", "Administrateurs"} <= set(french)
    assert {"المدربون", "المحررون", "مسؤولو المنصة"} <= arabic


def test_root_of_the_pages_bears_our_name() -> None:
    root = Page.get_first_root_node()

    assert root is not None
    assert root.title == root.draft_title == "\u2067كفاءات+\u2069 · \u2066Kafaat+\u2069"


def test_search_of_pages_counts_what_it_found() -> None:
    found = factories.course_page()
    editor = person("Editors")
    UserProfile.objects.create(user=editor, preferred_language="fr")

    page = signed_in(editor).get("/cms/pages/search/", {"q": found.title}).content.decode()

    assert found.title in page.partition("<tbody")[2]
    assert re.search(r"1–\d / \d", page)
