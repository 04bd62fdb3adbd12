"""Who may do what to a course while it is written, and what may no longer be done to what was released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from courses.models import CatalogueIndexPage, Course, CoursePage, CourseVersion, LessonPage, ModulePage, QuizPage
from courses.models.localised import SOURCE_LANGUAGE
from courses.models.pages import CourseItem

MOST_SHOWN: Final = 10
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


def keep_as_draft(page: Any) -> None:  # noqa: ANN401 (any page)
    """Make a page that was never published a draft again: Wagtail saves a new one as live before it asks."""
    if page.first_published_at is None:
        Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)


def holds_a_course(page: Any) -> bool:  # noqa: ANN401 (any page)
    """Whether the page is a course, a part of one, or above one."""
    return is_of_a_course(page) or CoursePage.objects.descendant_of(page).exists()


def is_released(page: Any) -> bool:  # noqa: ANN401 (any page)
    """Whether the page, or one below it, is in a version of a course: people may be learning from it."""
    courses = CoursePage.objects.ancestor_of(page, inclusive=True) | CoursePage.objects.descendant_of(page)
    versions = CourseVersion.objects.filter(course_id__in=courses.values("translation_key"))
    outlines = versions.values_list("outline", flat=True)
    uids = {uid for outline in outlines for item in outline for uid in (item["uid"], item["module_uid"])}
    below = page.get_descendants(inclusive=True).values_list("translation_key", flat=True)
    return any(str(uid) in uids for uid in below)


def is_retired(course_page: CoursePage) -> bool:
    """Whether the course is closed to new learners."""
    return Course.objects.filter(pk=course_page.translation_key, state=Course.State.RETIRED).exists()


def may_be_left_out(page: Any) -> bool:  # noqa: ANN401 (any page)
    """Whether the page is, or holds, what can be left out of a release. The source decides for all languages."""
    return isinstance(page.specific, TREE[1:]) and page.locale.language_code == SOURCE_LANGUAGE


@transaction.atomic
def leave_out(page: Any, by: User | None) -> None:  # noqa: ANN401 (any page)
    """Note in the drafts of the lessons and quizzes that the page is or holds that the next release leaves them out."""
    for item in page.get_descendants(inclusive=True).type(CourseItem):
        draft = item.get_latest_revision_as_object()
        if not draft.is_left_out:
            draft.is_left_out = True
            draft.save_revision(user=by, log_action=True)


def changed_pages(course_page: CoursePage) -> list[Page]:
    """Return the pages of the course, in all its languages, that differ from what readers see."""
    roots = Page.objects.filter(translation_key=course_page.translation_key)
    pages = [page for root in roots for page in root.get_descendants(inclusive=True).select_related("locale")]
    return [page for page in pages if page.has_unpublished_changes or not page.live]


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """A course as its trainer finds it: `course` is None before it was ever submitted, `comment` why it came back."""

    page: CoursePage
    course: Course | None
    comment: str


def own_courses(trainer: User) -> list[OwnCourse]:
    """Return the courses that the trainer began, those acted on last first. Three statements."""
    pages = CoursePage.objects.filter(owner=trainer, locale__language_code=SOURCE_LANGUAGE).in_bulk()
    acts = PageLogEntry.objects.filter(page__in=pages, action__startswith="courses.").order_by("timestamp", "pk")
    last = {act.page_id: act for act in acts}
    never = [pk for pk in sorted(pages, reverse=True) if pk not in last]
    shown = [*never, *sorted(last, key=lambda pk: last[pk].timestamp, reverse=True)][:MOST_SHOWN]
    courses = Course.objects.in_bulk([pages[pk].translation_key for pk in shown])
    return [
        OwnCourse(
            page=pages[pk],
            course=courses.get(pages[pk].translation_key),
            comment=last[pk].data.get("comment", "") if pk in last else "",
        )
        for pk in shown
    ]


def submitted_courses() -> list[tuple[Course, CoursePage]]:
    """Return the courses that wait for an editor, the longest waiting first, each with its source page."""
    courses = {course.pk: course for course in Course.objects.filter(submitted_at__isnull=False)}
    pages = CoursePage.objects.filter(translation_key__in=courses, locale__language_code=SOURCE_LANGUAGE)
    pairs = [(courses[page.translation_key], page) for page in pages]
    return sorted(pairs, key=lambda pair: str(pair[0].submitted_at))
