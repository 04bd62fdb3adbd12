"""What our part of the administration costs: acts on courses and certificates, and the lists that we registered.

Each is asked once, with empty caches. The numbers are statements.
"""

import uuid
from collections.abc import Callable
from typing import Any, Final

from django.db import models
from django.utils import timezone

from certificates.models import ForgeryReport
from certificates.revoking import revoke
from cms.models import ContactMessage, Theme
from courses import editing
from courses.models import Course, LessonPage, Option, Question, QuizPage
from learning.models import Finding
from library.models import Relation
from tests.queries.asking import ADMINISTRATOR, EDITOR, Ask
from tests.queries.world import World

REGISTER: Final = "wagtailsnippets_certificates_certificate"
REPORTS: Final = "wagtailsnippets_certificates_forgeryreport"
MESSAGES: Final = "wagtailsnippets_cms_contactmessage"
FINDINGS: Final = "wagtailsnippets_learning_finding"


def course_page(world: World) -> list[Any]:
    return [world.course_page.pk]


def a_lesson(_world: World) -> list[Any]:
    return [LessonPage.objects.order_by("pk")[0].pk]


def a_quiz(_world: World) -> list[Any]:
    return [QuizPage.objects.get().pk]


def certificate(world: World) -> list[Any]:
    return [world.certificates[0].pk]


def a_learner(world: World) -> list[Any]:
    return [world.learner.pk]


def an_enrolment(world: World) -> list[Any]:
    return [world.enrolments[0].pk]


def an_item(world: World) -> list[Any]:
    return [world.enrolments[0].pk, world.places[0].uid]


def row_of(namespace: str) -> Callable[[World], list[Any]]:
    return lambda world: [ROWS[namespace](world).pk]


def all_submitted(_world: World) -> None:
    Course.objects.update(submitted_at=timezone.now())


def all_retired(_world: World) -> None:
    Course.objects.update(state=Course.State.RETIRED)


def revoked(world: World) -> None:
    revoke(world.certificates[0], None, "-")


def redrafted(world: World) -> None:
    """Draft every page anew, the first lesson left out and every other option right, with all attempts submitted."""
    editing.leave_out(LessonPage.objects.order_by("pk")[0], None)
    for page in [world.course_page, *LessonPage.objects.all(), *QuizPage.objects.all()]:
        page.save_revision()
    Option.objects.update(is_correct=models.Case(models.When(is_correct=True, then=False), default=True))


def to_the_end(world: World) -> dict[str, Any]:
    lesson = LessonPage.objects.order_by("pk")[0]
    return {"page": lesson.pk, "into": lesson.get_parent().pk}


def to_copy(_world: World) -> dict[str, Any]:
    # The last one: each page that follows is renumbered, in a statement of its own.
    return {"page": LessonPage.objects.order_by("-path")[0].pk, "key": str(uuid.uuid4())}


ACTS = [
    Ask("courses_admin:outline", EDITOR, of=course_page, cold=20),
    # Wagtail's search in the administration writes a row in two statements on SQLite.
    Ask("courses_admin:arrange", EDITOR, of=course_page, post=to_the_end, cold=56, cold_on_postgresql=55, status=302),
    Ask("courses_admin:duplicate", EDITOR, of=course_page, post=to_copy, cold=114, cold_on_postgresql=111, status=302),
    Ask("courses_admin:submit", EDITOR, of=course_page, cold=23),
    Ask("courses_admin:submit", EDITOR, of=course_page, post={}, cold=34, status=302),
    Ask("courses_admin:release", EDITOR, of=course_page, cold=16),
    Ask("courses_admin:release", EDITOR, of=course_page, post={}, cold=29, status=302),
    Ask("courses_admin:return", EDITOR, of=course_page, cold=16),
    Ask(
        "courses_admin:return", EDITOR, of=course_page, given=all_submitted, post={"comment": "-"}, cold=19, status=302
    ),
    Ask("courses_admin:retire", EDITOR, of=course_page, cold=14),
    Ask("courses_admin:retire", EDITOR, of=course_page, post={}, cold=23, status=302),
    Ask("courses_admin:reopen", EDITOR, of=course_page, cold=14),
    Ask("courses_admin:reopen", EDITOR, of=course_page, given=all_retired, post={}, cold=26, status=302),
    Ask("courses_admin:leave_out", EDITOR, of=a_lesson, cold=14),
    # Wagtail's search in the administration writes a row in two statements on SQLite.
    Ask("courses_admin:leave_out", EDITOR, of=a_lesson, post={}, cold=44, cold_on_postgresql=43, status=302),
    Ask("certificates_revoke", ADMINISTRATOR, of=certificate, cold=11),
    Ask("certificates_revoke", ADMINISTRATOR, of=certificate, post={"reason": "-"}, cold=13, status=302),
    Ask("certificates_reinstate", ADMINISTRATOR, of=certificate, given=revoked, cold=11),
    Ask(
        "certificates_reinstate",
        ADMINISTRATOR,
        of=certificate,
        given=revoked,
        post={"reason": "-"},
        cold=15,
        status=302,
    ),
]

LEARNERS = [
    Ask("learning_admin:impact", EDITOR, of=course_page, cold=25),
    Ask("learning_admin:impact", EDITOR, of=course_page, given=redrafted, cold=36),
    Ask("learning_admin:course", EDITOR, of=course_page, query="?q=a", cold=13),
    Ask("learning_admin:person", ADMINISTRATOR, of=a_learner, cold=13),
    Ask("learning_admin:progress", EDITOR, of=an_enrolment, cold=12),
    Ask("learning_admin:invalidate", EDITOR, of=an_item, cold=11),
    Ask(
        "learning_admin:invalidate",
        EDITOR,
        of=an_item,
        post={"reason": "-", "event": str(uuid.uuid4())},
        cold=22,
        status=302,
    ),
]

