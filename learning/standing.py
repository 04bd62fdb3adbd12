"""The courses that a learner takes or completed, as each of their pages asks for them: in a statement written out."""

from collections.abc import Collection, Iterator
from typing import Final

from django.db import connection

from accounts.columns import Columns, ask
from accounts.models import User
from courses.models import Course, CourseVersion
from learning.models import Enrolment

ENROLMENT: Final = Columns(
    Enrolment, "enrolment",
    "id", "learner", "course", "version", "state", "enrolled_at", "completed_at", "last_item_uid", "last_seen_at",
)  # fmt: skip
OF_COURSE: Final = ("uid", "slug", "hours", "is_outline_only", "changed_at", "current_version")
COURSE: Final = Columns(Course, "course", *OF_COURSE)
# For pages that show many courses: each would read its contents by itself when nothing is kept of it yet.
COURSE_WITH_CONTENTS: Final = Columns(Course, "course", *OF_COURSE, "contents")
VERSION: Final = Columns(CourseVersion, "version", "id", "outline")
STANDING: Final = """
    SELECT {columns}
    FROM learning_enrolment enrolment
    JOIN courses_course course ON course.uid = enrolment.course_id
    JOIN courses_courseversion version ON version.id = enrolment.version_id
    WHERE enrolment.learner_id = %s AND enrolment.state IN ('active', 'completed')
"""


def standing_enrolments(learner: User) -> Iterator[Enrolment]:
    """Yield the learner's enrolments, the last visited first, each with its course and version. One statement."""
    last_first = "ORDER BY enrolment.last_seen_at DESC, enrolment.id DESC"
    return _read(last_first, learner.pk, course=COURSE_WITH_CONTENTS)


def standing_enrolment(learner: User, course: str) -> Enrolment | None:
    """Return the learner's enrolment in the course with this slug, unless they left it. One statement."""
    # A constraint holds that there is at most one.
    return next(_read("AND course.slug = %s", learner.pk, course), None)


def locked_enrolment(learner: User, course: str) -> Enrolment | None:
    """Return the same, locked until the transaction ends (`locked_enrolments`)."""
    return next(_read(f"AND course.slug = %s {_lock()}", learner.pk, course), None)


def locked_enrolments(learner: User, among: Collection[int] | None = None) -> list[Enrolment]:
    """Return the learner's enrolments (with these primary keys), locked until the transaction ends. One statement.

    The lock makes the learner's own batches follow each other: of two last items marked at once, the second sees both.
    """
    if among is None:
        return list(_read(f"ORDER BY enrolment.id {_lock()}", learner.pk))
    marks = ", ".join(["%s"] * len(among)) or "NULL"
    return list(_read(f"AND enrolment.id IN ({marks}) ORDER BY enrolment.id {_lock()}", learner.pk, *among))


def _lock() -> str:
    # SQLite's transactions are immediate: whoever began one writes alone.
    return "FOR UPDATE OF enrolment" if connection.features.has_select_for_update else ""


def _read(narrowed: str, *values: str | int, course: Columns[Course] = COURSE) -> Iterator[Enrolment]:
    columns = f"{ENROLMENT.sql}, {course.sql}, {VERSION.sql}"
    for row in ask(STANDING.format(columns=columns) + narrowed, *values):
        enrolment = ENROLMENT.take(row)
        enrolment.course, enrolment.version = course.take(row), VERSION.take(row)
        yield enrolment
