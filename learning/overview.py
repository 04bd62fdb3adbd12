"""How far a learner is, ready to be shown: on a course's pages and on "my courses"."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from certificates.models import Certificate
from courses.models import Course, LocalisedCourse, LocalisedItem
from learning.asking import Asked, asked_by
from learning.evaluation import Evaluation
from learning.models import Enrolment, ItemState
from learning.progress import states_of
from learning.standing import enrolments_ever, standing_enrolment


@dataclass(frozen=True, slots=True)
class Earned:
    """A certificate as its owner's list shows it. It can be downloaded once it is drawn."""

    serial: str
    status: str
    issued_at: datetime.datetime
    is_drawn: bool

    @property
    def download_url(self) -> str:
        """Where its owner gets the file."""
        return reverse("my_certificates:download", args=[self.serial])

    @property
    def verify_url(self) -> str:
        """Where anyone verifies it."""
        return reverse("certificates:verify", args=[self.serial])


@dataclass(frozen=True, slots=True)
class CourseOverview:
    """How far a learner is in one course. `content` is the course in the version that they follow.

    `done` holds the uids of items, `states` what is known of them; `remaining` what the certificate still asks.
    `resume` is where to go on: the first item not done from where the learner stopped, else the first not done.
    `certificate` is known on "my courses", elsewhere only where it decides whether names are needed (`needs_names`).
    """

    enrolment: Enrolment
    content: LocalisedCourse
    percent: int
    done: frozenset[str]
    done_count: int
    total: int
    remaining: tuple[LocalisedItem, ...]
    resume: LocalisedItem | None
    is_complete: bool
    needs_names: bool
    states: Mapping[str, ItemState]
    certificate: Earned | None = None
    # The uids of items of which something was declared invalid or is asked again.
    renewed: frozenset[str] = frozenset()
    # The item whose page is being read, if one is.
    here: str = ""

    @property
    def item(self) -> LocalisedItem | None:
        """The item whose page is being read, unless it is not part of the version that the learner follows."""
        return self.content.item(self.here)

    @property
    def previous(self) -> LocalisedItem | None:
        """The item of the learner's version before the one whose page is being read."""
        return self.content.before(self.item) if self.item else None

    @property
    def next(self) -> LocalisedItem | None:
        """The item of the learner's version after the one whose page is being read."""
        return self.content.after(self.item) if self.item else None

    @property
    def is_outside(self) -> bool:
        """Whether the item whose page is being read is not part of the version that the learner follows."""
        return bool(self.here) and self.item is None

    @property
    def is_done(self) -> bool:
        """Whether the item whose page is being read is done."""
        return self.here in self.done

    @property
    def asked(self) -> Asked | None:
        """What the item whose page is being read asks before it counts as done."""
        outlined = next((item for item in self.enrolment.version.outline if item["uid"] == self.here), None)
        return asked_by(outlined, self.states.get(self.here)) if outlined else None

    @property
    def rules(self) -> dict[str, str]:
        """By what each item is done, by uid."""
        return {item["uid"]: item["rule"] for item in self.enrolment.version.outline}

    @property
    def next_rule(self) -> str:
        """By what the item is done with which to go on."""
        return self.rules[self.resume.uid] if self.resume else ""

    @property
    def is_asked_again(self) -> bool:
        """Whether what was done of the item whose page is being read does not count any more."""
        return self.here in self.renewed and not self.is_done

    @property
    def is_offered(self) -> bool:
        """Whether to tell that more than wording has changed since the learner's version."""
        return self.enrolment.is_offered

    @property
    def version_url(self) -> str:
        """Where the current version is compared with the learner's."""
        return reverse("learning:version", args=[self.content.slug])

    @property
    def course_url(self) -> str:
        """Where the course presents itself."""
        return self.content.url

    @property
    def next_url(self) -> str:
        """Where to go on."""
        return self.resume.url if self.resume else self.course_url

    @property
    def next_title(self) -> str:
        """What comes next."""
        return self.resume.title if self.resume else ""

    @property
    def state(self) -> str:
        """The enrolment's state: "active" or "completed"."""
        return self.enrolment.state

    @property
    def lessons_left(self) -> int:
        """How many required lessons are not done."""
        return sum(not place.is_quiz for place in self.remaining)

    @property
    def quizzes_left(self) -> int:
        """How many required quizzes are not passed."""
        return sum(place.is_quiz for place in self.remaining)