HANDLING = [
    Ask("wagtailsnippets_cms_contactmessage:handled", ADMINISTRATOR, of=row_of(MESSAGES), post={}, cold=12, status=302),
    Ask(
        f"{REPORTS}:handled",
        ADMINISTRATOR,
        of=row_of(REPORTS),
        post={},
        cold=12,
        status=302,
    ),
]

# Wagtail's own pages to which our hooks add something.
WITH_OUR_HOOKS = [
    Ask("wagtailadmin_home", EDITOR, given=all_submitted, cold=26),
    Ask("wagtailadmin_pages:edit", EDITOR, of=course_page, cold=45),
    Ask("wagtailadmin_pages:edit", EDITOR, of=a_lesson, cold=41),
    # Wagtail's chooser reads by itself the question that stands in it.
    Ask("wagtailadmin_pages:edit", EDITOR, of=a_quiz, cold=44, cold_at_30=73),
]

# The lists that we registered: the namespace of their views, and which row its pages show.
ROWS: Final[dict[str, Callable[[World], Any]]] = {
    REGISTER: lambda world: world.certificates[0],
    REPORTS: lambda _world: ForgeryReport.objects.order_by("pk")[0],
    MESSAGES: lambda _world: ContactMessage.objects.order_by("pk")[0],
    FINDINGS: lambda _world: Finding.objects.order_by("pk")[0],
    "wagtailsnippets_cms_theme": lambda _world: Theme.objects.order_by("pk")[0],
    "wagtailsnippets_courses_question": lambda _world: Question.objects.order_by("pk")[0],
    "wagtailsnippets_library_regulatorytext": lambda world: world.texts[0],
    "wagtailsnippets_library_relation": lambda _world: Relation.objects.order_by("pk")[0],
    "wagtailusers_users": lambda world: world.learner,
}
BY_ACTS: Final = ("add", "edit", "delete", "usage", "history", "history_results")
OF_NO_ROW: Final = {"list", "list_results", "index", "index_results", "add"}
# Whoever asks is led away: certificates and reports change by acts alone, the others are never deleted.
REFUSED: Final = {
    *(f"{namespace}:{act}" for namespace in (REGISTER, MESSAGES, REPORTS, FINDINGS) for act in BY_ACTS),
    # It is asked in a quiz.
    "wagtailsnippets_courses_question:delete",
    "wagtailsnippets_cms_theme:delete",
    "wagtailsnippets_library_regulatorytext:delete",
    "wagtailusers_users:delete",
}
COSTS: Final[dict[str, dict[str, int]]] = {
    REGISTER: {
        "list": 12, "list_results": 7, "inspect": 11, "add": 5, "edit": 6, "delete": 6,
        "usage": 6, "history": 6, "history_results": 6,
    },
    MESSAGES: {
        "list": 12, "list_results": 7, "inspect": 11, "add": 5, "edit": 6, "delete": 6,
        "usage": 6, "history": 6, "history_results": 6,
    },
    FINDINGS: {
        "list": 12, "list_results": 7, "inspect": 11, "add": 5, "edit": 6, "delete": 6,
        "usage": 6, "history": 6, "history_results": 6,
    },
    REPORTS: {
        "list": 12, "list_results": 7, "inspect": 11, "add": 5, "edit": 6, "delete": 6,
        "usage": 6, "history": 6, "history_results": 6,
    },
    "wagtailsnippets_cms_theme": {
        "list": 12, "list_results": 7, "add": 10, "edit": 16, "copy": 13, "delete": 6,
        "usage": 13, "history": 14, "history_results": 9,
    },
    "wagtailsnippets_courses_question": {
        "list": 18, "list_results": 12, "add": 12, "edit": 21, "delete": 8,
        "usage": 13, "history": 14, "history_results": 9,
    },
    "wagtailsnippets_library_regulatorytext": {
        "list": 12, "list_results": 7, "add": 10, "edit": 16, "delete": 6,
        "usage": 13, "history": 14, "history_results": 9,
    },
    "wagtailsnippets_library_relation": {
        "list": 12, "list_results": 7, "add": 10, "edit": 18, "delete": 13,
        "usage": 13, "history": 14, "history_results": 9,
    },
    "wagtailusers_users": {
        "index": 13, "index_results": 7, "add": 11, "edit": 16, "copy": 13, "delete": 6,
        "usage": 13, "history": 14, "history_results": 9,
    },
}  # fmt: skip


# wagtail-localize asks for each row of a page of twenty whether it is, or can be, translated.
AT_30: Final = {
    "wagtailsnippets_courses_question:list": 54,
    "wagtailsnippets_courses_question:list_results": 48,
}


LISTS = [
    Ask(
        f"{namespace}:{act}",
        EDITOR if namespace == "wagtailsnippets_courses_question" else ADMINISTRATOR,
        cold=cold,
        cold_at_30=AT_30.get(f"{namespace}:{act}"),
        of=None if act in OF_NO_ROW else row_of(namespace),
        status=302 if f"{namespace}:{act}" in REFUSED else 200,
    )
    for namespace, costs in COSTS.items()
    for act, cold in costs.items()
]

PAGES = [*ACTS, *LEARNERS, *HANDLING, *WITH_OUR_HOOKS, *LISTS]
