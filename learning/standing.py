"""The courses that a learner takes or completed, as each of their pages asks for them: in a statement written out."""

from collections.abc import Iterator
from typing import Final

from accounts.columns import Columns, ask
from accounts.models import User
from courses.models import Course, CourseVersion
from learning.models import Enrolment

ENROLMENT: Final = Columns(
    Enrolment, "enrolment",
    "id", "learner", "course", "version", "state", "completed_at", "last_item_uid", "last_seen_at",
)  # fmt: skip
COURSE: Final = Columns(
    Course, "course",
    "uid", "slug", "hours", "is_outline_only", "changed_at", "current_version", "contents",
)  # fmt: skip
VERSION: Final = Columns(CourseVersion, "version", "id", "outline")
STANDING: Final = f"""
    SELECT {ENROLMENT.sql}, {COURSE.sql}, {VERSION.sql}
    FROM learning_enrolment enrolment
    JOIN courses_course course ON course.uid = enrolment.course_id
    JOIN courses_courseversion version ON version.id = enrolment.version_id
    WHERE enrolment.learner_id = %s AND enrolment.state IN ('active', 'completed')
"""  # noqa: S608 (names of our own columns)
LAST_VISITED_FIRST: Final = " ORDER BY enrolment.last_seen_at DESC, enrolment.id DESC"


def standing_enrolments(learner: User) -> Iterator[Enrolment]:
    """Yield the learner's enrolments, the last visited first, each with its course and version. One statement."""
    return _read(STANDING + LAST_VISITED_FIRST, learner.pk)


def standing_enrolment(learner: User, course: str) -> Enrolment | None:
    """Return the learner's enrolment in the course with this slug, unless they left it. One statement."""
    # A constraint holds that there is at most one.
    return next(_read(f"{STANDING} AND course.slug = %s", learner.pk, course), None)


def _read(statement: str, *values: str | int) -> Iterator[Enrolment]:
    for row in ask(statement, *values):
        enrolment = ENROLMENT.take(row)
        enrolment.course, enrolment.version = COURSE.take(row), VERSION.take(row)
        yield enrolment
