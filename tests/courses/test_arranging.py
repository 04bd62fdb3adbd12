"""Reordering a course: one step, to another module, in every language, once."""

import pytest
from wagtail.models import Page, PageLogEntry

from courses import arranging, releasing
from courses.arranging import Place, arrange
from courses.models import Course, CoursePage, LessonPage, ModulePage
from tests import factories
from tests.staff import person

pytestmark = pytest.mark.django_db


def part(slug: str, language: str = "ar") -> Page:
    return Page.objects.get(slug=slug, locale__language_code=language)


def order(language: str = "ar") -> list[tuple[str, list[str]]]:
    modules = ModulePage.objects.filter(locale__language_code=language).order_by("path")
    return [(module.slug, [child.slug for child in module.get_children()]) for module in modules]


@pytest.fixture
def course() -> CoursePage:
    """Two modules, each with two lessons and a quiz, in Arabic and French."""
    return factories.course_page(modules=2)


def test_lesson_is_put_before_another_in_every_language(course: CoursePage) -> None:
    place = Place(part("module-1").pk, part("lesson-1-1").pk)

    arrange(course, part("quiz-1-1").pk, place, None)

    for language in ("ar", "fr"):
        assert order(language)[0] == ("module-1", ["quiz-1-1", "lesson-1-1", "lesson-1-2"])


def test_lesson_moves_to_the_end_of_another_module(course: CoursePage) -> None:
    arrange(course, part("lesson-1-1").pk, Place(part("module-2").pk), None)

    for language in ("ar", "fr"):
        assert order(language) == [
            ("module-1", ["lesson-1-2", "quiz-1-1"]),
            ("module-2", ["lesson-2-1", "lesson-2-2", "quiz-2-1", "lesson-1-1"]),
        ]


def test_module_goes_with_all_it_holds(course: CoursePage) -> None:
    arrange(course, part("module-2").pk, Place(course.pk, part("module-1").pk), None)

    for language in ("ar", "fr"):
        assert [module for module, _items in order(language)] == ["module-2", "module-1"]
        assert order(language)[0][1] == ["lesson-2-1", "lesson-2-2", "quiz-2-1"]


def test_arranging_twice_is_arranging_once_and_stands_in_the_log(course: CoursePage) -> None:
    editor = person("Editors")
    place = Place(part("module-2").pk, part("lesson-2-2").pk)

    for _time in range(2):
        arrange(course, part("lesson-1-1").pk, place, editor)

    assert order()[1] == ("module-2", ["lesson-2-1", "lesson-1-1", "lesson-2-2", "quiz-2-1"])
    logged = PageLogEntry.objects.filter(action="wagtail.move", user=editor)
    assert {entry.page_id for entry in logged} == {part("lesson-1-1").pk, part("lesson-1-1", "fr").pk}
    assert logged.count() == 2


def test_translation_without_the_neighbour_finds_its_place(course: CoursePage) -> None:
    part("lesson-1-2", "fr").delete()
    place = Place(part("module-1").pk, part("lesson-1-2").pk)

    arrange(course, part("lesson-2-1").pk, place, None)

    assert order()[0][1] == ["lesson-1-1", "lesson-2-1", "lesson-1-2", "quiz-1-1"]
    assert order("fr")[0][1] == ["lesson-1-1", "lesson-2-1", "quiz-1-1"]


def test_learners_see_a_new_order_only_after_the_release_and_addresses_stay(course: CoursePage) -> None:
    releasing.release(course, None)
    before = Course.objects.get().contents

    arrange(course, part("lesson-1-1").pk, Place(part("module-2").pk), None)

    assert Course.objects.get().contents == before
    version = releasing.release(course, None)
    released = Course.objects.get().in_language("ar")
    assert version.number == 2
    assert [item.slug for item in released.modules[1].items][-1] == "lesson-1-1"
    moved = released.moved("lesson-1-1")
    assert moved is not None
    assert moved.module_slug == "module-2"


def test_place_that_is_gone_or_cannot_be_is_refused(course: CoursePage) -> None:
    other = factories.course_page(languages=("ar",))
    foreign = LessonPage.objects.descendant_of(other)[0]
    lesson, module = part_of(course, "lesson-1-1"), part_of(course, "module-1")
    before = list(Page.objects.order_by("path").values_list("pk", "path"))

    for page, place in [
        (foreign.pk, Place(module.pk)),
        (lesson.pk, Place(foreign.get_parent().pk)),
        (lesson.pk, Place(module.pk, foreign.pk)),
        (lesson.pk, Place(module.pk, lesson.pk)),
        (lesson.pk, Place(course.pk)),
        (module.pk, Place(module.pk)),
        (course.pk, Place(course.pk)),
        (10**30, Place(module.pk)),
    ]:
        with pytest.raises(arranging.OutlineChanged):
            arrange(course, page, place, None)

    assert list(Page.objects.order_by("path").values_list("pk", "path")) == before


def part_of(course: CoursePage, slug: str) -> Page:
    return course.get_descendants().get(slug=slug)


def test_second_thing_of_one_slug_is_refused_in_words(course: CoursePage) -> None:
    Page.objects.filter(slug="lesson-2-1").update(slug="lesson-1-1")
    lesson = part_of(course, "module-1").get_children()[0]

    with pytest.raises(arranging.AddressTaken, match="lesson-1-1"):
        arrange(course, lesson.pk, Place(part_of(course, "module-2").pk), None)

    assert lesson.get_parent().slug == "module-1"
