"""Who may do what to a course while it is written, and what may no longer be done to what was released."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from courses.models import CatalogueIndexPage, Course, CoursePage, CourseVersion, LessonPage, ModulePage, QuizPage

TREE = (CoursePage, ModulePage, LessonPage, QuizPage)


def is_of_a_course(page: Any) -> bool:  # noqa: ANN401 (any page)
    """Whether the page is a course or a part of one."""
    return isinstance(page.specific, TREE)


def takes_courses(parent: Any) -> bool:  # noqa: ANN401 (any page)
    """Whether what is made below this page becomes a course or a part of one."""
    return isinstance(parent.specific, (CatalogueIndexPage, *TREE))


def course_page_of(page: Any) -> CoursePage | None:  # noqa: ANN401 (any page)
    """Return the course (in the same language) that the page is or belongs to."""
    return CoursePage.objects.ancestor_of(page, inclusive=True).first()


def may_submit(person: User, course_page: CoursePage) -> bool:
    """Trainers submit their own courses, editors any."""
    return bool(course_page.permissions_for_user(person).can_edit())


def may_release(person: User, course_page: CoursePage) -> bool:
    """Those who may publish release, return and retire."""
    return bool(course_page.permissions_for_user(person).can_publish())


def may_add_below(person: User, parent: Any) -> bool:  # noqa: ANN401 (any page)
    """Nobody adds to a course that they may not edit; anyone allowed may begin a course of their own."""
    return not is_of_a_course(parent) or bool(parent.permissions_for_user(person).can_edit())


def is_released(page: Any) -> bool:  # noqa: ANN401 (any page)
    """Whether the page, or one below it, is in a version of its course: people may be learning from it."""
    course_page = course_page_of(page)
    if course_page is None:
        return False
    outlines = CourseVersion.objects.filter(course_id=course_page.translation_key).values_list("outline", flat=True)
    uids = {uid for outline in outlines for item in outline for uid in (item["uid"], item["module_uid"])}
    below = page.get_descendants(inclusive=True).values_list("translation_key", flat=True)
    return any(str(uid) in uids for uid in below)


def submitted_courses() -> list[tuple[Course, CoursePage]]:
    """Return the courses that wait for an editor, the longest waiting first, each with its source page."""
    courses = {course.pk: course for course in Course.objects.filter(submitted_at__isnull=False)}
    pages = CoursePage.objects.filter(translation_key__in=courses, locale__language_code="ar")
    pairs = [(courses[page.translation_key], page) for page in pages]
    return sorted(pairs, key=lambda pair: str(pair[0].submitted_at))
