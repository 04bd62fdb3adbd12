"""The only place where what counts of a course changes: submitting, returning, releasing, retiring and reopening it.

Each act concerns the whole course, in all its languages, is one transaction, and may be called twice.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.models import User
from cms.visitors import forget_pages
from courses import announcing, checking, comparing, freezing, prerequisites, searching, telling
from courses.editing import course_page_of
from courses.models import Course, CoursePage, CourseVersion, QuizVersion
from courses.models.localised import SOURCE_LANGUAGE
from courses.tree import Tree, course_pages, pages_below, read_tree
from courses.written import Written, read_written


class ReleaseRefused(Exception):
    """A course cannot be released as it is; the text says why and what to do."""


class EmptyCourse(ReleaseRefused):
    """It has no module with a lesson."""


class UnfinishedLesson(ReleaseRefused):
    """A lesson is empty, or a part of it is."""


class UnfinishedQuiz(ReleaseRefused):
    """A quiz cannot be passed as it is."""


class NothingToWatch(ReleaseRefused):
    """A lesson is done by watching, and has no video."""


class NothingToOpen(ReleaseRefused):
    """A lesson is done by opening its document, and has none."""


class SourceMissing(ReleaseRefused):
    """It has no page in the source language."""


class Scheduled(ReleaseRefused):
    """A page of it is to appear at a later time, but a course is released whole."""


class AddressChanged(ReleaseRefused):
    """What readers have kept the address of would no longer be there."""


class AddressTaken(ReleaseRefused):
    """Another course has the same slug."""


class ChangeUnderstated(ReleaseRefused):
    """The chosen class of change says less than what changed."""


class NothingToMoveFor(ReleaseRefused):
    """Learners are to be moved, or to do something again, for a change that is not substantive."""


class NobodyCouldBegin(ReleaseRefused):
    """What it asks for first cannot be completed by anybody new."""


REFUSALS: Final[dict[str, type[ReleaseRefused]]] = {
    checking.Rule.COURSE: EmptyCourse,
    checking.Rule.LESSON: UnfinishedLesson,
    checking.Rule.QUIZ: UnfinishedQuiz,
    checking.Rule.WATCHING: NothingToWatch,
    checking.Rule.OPENING: NothingToOpen,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the editor says of a release: its class (None: as proposed), and `move_by` and `redo` of `CourseVersion`."""

    change_class: str | None = None
    move_by: datetime.date | None = None
    redo: Collection[str] = ()


AS_PROPOSED: Final = Decision()


@transaction.atomic
def submit(course_page: CoursePage, by: User | None) -> Course:
    """Ask the editors to release the course as it stands. Submitting what is submitted changes nothing.

    Raises `ReleaseRefused` when its drafts could not be released.
    """
    source = source_of(course_page)
    course = _row_of(source)
    if course.submitted_at is None:
        _check(read_written(source))
        course.submitted_at = timezone.now()
        course.save(update_fields=["submitted_at"])
        telling.note(source, telling.SUBMIT, by)
    return course


@transaction.atomic
def return_to_trainer(course: Course, by: User | None, comment: str) -> None:
    """Give a submitted course back with a comment. What is not submitted stays as it is."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    if course.submitted_at is not None:
        course.submitted_at = None
        course.save(update_fields=["submitted_at"])
        telling.note(_page_of(course), "return", by, comment=comment)


@transaction.atomic
def release(course_page: CoursePage, by: User | None, decision: Decision = AS_PROPOSED) -> CourseVersion:
    """Publish the drafts of the course in all languages and freeze them as its next version.

    Returns the current version when nothing changed since and nothing else is decided. Raises `ReleaseRefused` when
    the course cannot be taken by anyone as it is.
    """
    source = source_of(course_page)
    course = _row_of(source)
    publish_drafts(source, by)
    roots = [page for page in course_pages(source) if page.live]
    source = roots[0]
    pages = pages_below(roots)
    tree = read_tree(roots, pages)
    _check(Written(roots, pages, tree))
    _check_addresses(course, source, tree)
    _check_prerequisites(source)
    version = course.current_version
    if version is None or version.tree_hash != freezing.fingerprint(source, tree) or _decides_more(decision, version):
        version = _freeze(course, source, tree, by=by, decision=decision)
        transaction.on_commit(partial(announcing.announce, version.pk))
    elif course.state == Course.State.RELEASED and course.submitted_at is None:
        return version
    _show(course, source, tree, version)
    telling.note(source, "release", by, version=version.number)
    return version


@transaction.atomic
def retire(course: Course, by: User | None) -> None:
    """Close the course to new learners; those who take it keep it. A draft was never open, so nothing closes."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    if course.state == Course.State.RELEASED:
        course.state = Course.State.RETIRED
        course.changed_at = timezone.now()
        course.save(update_fields=["state", "changed_at"])
        searching.remove_course(course)
        transaction.on_commit(forget_pages)
        telling.note(_page_of(course), "retire", by)


