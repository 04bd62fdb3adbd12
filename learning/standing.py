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
    "id", "learner", "course", "version", "state", "enrolled_at", "completed_at", "left_at", "last_item_uid",
    "last_seen_at", "floor", "declined",
)  # fmt: skip
OF_COURSE: Final = (
    "uid", "slug", "hours", "is_outline_only", "changed_at", "current_version", "dropped", "newest_change",
)  # fmt: skip
COURSE: Final = Columns(Course, "course", *OF_COURSE)
# For pages that show many courses: each would read its contents by itself when nothing is kept of it yet.
COURSE_WITH_CONTENTS: Final = Columns(Course, "course", *OF_COURSE, "contents")
VERSION: Final = Columns(CourseVersion, "version", "id", "number", "outline")
OF_LEARNER: Final = """
    SELECT {columns}
    FROM {enrolments} enrolment
    JOIN courses_course course ON course.uid = enrolment.course_id
    JOIN courses_courseversion version ON version.id = enrolment.version_id
    WHERE enrolment.learner_id = %s
"""
LAST_FIRST: Final = "ORDER BY enrolment.last_seen_at DESC, enrolment.id DESC"
STANDS: Final = "AND enrolment.state IN ('active', 'completed')"
# Locked before anything is joined: while PostgreSQL waits for a lock an enrolment may move to another version, and a
# row that no longer fits what it was joined with would be left out of the answer.
LOCKED: Final = """(
    SELECT * FROM learning_enrolment enrolment WHERE enrolment.learner_id = %s {narrowed} ORDER BY enrolment.id {lock}
)"""


def standing_enrolments(learner: User) -> Iterator[Enrolment]:
    """Yield the learner's enrolments, the last visited first, each with its course and version. One statement."""
    return _read(f"{STANDS} {LAST_FIRST}", learner.pk, course=COURSE_WITH_CONTENTS)


def enrolments_ever(learner: User) -> Iterator[Enrolment]:
    """Yield the same, and those that the learner left. One statement."""
    return _read(LAST_FIRST, learner.pk, course=COURSE_WITH_CONTENTS)


def standing_enrolment(learner: User, course: str) -> Enrolment | None:
    """Return the learner's enrolment in the course with this slug, unless they left it. One statement."""
    # A constraint holds that there is at most one.
    return next(_read(f"{STANDS} AND course.slug = %s", learner.pk, course), None)


def locked_enrolment(learner: User, course: str) -> Enrolment | None:
    """Return the same, locked until the transaction ends (`locked_enrolments`)."""
    of_course = "AND enrolment.course_id = (SELECT uid FROM courses_course WHERE slug = %s)"
    return next(_lock(of_course, learner.pk, course), None)


def locked_enrolments(learner: User, among: Collection[int] | None = None) -> list[Enrolment]:
    """Return the learner's enrolments (with these primary keys), locked until the transaction ends. One statement.

    The lock makes the learner's own batches follow each other: of two last items marked at once, the second sees both.
    """
    if among is None:
        return list(_lock("", learner.pk))
    marks = ", ".join(["%s"] * len(among)) or "NULL"
    return list(_lock(f"AND enrolment.id IN ({marks})", learner.pk, *among))


def _lock(narrowed: str, learner: int, *values: str | int) -> Iterator[Enrolment]:
    # SQLite's transactions are immediate: whoever began one writes alone.
    lock = "FOR UPDATE" if connection.features.has_select_for_update else ""
    locked = LOCKED.format(narrowed=f"{STANDS} {narrowed}", lock=lock)
    return _read("ORDER BY enrolment.id", learner, *values, learner, enrolments=locked)


def _read(
    narrowed: str, *values: str | int, course: Columns[Course] = COURSE, enrolments: str = "learning_enrolment"
) -> Iterator[Enrolment]:
    columns = f"{ENROLMENT.sql}, {course.sql}, {VERSION.sql}"
    for row in ask(OF_LEARNER.format(columns=columns, enrolments=enrolments) + narrowed, *values):
        enrolment = ENROLMENT.take(row)
        enrolment.course, enrolment.version = course.take(row), VERSION.take(row)
        yield enrolment
