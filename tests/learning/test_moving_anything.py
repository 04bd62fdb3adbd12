"""Whatever is added, removed, reordered or asked again: nobody falls back."""

import uuid
from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from courses.models import Course, CourseVersion
from learning import moving
from learning.completion import complete_if_done
from learning.models import Enrolment, Transition
from learning.overview import overview_of
from learning.progress import Event, record
from tests import factories

NUMBERS = range(6)
POLICIES: dict[str, dict[str, int]] = {
    "read": {},
    "studied": {"seconds": 0},
    "watched": {"length": 10, "share": 80},
    "opened": {},
    "passed": {"pass_mark": 60, "attempts": 3},
}
# What satisfies each rule.
SATISFYING: dict[str, tuple[str, dict[str, Any]]] = {
    "read": ("read", {}),
    "studied": ("ended", {}),
    "watched": ("played", {"from": 0, "to": 9}),
    "opened": ("fetched", {}),
    "passed": ("graded", {"score": 80, "is_passed": True}),
}

items = st.tuples(st.sampled_from(NUMBERS), st.booleans(), st.sampled_from(sorted(POLICIES)))
outlines = st.lists(items, min_size=1, max_size=6, unique_by=lambda item: item[0])
some = st.sets(st.sampled_from(NUMBERS))
# What is done under the version, then the next outline and what it asks for again, and whether the learner moves.
steps = st.lists(st.tuples(some, outlines, some, st.booleans()), min_size=1, max_size=4)
Outline = list[tuple[int, bool, str]]
Steps = list[tuple[set[int], Outline, set[int], bool]]


class Story:
    """A learner in a course of which one version after another is released."""

    def __init__(self, first: Outline) -> None:
        self.learner: User = factories.learner()
        self.uids = [str(uuid.uuid4()) for _number in NUMBERS]
        self.course = Course.objects.create(uid=uuid.uuid4(), slug=f"story-{uuid.uuid4()}", theme=factories.theme())
        self.ever: set[str] = set()
        version = self.release(first, ())
        self.enrolment = Enrolment.objects.create(learner=self.learner, course=self.course, version=version)

    def release(self, outline: Outline, redo: Collection[int]) -> CourseVersion:
        """Write what a release writes."""
        written: list[dict[str, Any]] = [
            {
                "uid": self.uids[number],
                "module_uid": "-",
                "kind": "text",
                "required": required,
                "rule": rule,
                "policy": POLICIES[rule],
            }
            for number, required, rule in outline
        ]
        version = self.course.versions.create(
            number=self.course.versions.count() + 1,
            change_class="substantive",
            outline=written,
            tree_hash="-",
            redo=[self.uids[number] for number in redo],
        )
        missing = self.ever - {item["uid"] for item in written}
        self.course.dropped = {**self.course.dropped, **dict.fromkeys(missing, version.number)}
        self.course.current_version, self.course.newest_change = version, version.number
        self.course.save()
        self.ever |= {item["uid"] for item in written}
        return version

    def do(self, numbers: Collection[int]) -> None:
        """Do what the rules of the learner's version ask for, of some of its items."""
        self.enrolment.refresh_from_db()
        uids = {self.uids[number] for number in numbers}
        for item in self.enrolment.version.outline:
            if item["uid"] in uids:
                kind, body = SATISFYING[item["rule"]]
                record(self.learner, [Event(uuid.uuid4(), uuid.UUID(item["uid"]), kind, body)], by_server=True)

    def look(self) -> tuple[int, frozenset[str], bool]:
        """Return the percentage, what is done, and whether the course is completed."""
        overview = overview_of(self.learner, self.course, "ar")
        assert overview is not None
        assert 0 <= overview.percent <= 100
        assert (overview.percent == 100) == overview.is_complete
        return overview.percent, overview.done, overview.is_complete


def nobody_falls_back(first: Outline, then: Steps) -> None:
    story = Story(first)
    for done, outline, redo, is_moving in then:
        story.do(done)
        before = story.look()
        version = story.release(outline, redo)
        complete_if_done(story.enrolment)
        released = story.look()
        assert released[0] >= before[0]
        assert released[1] == before[1]
        if not is_moving:
            continue
        story.enrolment.refresh_from_db()
        followed = story.enrolment.version
        transition = moving.move(story.enrolment, version, Transition.Reason.DATED)
        moved = story.look()
        assert (transition is None) == released[2]
        assert moved[2] >= released[2]
        again = moving.redone_since(followed, version)
        assert moved[1] >= {item["uid"] for item in version.outline if item["uid"] in released[1] - again}
        old, new = ({item["uid"] for item in each.outline if item["required"]} for each in (followed, version))
        if transition is not None and new and new <= old - story.enrolment.waived and not again & released[1]:
            assert moved[0] >= released[0]


@pytest.mark.django_db
@given(outlines, steps)
@settings(max_examples=25)
def test_nobody_falls_back_whatever_is_released(first: Outline, then: Steps) -> None:
    nobody_falls_back(first, then)


@pytest.mark.long
@pytest.mark.django_db
@given(outlines, steps)
@settings(max_examples=1000)
def test_nobody_falls_back_whatever_is_released_a_thousand_times(first: Outline, then: Steps) -> None:
    nobody_falls_back(first, then)
