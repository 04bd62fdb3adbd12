"""Courses that ask for others first, while they are written and when they are released."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from courses import releasing
from courses.models import Course, CoursePage
from courses.prerequisites import circle
from tests import factories
from tests.staff import person, signed_in


def ask_for(page: CoursePage, *others: CoursePage) -> None:
    """Write in a draft of the course that the others come first."""
    page.refresh_from_db()
    page.prerequisites = list(others)
    page.save_revision()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["b"], ["a", "b", "c", "a"]),
        (["a"], ["a", "a"]),
        (["d"], []),
        (["d", "c"], ["a", "c", "a"]),
        ([], []),
    ],
)
def test_circle_names_the_way_round(asked: list[str], expected: list[str]) -> None:
    edges = {"b": ["c"], "c": ["a"], "d": ["e"], "e": ["d"]}

    assert circle("a", asked, edges) == expected


@pytest.mark.django_db
def test_prerequisites_are_released_with_the_course_in_the_readers_language(client: Client) -> None:
    first = factories.released_course(lessons=1, quizzes=0)
    page = factories.course_page(lessons=1, quizzes=0)
    ask_for(page, CoursePage.objects.get(translation_key=first.pk, locale__language_code="ar"))

    course = releasing.release(page, None).course

    assert course.prerequisites == [str(first.pk)]
    named = course.in_language("fr").prerequisites
    assert [(one.title, one.language) for one in named] == [(first.in_language("fr").title, "fr")]
    shown = client.get(f"/fr/courses/{course.slug}/").content.decode()
    assert f'href="/fr/courses/{first.slug}/"' in shown.partition("<main")[2]


@pytest.mark.django_db
def test_changed_prerequisites_are_editorial_and_change_no_fingerprint_of_others() -> None:
    first = factories.released_course(lessons=1, quizzes=0)
    page = factories.course_page(lessons=1, quizzes=0)
    releasing.release(page, None)
    ask_for(page, CoursePage.objects.get(translation_key=first.pk, locale__language_code="ar"))

    version = releasing.release(page, None)

    assert (version.number, version.change_class) == (2, "editorial")


@pytest.mark.django_db
def test_circle_is_refused_at_release_and_named() -> None:
    one, other = factories.course_page(lessons=1, quizzes=0), factories.course_page(lessons=1, quizzes=0)
    releasing.release(one, None)
    ask_for(other, one)
    releasing.release(other, None)
    ask_for(one, other)

    with pytest.raises(releasing.NobodyCouldBegin) as refusal:
        releasing.release(one, None)

    assert f"“{one.title}”, “{other.title}”, “{one.title}”" in str(refusal.value)
    assert Course.objects.get(pk=one.translation_key).prerequisites == []


@pytest.mark.django_db
def test_course_that_nobody_can_take_is_not_asked_for() -> None:
    closed, page = factories.course_page(lessons=1, quizzes=0), factories.course_page(lessons=1, quizzes=0)
    ask_for(page, closed)

    with pytest.raises(releasing.NobodyCouldBegin) as refusal:
        releasing.release(page, None)

    assert closed.title in str(refusal.value)


def form_of(page: CoursePage, *asked: CoursePage) -> dict[str, object]:
    names = ("title", "slug", "summary", "level", "hours", "publisher", "trainer_name", "licence")
    fields = {name: getattr(page, name) for name in names}
    form = nested_form_data({**fields, "theme": page.theme_id, "comments": inline_formset([])})
    return {**form, "prerequisites": [str(each.pk) for each in asked]}


@pytest.mark.django_db
def test_circle_is_refused_while_writing_and_named() -> None:
    one, other = factories.course_page(lessons=1, quizzes=0), factories.course_page(lessons=1, quizzes=0)
    editor = signed_in(person("Editors"))
    saved = editor.post(reverse("wagtailadmin_pages:edit", args=[other.pk]), form_of(other, one))
    releasing.release(one, None)
    releasing.release(other, None)

    refused = editor.post(reverse("wagtailadmin_pages:edit", args=[one.pk]), form_of(one, other))

    assert saved.status_code == 302
    assert Course.objects.get(pk=other.translation_key).prerequisites == [str(one.translation_key)]
    assert f"“{one.title}”, “{other.title}”, “{one.title}”" in refused.content.decode()
    assert one.get_latest_revision_as_object().prerequisites.count() == 0


@pytest.mark.django_db
def test_only_the_source_says_what_comes_first() -> None:
    page = factories.course_page(lessons=1, quizzes=0)
    french = CoursePage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    editor = signed_in(person("Editors"))

    shown = [editor.get(reverse("wagtailadmin_pages:edit", args=[each.pk])).content.decode() for each in (page, french)]

    assert ["id_prerequisites" in each for each in shown] == [True, False]
