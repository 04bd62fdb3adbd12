"""What a release would make of a course, read and not written."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from courses import comparing
from courses.models import Course, CoursePage, CourseVersion
from courses.tree import Tree


def facts_of(source: CoursePage) -> dict[str, Any]:
    """Return what the row of a course says that does not depend on the language."""
    return {
        "theme_id": source.theme_id,
        "level": source.level,
        "hours": source.hours,
        "is_outline_only": source.is_outline_only,
        "prerequisites": sorted(str(page.translation_key) for page in source.prerequisites.all()),
    }


def fingerprint(source: CoursePage, tree: Tree) -> str:
    """Return what differs whenever a release would freeze or show something else."""
    # A course that asks for none keeps the fingerprint that it had before courses could ask for others.
    facts = "|".join(str(value) for value in (source.slug, *facts_of(source).values()) if value != [])
    return comparing.digest(facts, tree.fingerprint)


def proposed(version: CourseVersion | None, tree: Tree) -> CourseVersion.ChangeClass:
    """Return the least class of change that the tree is after `version`."""
    keys = frozen_quizzes(version)
    return comparing.propose(
        version.outline if version else None, tree.outline, keys_before=keys, keys_after=tree.quizzes
    )


def frozen_quizzes(version: CourseVersion | None) -> dict[str, list[dict[str, Any]]]:
    """Return the questions of each quiz of a version, by its uid. One statement."""
    return {str(quiz.item_uid): quiz.questions for quiz in version.quizzes.all()} if version else {}


def dropped_after(
    course: Course, released: Collection[str], outline: list[dict[str, Any]], number: int
) -> dict[str, int]:
    """Return `Course.dropped` as it is once version `number` has this outline; `released` are the items of all."""
    # What comes back is asked of those who enrol then; whoever had been let off it stays so.
    missing = set(released) - {item["uid"] for item in outline}
    return {**course.dropped, **dict.fromkeys(missing, number)}


def ever_released(course: Course) -> set[str]:
    """Return the uids of the items of all versions."""
    return {item["uid"] for outline in course.versions.values_list("outline", flat=True) for item in outline}