@transaction.atomic
def reopen(course: Course, by: User | None) -> None:
    """Open a retired course to new learners again, as it was released last. What is not retired stays as it is."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    if course.state == Course.State.RETIRED:
        _check_still_open(course)
        course.state = Course.State.RELEASED
        course.changed_at = timezone.now()
        course.save(update_fields=["state", "changed_at"])
        searching.index_course(course)
        transaction.on_commit(forget_pages)
        telling.note(_page_of(course), "reopen", by)


def page_published_alone(*, instance: Any, **_kwargs: object) -> None:  # noqa: ANN401 (any page of a course)
    """Receive Wagtail's word that a page of a course was published: by a release, or by its translator."""
    transaction.on_commit(partial(show_wording, instance))


@transaction.atomic
def show_wording(page: Any) -> None:  # noqa: ANN401 (any page of a course)
    """Show readers what was published apart from a release, a translation; what counts stays as it was released."""
    course_page = course_page_of(page)
    courses = Course.objects.readable().select_for_update(of=("self",)).select_related("current_version")
    course = courses.filter(pk=course_page.translation_key).first() if course_page else None
    if course_page is None or course is None or page.last_published_at <= course.changed_at:
        return
    roots = [root for root in course_pages(source_of(course_page)) if root.live]
    tree = read_tree(roots, [below for below in pages_below(roots) if below.live])
    if course.current_version and course.current_version.outline == tree.outline:
        course.contents = _contents(course, tree, freezing.ever_released(course))
    course.changed_at = timezone.now()
    course.save(update_fields=["contents", "changed_at"])
    if course.state == Course.State.RELEASED:
        searching.index_course(course)
    transaction.on_commit(forget_pages)


def source_of(course_page: CoursePage) -> CoursePage:
    """Return the page of the same course in the source language. Raises `SourceMissing`."""
    if course_page.locale.language_code == SOURCE_LANGUAGE:
        return course_page
    source = course_page.get_translation_or_none(Locale.objects.get(language_code=SOURCE_LANGUAGE))
    if source is None:
        raise SourceMissing(
            _("A course is written in Arabic first. Begin it in the Arabic catalogue, then translate it.")
        )
    return source


def _page_of(course: Course) -> CoursePage:
    return CoursePage.objects.get(translation_key=course.uid, locale__language_code=SOURCE_LANGUAGE)


def publish_drafts(source: CoursePage, by: User | None) -> None:
    """Make the latest draft of every page of the course, in every language, the one that is read."""
    roots = course_pages(source)
    for page in [*roots, *pages_below(roots)]:
        if not page.live or page.has_unpublished_changes:
            revision = page.get_latest_revision() or page.save_revision(user=by)
            revision.publish(user=by, skip_permission_checks=True)
            if revision.approved_go_live_at or revision.content.get("expire_at"):
                raise Scheduled(
                    _("“%(title)s” is scheduled. Take its dates away, then release the course.") % {"title": page.title}
                )


def _row_of(source: CoursePage) -> Course:
    """Return the locked row of the course, made as a draft when this is the first act on it."""
    if Course.objects.filter(slug=source.slug).exclude(pk=source.translation_key).exists():
        raise AddressTaken(_("Another course has the address “%(slug)s”. Choose another slug.") % {"slug": source.slug})
    course, _is_new = Course.objects.select_for_update().get_or_create(
        pk=source.translation_key,
        defaults={"slug": source.slug, "position": Course.objects.count(), **freezing.facts_of(source)},
    )
    return course


def _decides_more(decision: Decision, version: CourseVersion) -> bool:
    """Whether something is decided for those in progress that the current version does not say already."""
    decided = (decision.move_by, sorted(decision.redo))
    return decided not in [(None, []), (version.move_by, sorted(version.redo))]


def _freeze(course: Course, source: CoursePage, tree: Tree, *, by: User | None, decision: Decision) -> CourseVersion:
    chosen = _class_of_change(course.current_version, tree, decision)
    version = CourseVersion.objects.create(
        course=course,
        number=(course.current_version.number if course.current_version else 0) + 1,
        change_class=chosen,
        outline=tree.outline,
        tree_hash=freezing.fingerprint(source, tree),
        released_by=by,
        move_by=decision.move_by,
        redo=[item["uid"] for item in tree.outline if item["uid"] in decision.redo],
    )
    QuizVersion.objects.bulk_create(
        QuizVersion(version=version, item_uid=uid, questions=questions)
        for uid, questions in tree.quizzes.items()
        if questions
    )
    return version


