"""Staff declares invalid what somebody did of an item."""

import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.models import Course
from learning import moving, quizzes
from learning.enrolment import enrol, leave
from learning.invalidating import invalidate
from learning.marking import mark_done
from learning.models import Enrolment, ProgressEvent, Transition
from learning.overview import overview_of
from learning.progress import Event, record
from learning.refusals import CompletedStands, NotEnrolled, ReasonMissing, UnknownItem
from tests.factories import released_course
from tests.learning.conftest import Items, phone_of
from tests.learning.releasing import leave_out, page_of, release_again
from tests.staff import person, signed_in


def read(learner: User, course: Course, slug: str = "lesson-1-1") -> None:
    mark_done(learner, course=course.slug, module="module-1", item=slug)


def declare(enrolment: Enrolment, item: str, by: User, event: uuid.UUID | None = None) -> None:
    invalidate(enrolment, item, by=by, reason="تصريح كاذب", event_uid=event or uuid.uuid4())


def test_what_was_done_counts_no_more_and_can_be_done_again(
    learner: User, named: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course)

    declare(enrolment, places[0].uid, named)

    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert (overview.percent, overview.done, overview.renewed) == (0, frozenset(), frozenset({places[0].uid}))
    event = ProgressEvent.objects.get(kind="invalidated")
    assert event.body == {"reason": "تصريح كاذب", "by": named.pk}
    logged = ModelLogEntry.objects.get(action="learning.invalidate")
    assert (logged.user, logged.data) == (named, {"reason": "تصريح كاذب", "item": places[0].uid})
    read(learner, course)
    again = overview_of(learner, course, "ar")
    assert again is not None
    assert again.percent == 33


def test_declared_twice_is_declared_once(
    learner: User, named: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course)
    event = uuid.uuid4()
    declare(enrolment, places[0].uid, named, event)
    record(learner, [Event(uuid.uuid4(), uuid.UUID(places[0].uid), "read")])

    declare(enrolment, places[0].uid, named, event)

    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert overview.percent == 33
    assert ModelLogEntry.objects.filter(action="learning.invalidate").count() == 1


def test_attempts_at_the_quiz_are_given_back(learner: User, named: User, enrolment: Enrolment, places: Items) -> None:
    for _time in range(3):
        quizzes.submit(quizzes.start(enrolment, places[2].uid))

    declare(enrolment, places[2].uid, named)

    assert quizzes.start(enrolment, places[2].uid).number == 1
    shown = phone_of(learner).get(places[2].url).content.decode()
    assert "alert--warn" in shown


def test_what_cannot_be_declared_invalid_is_refused(
    learner: User, named: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    with pytest.raises(ReasonMissing):
        invalidate(enrolment, places[0].uid, by=named, reason=" ", event_uid=uuid.uuid4())
    with pytest.raises(UnknownItem):
        declare(enrolment, str(uuid.uuid4()), named)
    leave(learner, course)
    with pytest.raises(NotEnrolled):
        declare(enrolment, places[0].uid, named)


def test_completed_course_stays_completed(named: User, learner: User) -> None:
    course = released_course(lessons=1, quizzes=0)
    enrolment = enrol(named, course)
    read(named, course)

    with pytest.raises(CompletedStands):
        declare(enrolment, course.in_language("ar").items[0].uid, learner)

    assert not ProgressEvent.objects.filter(kind="invalidated").exists()


def test_learner_is_told_on_the_lesson(
    learner: User, named: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course)
    phone = phone_of(learner)
    before = phone.get(places[0].url).content.decode()

    declare(enrolment, places[0].uid, named)
    after = phone.get(places[0].url).content.decode()
    read_again = Event(uuid.uuid4(), uuid.UUID(places[0].uid), "read")
    record(learner, [read_again])

    note = "لم يعد محسوبا"
    assert [note in shown for shown in (before, after, phone.get(places[0].url).content.decode())] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(("group", "status"), [("Editors", 200), ("Administrators", 200), ("Trainers", 302)])
def test_pages_are_for_editors_and_administrators(
    learner: User, course: Course, enrolment: Enrolment, places: Items, group: str, status: int
) -> None:
    client = signed_in(person(group))
    addresses = [
        reverse("learning_admin:person", args=[learner.pk]),
        reverse("learning_admin:progress", args=[enrolment.pk]),
        reverse("learning_admin:invalidate", args=[enrolment.pk, places[0].uid]),
    ]

    assert [client.get(address).status_code for address in addresses] == [status] * 3


def test_editor_finds_the_learner_from_the_course_and_declares(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course)
    editor = signed_in(person("Editors"))
    page = page_of(course)
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    listed = reverse("learning_admin:course", args=[page.pk])
    found = editor.get(listed, {"q": learner.email.upper()}).content.decode()
    nobody = editor.get(listed, {"q": "nobody@example.org"}).content.decode()
    progress = reverse("learning_admin:progress", args=[enrolment.pk])
    act = reverse("learning_admin:invalidate", args=[enrolment.pk, places[0].uid])
    form = editor.get(act)
    refused = editor.post(act, {"reason": "", "event": form.context["form"].initial["event"]})
    done = editor.post(act, {"reason": "-", "event": form.context["form"].initial["event"]})

    assert listed in edit
    assert [progress in shown for shown in (found, nobody)] == [True, False]
    assert act in editor.get(progress).content.decode()
    assert (refused.status_code, done["Location"]) == (400, progress)
    assert ProgressEvent.objects.filter(kind="invalidated").count() == 1


def test_administrator_finds_progress_beside_the_person(learner: User, enrolment: Enrolment) -> None:
    people = signed_in(person("Administrators")).get(reverse("wagtailusers_users:index")).content.decode()

    assert reverse("learning_admin:person", args=[learner.pk]) in people


def test_percent_does_not_fall_by_what_is_asked_of_the_learner_no_more(learner: User, named: User) -> None:
    course = released_course(lessons=5, quizzes=1)
    enrolment, first = enrol(learner, course), course.in_language("ar").items[0]
    for number in range(1, 5):
        read(learner, course, f"lesson-1-{number}")
    for number in range(2, 5):
        leave_out(course, f"lesson-1-{number}")
    moving.move(enrolment, release_again(course), Transition.Reason.OFFERED)
    leave_out(course, "lesson-1-5")
    release_again(course)

    declare(enrolment, first.uid, named)

    # 66 % of two items, less one of them.
    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert overview.percent == 16