def overview_of(
    learner: User, course: Course, language: str, *, enrolment: Enrolment | None = None
) -> CourseOverview | None:
    """Return how far the learner is in a course they take, else None. Two statements, one with its `enrolment`.

    One more when the course is completed and the names wait to be confirmed.
    """
    enrolment = enrolment or standing_enrolment(learner, course.slug)
    if enrolment is None:
        return None
    enrolment.course = course
    states = states_of(learner, [enrolment.version.outline])
    is_certain = enrolment.state != Enrolment.State.COMPLETED or learner.names_confirmed_at is not None
    certificate = None if is_certain else _earned(learner).get(course.pk)
    return _overview(learner, enrolment, states, language, certificate)


@dataclass(frozen=True, slots=True)
class Departure:
    """That the learner left a course, and when they took it up again, if they did. `content` is the course today."""

    content: LocalisedCourse
    left_at: datetime.datetime
    again_at: datetime.datetime | None


def overviews_of(learner: User, language: str) -> tuple[list[CourseOverview], list[Departure]]:
    """Return how far the learner is in every course, the last visited first, and which they left, the last first.

    Two statements, and one more when a course is completed.
    """
    rows = list(enrolments_ever(learner))
    enrolments = [row for row in rows if row.state != Enrolment.State.LEFT]
    states = states_of(learner, (enrolment.version.outline for enrolment in enrolments))
    has_completed = any(enrolment.state == Enrolment.State.COMPLETED for enrolment in enrolments)
    earned = _earned(learner) if has_completed else {}
    overviews = [
        _overview(learner, enrolment, states, language, earned.get(enrolment.course_id)) for enrolment in enrolments
    ]
    return overviews, _departures(rows, language)


def _departures(rows: Sequence[Enrolment], language: str) -> list[Departure]:
    departures = []
    for row in rows:
        if row.left_at is not None:
            later = (each.enrolled_at for each in rows if each.course_id == row.course_id and each.pk > row.pk)
            content = row.course.in_language(language)
            departures.append(Departure(content, row.left_at, min(later, default=None)))
    return sorted(departures, key=lambda departure: departure.left_at, reverse=True)


def _overview(
    learner: User,
    enrolment: Enrolment,
    states: Mapping[str, ItemState],
    language: str,
    certificate: Earned | None = None,
) -> CourseOverview:
    evaluation = enrolment.evaluate(states)
    content = enrolment.course.in_language(language, enrolment.version)
    asked = {item.uid for item in evaluation.remaining}
    is_complete = enrolment.state == Enrolment.State.COMPLETED
    return CourseOverview(
        enrolment=enrolment,
        content=content,
        # Who is complete stays complete, whatever the outline asks of others later.
        percent=100 if is_complete else evaluation.percent,
        done=evaluation.done,
        done_count=evaluation.counted if is_complete else evaluation.counted_done,
        total=evaluation.counted,
        remaining=() if is_complete else tuple(item for item in content.items if item.uid in asked),
        resume=_resume(enrolment, content, evaluation),
        is_complete=is_complete,
        needs_names=is_complete and learner.names_confirmed_at is None and certificate is None,
        states=states,
        certificate=certificate,
        renewed=frozenset(uid for uid, state in states.items() if state.valid_from is not None),
    )


def _resume(enrolment: Enrolment, content: LocalisedCourse, evaluation: Evaluation) -> LocalisedItem | None:
    uids, last = [item.uid for item in content.items], str(enrolment.last_item_uid)
    start = uids.index(last) if last in uids else 0
    from_here = content.items[start:] + content.items[:start]
    return next((item for item in from_here if item.uid not in evaluation.done), None)


def _earned(learner: User) -> dict[uuid.UUID, Earned]:
    """Return the last certificate that the learner got for each course."""
    issued = Certificate.objects.held_by(learner).filter(kind=Certificate.Kind.COMPLETION).order_by("issued_at", "pk")
    return {
        subject_uid: Earned(serial=serial, status=status, issued_at=issued_at, is_drawn=drawn_at is not None)
        for subject_uid, serial, status, issued_at, drawn_at in issued.values_list(
            "subject_uid", "serial", "status", "issued_at", "drawn_at"
        )
    }