def _class_of_change(version: CourseVersion | None, tree: Tree, decision: Decision) -> str:
    proposed = freezing.proposed(version, tree)
    chosen = decision.change_class or proposed
    if comparing.is_too_weak(chosen, proposed):
        raise ChangeUnderstated(_("More has changed than this class of change says. Choose a stronger one."))
    if (decision.move_by or decision.redo) and chosen != CourseVersion.ChangeClass.SUBSTANTIVE:
        raise NothingToMoveFor(
            _("Learners are moved, or do something again, for a substantive change alone. Choose this class of change.")
        )
    return chosen


def _show(course: Course, source: CoursePage, tree: Tree, version: CourseVersion) -> None:
    """Make the read model say what was released."""
    for name, value in freezing.facts_of(source).items():
        setattr(course, name, value)
    course.slug = source.slug
    course.state = Course.State.RELEASED
    course.submitted_at = None
    course.current_version = version
    released = freezing.ever_released(course)
    course.dropped = freezing.dropped_after(course, released, version.outline, version.number)
    if version.change_class != CourseVersion.ChangeClass.EDITORIAL:
        course.newest_change = version.number
    course.contents = _contents(course, tree, released)
    course.changed_at = timezone.now()
    course.save()
    searching.index_course(course)
    transaction.on_commit(forget_pages)


def _contents(course: Course, tree: Tree, released: Collection[str]) -> dict[str, Any]:
    """Return what readers see: of what was left out they keep what a version had, and no draft."""
    before = list(Course.objects.filter(pk__in=course.prerequisites)) if course.prerequisites else []
    return {
        language: {
            **content,
            "before": [_named(other, language) for other in before],
            "kept": [
                {**module, "items": items}
                for module in content["kept"]
                if (items := [item for item in module["items"] if item["uid"] in released])
            ],
        }
        for language, content in tree.contents.items()
    }


def _named(other: Course, language: str) -> dict[str, str]:
    """Return what a course that asks for another one first shows of it."""
    content = other.in_language(language)
    return {"uid": str(other.uid), "slug": other.slug, "title": content.title, "language": content.language}


def _check(written: Written) -> None:
    """Refuse for the first thing that the checklist says blocks."""
    for finding in checking.blocking(written):
        raise REFUSALS[finding.rule](finding.text)


def _check_addresses(course: Course, source: CoursePage, tree: Tree) -> None:
    """What was released keeps its address, be it the course, a module or what a module holds."""
    if course.current_version is None:
        return
    new = {str(course.uid): source.slug, **_slugs(tree.contents)}
    for uid, slug in {str(course.uid): course.slug, **_slugs(course.contents)}.items():
        if new.get(uid, slug) != slug:
            words = {"new": new[uid], "old": slug}
            raise AddressChanged(
                _("Readers have kept the address “%(old)s”: change the slug “%(new)s” back to it.") % words
            )


def _check_prerequisites(source: CoursePage) -> None:
    """Somebody new must be able to complete what is asked for first."""
    asked = {str(page.translation_key): page.title for page in source.prerequisites.all()}
    if not asked:
        return
    _check_open(asked)
    found = prerequisites.circle(str(source.translation_key), asked, prerequisites.released_edges())
    if found:
        raise NobodyCouldBegin(prerequisites.circle_in_words(found))


def _check_still_open(course: Course) -> None:
    """What a retired course asks for first may have been retired since."""
    pages = CoursePage.objects.filter(translation_key__in=course.prerequisites, locale__language_code=SOURCE_LANGUAGE)
    if course.prerequisites:
        _check_open({str(page.translation_key): page.title for page in pages})


def _check_open(asked: dict[str, str]) -> None:
    """Somebody new must be able to enrol in these courses, titles by uid."""
    opened = {str(course.uid) for course in Course.objects.filter(pk__in=asked) if course.is_open}
    for uid, title in asked.items():
        if uid not in opened:
            raise NobodyCouldBegin(
                _("“%(title)s” is asked for first, but nobody can enrol in it. Release it first, or do not ask for it.")
                % {"title": title}
            )


def _slugs(contents: dict[str, Any]) -> dict[str, str]:
    modules = [*contents[SOURCE_LANGUAGE]["modules"], *contents[SOURCE_LANGUAGE].get("kept", [])]
    return {part["uid"]: part["slug"] for module in modules for part in (module, *module["items"])}
