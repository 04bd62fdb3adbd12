"""How far a learner is, ready to be shown: on a course's pages and on "my courses"."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from accounts.models import User
from certificates.models import Certificate
from courses.models import Course
from learning.evaluation import Evaluation, evaluate
from learning.models import Enrolment, ItemState
from learning.places import Place, places_of, title_of
from learning.progress import states_of


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
    """How far a learner is in one course. `done` holds the uids of items; `remaining` what the certificate still asks.

    `resume` is where to go on: the first item not done from where the learner stopped, else the first not done.
    """

    enrolment: Enrolment
    title: str
    percent: int
    done: frozenset[str]
    done_count: int
    total: int
    remaining: tuple[Place, ...]
    resume: Place | None
    is_complete: bool
    certificate: Earned | None
    needs_names: bool
    # The item whose page is being read, if one is.
    here: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the item whose page is being read is done."""
        return self.here in self.done

    @property
    def course_url(self) -> str:
        """Where the course presents itself."""
        return reverse("courses:course", args=[self.enrolment.course.slug])

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
    """Return how far the learner is in a course they take, else None. Two statements, one with its `enrolment`."""
    enrolment = enrolment or enrolments_of(learner).filter(course=course).first()
    if enrolment is None:
        return None
    return _overview(learner, enrolment, states_of(learner, [enrolment.version.outline]), language)


def overviews_of(learner: User, language: str) -> list[CourseOverview]:
    """Return how far the learner is in every course, the last visited first. Two statements."""
    enrolments = list(enrolments_of(learner))
    states = states_of(learner, (enrolment.version.outline for enrolment in enrolments))
    return [_overview(learner, enrolment, states, language) for enrolment in enrolments]


def enrolments_of(learner: User) -> QuerySet[Enrolment]:
    """Return the learner's standing enrolments with the certificate that each led to, the last visited first."""
    certificates = Certificate.objects.filter(
        holder_uid=OuterRef("learner__certificate_holder__uid"),
        subject_uid=OuterRef("course_id"),
        kind=Certificate.Kind.COMPLETION,
    ).order_by("-issued_at", "-pk")
    facts = {
        f"certificate_{name}": Subquery(certificates.values(name)[:1])
        for name in ("serial", "status", "issued_at", "drawn_at")
    }
    return (
        Enrolment.objects.filter(~Q(state=Enrolment.State.LEFT), learner=learner)
        .select_related("course", "version")
        .annotate(**facts)
        .order_by("-last_seen_at", "-pk")
    )


def _overview(learner: User, enrolment: Enrolment, states: Mapping[str, ItemState], language: str) -> CourseOverview:
    evaluation = evaluate(enrolment.version.outline, states)
    places = places_of(enrolment.course, language, enrolment.version.outline)
    asked = {item.uid for item in evaluation.remaining}
    is_complete = enrolment.state == Enrolment.State.COMPLETED
    return CourseOverview(
        enrolment=enrolment,
        title=title_of(enrolment.course, language),
        # Who is complete stays complete, whatever the outline asks of others later.
        percent=100 if is_complete else evaluation.percent,
        done=evaluation.done,
        done_count=evaluation.counted if is_complete else evaluation.counted_done,
        total=evaluation.counted,
        remaining=() if is_complete else tuple(place for place in places if place.uid in asked),
        resume=_resume(enrolment.last_item_uid, places, evaluation),
        is_complete=is_complete,
        certificate=_earned(enrolment),
        needs_names=is_complete and learner.names_confirmed_at is None,
    )


def _resume(last: uuid.UUID | None, places: Iterable[Place], evaluation: Evaluation) -> Place | None:
    ordered = list(places)
    uids = [place.uid for place in ordered]
    start = uids.index(str(last)) if str(last) in uids else 0
    from_here = ordered[start:] + ordered[:start]
    return next((place for place in from_here if place.uid not in evaluation.done), None)


def _earned(enrolment: Enrolment) -> Earned | None:
    facts = vars(enrolment)
    if not facts.get("certificate_serial"):
        return None
    return Earned(
        serial=facts["certificate_serial"],
        status=facts["certificate_status"],
        issued_at=facts["certificate_issued_at"],
        is_drawn=facts["certificate_drawn_at"] is not None,
    )
