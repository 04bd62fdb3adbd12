"""Says what a new version of a course means for those who take it, by comparing outlines. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import CourseVersion

Json = dict[str, Any]
ChangeClass = CourseVersion.ChangeClass


class Change(models.TextChoices):
    """What became of one item."""

    NEW = "new", _("added")
    LEFT_OUT = "left_out", _("left out")
    RULE = "rule", _("asks for something else")
    KEY = "key", _("other answers are right")
    QUESTIONS = "questions", _("questions added or taken away")
    WORDING = "wording", _("questions worded otherwise")
    MOVED = "moved", _("moved")


# The least class of change that each of them is.
WEIGHT: Final = {
    Change.NEW: ChangeClass.ADDITIVE,
    Change.LEFT_OUT: ChangeClass.SUBSTANTIVE,
    Change.RULE: ChangeClass.SUBSTANTIVE,
    Change.KEY: ChangeClass.SUBSTANTIVE,
    Change.QUESTIONS: ChangeClass.SUBSTANTIVE,
    Change.WORDING: ChangeClass.EDITORIAL,
    Change.MOVED: ChangeClass.EDITORIAL,
}
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
    found = differences(before, after, keys_before=keys_before, keys_after=keys_after)
    weights = [WEIGHT[change] for changes in found.values() for change in changes]
    return max(weights, key=STRENGTH.index, default=ChangeClass.EDITORIAL)


def differences(
    before: list[Json],
    after: list[Json],
    *,
    keys_before: dict[str, list[Json]],
    keys_after: dict[str, list[Json]],
) -> dict[str, list[Change]]:
    """Return what became of each item that is not as it was, by its uid: those of `after` in order, then the others."""
    old = {item["uid"]: item for item in before}
    new = {item["uid"]: item for item in after}
    moved = _moved(before, after)
    found: dict[str, list[Change]] = {}
    for uid, item in new.items():
        if uid not in old:
            found[uid] = [Change.NEW]
            continue
        changes = [Change.RULE] if _counts(old[uid]) != _counts(item) else []
        if uid in keys_before:
            changes += _asked_otherwise(keys_before[uid], keys_after.get(uid, []))
        changes += [Change.MOVED] if uid in moved else []
        if changes:
            found[uid] = changes
    return {**found, **{uid: [Change.LEFT_OUT] for uid in old if uid not in new}}


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


def _asked_otherwise(before: list[Json], after: list[Json]) -> Iterator[Change]:
    """Yield what became of the questions of a quiz."""
    old, new = _key(before), _key(after)
    if any(new.get(uid, key) != key for uid, key in old.items()):
        yield Change.KEY
    if old.keys() != new.keys():
        yield Change.QUESTIONS
    if old == new and before != after:
        yield Change.WORDING


def _moved(before: list[Json], after: list[Json]) -> set[str]:
    """Return the uids of the items of both outlines that are in another module, or elsewhere among the others."""
    modules = {item["uid"]: item["module_uid"] for item in before}
    stayed = {item["uid"] for item in after if item["uid"] in modules}
    first = [item["uid"] for item in before if item["uid"] in stayed]
    second = [item["uid"] for item in after if item["uid"] in stayed]
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    kept = {uid for block in blocks for uid in first[block.a : block.a + block.size]}
    changed = {item["uid"] for item in after if modules.get(item["uid"], item["module_uid"]) != item["module_uid"]}
    return (stayed - kept) | changed
