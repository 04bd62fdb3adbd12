"""Says what a new version of a course means for those who take it, by comparing outlines. Pure."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from courses.models import CourseVersion

Json = dict[str, Any]
ChangeClass = CourseVersion.ChangeClass
# From what concerns nobody to what may concern everybody.
STRENGTH: Final = [ChangeClass.INITIAL, ChangeClass.EDITORIAL, ChangeClass.ADDITIVE, ChangeClass.SUBSTANTIVE]
COUNTS: Final = ("kind", "weight", "required", "rule", "policy")


def propose(
    before: list[Json] | None,
    after: list[Json],
    *,
    keys_before: dict[str, list[Json]],
    keys_after: dict[str, list[Json]],
) -> CourseVersion.ChangeClass:
    """Return the least class of change that is true: outlines, and the questions of each quiz by its uid."""
    if before is None:
        return ChangeClass.INITIAL
    old = {item["uid"]: item for item in before}
    new = {item["uid"]: item for item in after}
    if any(uid not in new or _counts(old[uid]) != _counts(new[uid]) for uid in old):
        return ChangeClass.SUBSTANTIVE
    if any(_key(keys_before[uid]) != _key(keys_after.get(uid, [])) for uid in keys_before):
        return ChangeClass.SUBSTANTIVE
    return ChangeClass.ADDITIVE if len(new) > len(old) else ChangeClass.EDITORIAL


def is_too_weak(chosen: str, proposed: str) -> bool:
    """Whether `chosen` would call a change less than it is. A first version is neither more nor less."""
    if ChangeClass.INITIAL in {chosen, proposed}:
        return chosen != proposed
    return STRENGTH.index(ChangeClass(chosen)) < STRENGTH.index(ChangeClass(proposed))


def digest(*parts: str) -> str:
    """Return a fingerprint of the texts, in order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _counts(item: Json) -> list[Any]:
    return [item[name] for name in COUNTS]


def _key(questions: list[Json]) -> dict[str, list[str]]:
    """Return what grading depends on: the questions, and which options are right."""
    return {
        question["uid"]: [question["kind"], *sorted(o["uid"] for o in question["options"] if o["is_correct"])]
        for question in questions
    }
