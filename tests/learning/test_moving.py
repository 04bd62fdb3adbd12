"""Moving to a newer version of a course."""

import datetime
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from courses.models import Course, CourseVersion, LessonPage
from courses.releasing import Decision
from learning import moving, quizzes
from learning.enrolment import enrol, leave
from learning.marking import mark_done
from learning.models import Attempt, Enrolment, ItemState, ProgressEvent, Transition
from learning.overview import overview_of
from learning.progress import Event, record
from learning.tasks import sweep
from tests.factories import learner as make_learner
from tests.factories import released_course
from tests.learning.conftest import Items, right_answers
from tests.learning.releasing import add_lesson, leave_out, release_again

OFFERED = Transition.Reason.OFFERED


def read(learner: User, course: Course, slug: str) -> None:
    mark_done(learner, course=course.slug, module="module-1", item=slug)


def percent(learner: User, course: Course) -> int:
    overview = overview_of(learner, course, "ar")
    assert overview is not None
    return overview.percent


def test_move_keeps_what_was_done_and_asks_for_what_is_new(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course, "lesson-1-1")
    new = add_lesson(course)
    version = release_again(course)

    transition = moving.move(enrolment, version, OFFERED)

    assert transition is not None
    enrolment.refresh_from_db()
    assert enrolment.version == version
    assert (transition.from_version.number, transition.to_version.number) == (1, 2)
    assert (transition.kept, transition.redo, transition.reason) == ([places[0].uid], [], "offered")
    kept = ProgressEvent.objects.get(kind="kept")
    assert (str(kept.item_uid), kept.body) == (places[0].uid, {"version": version.pk})
    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert (overview.percent, overview.done) == (25, frozenset({places[0].uid}))
    assert [item.uid for item in overview.remaining][-1] == str(new.translation_key)


def test_move_made_twice_is_one(learner: User, course: Course, enrolment: Enrolment) -> None:
    read(learner, course, "lesson-1-1")
    add_lesson(course)
    version = release_again(course)

    moves = [moving.move(enrolment, version, OFFERED) for _time in range(2)]

    assert [each is None for each in moves] == [False, True]
    assert (Transition.objects.count(), ProgressEvent.objects.filter(kind="kept").count()) == (1, 1)


def test_move_leads_only_forwards_and_within_the_course(learner: User, course: Course, enrolment: Enrolment) -> None:
    first = enrolment.version
    add_lesson(course)
    second = release_again(course)
    moving.move(enrolment, second, OFFERED)

    assert moving.move(enrolment, first, OFFERED) is None
    enrolment.refresh_from_db()
    assert enrolment.version == second


def test_what_must_be_done_again_is_asked_again(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course, "lesson-1-1")
    read(learner, course, "lesson-1-2")
    version = release_again(course, Decision("substantive", redo=[places[0].uid]))

    transition = moving.move(enrolment, version, OFFERED)

    assert transition is not None
    assert (transition.kept, transition.redo) == ([places[1].uid], [places[0].uid])
    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert (overview.done, overview.percent) == (frozenset({places[1].uid}), 33)
    assert overview.renewed == frozenset({places[0].uid})
    record(learner, [Event(uuid.uuid4(), uuid.UUID(places[0].uid), "read")])
    assert percent(learner, course) == 66


def test_quiz_to_be_taken_again_gives_all_attempts_back(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    quiz = places[2]
    for _time in range(2):
        quizzes.submit(quizzes.start(enrolment, quiz.uid))
    opened = quizzes.start(enrolment, quiz.uid)
    version = release_again(course, Decision("substantive", redo=[quiz.uid]))
    moving.move(enrolment, version, OFFERED)
    enrolment.refresh_from_db()

    again = [quizzes.start(enrolment, quiz.uid) for _time in range(2)]

    assert again[0] == again[1] != opened
    assert (again[0].number, again[0].version) == (1, version)
    assert Attempt.objects.filter(is_void=False).count() == 1


def test_open_attempt_counts_after_the_move(learner: User, course: Course, enrolment: Enrolment, places: Items) -> None:
    quiz = places[2]
    attempt = quizzes.start(enrolment, quiz.uid)
    add_lesson(course)
    moving.move(enrolment, release_again(course), OFFERED)
    enrolment.refresh_from_db()
    for question, options in right_answers(course, quiz).items():
        quizzes.save_answer(learner, attempt, question, options)

    submitted = quizzes.submit(attempt)

    assert (submitted.version.number, submitted.score) == (1, 100)
    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert quiz.uid in overview.done


def test_where_the_learner_stopped_is_not_changed_by_a_move(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course, "lesson-1-2")
    read(learner, course, "lesson-1-1")
    before = Enrolment.objects.values("last_item_uid", "last_seen_at").get()
    add_lesson(course)

    moving.move(enrolment, release_again(course), OFFERED)

    assert Enrolment.objects.values("last_item_uid", "last_seen_at").get() == before


def test_move_to_what_is_done_already_completes(named: User, course: Course) -> None:
    enrolment = enrol(named, course)
    read(named, course, "lesson-1-1")
    add_lesson(course)
    release_again(course)
    leave_out(course, "lesson-1-2")
    leave_out(course, "quiz-1-1")
    leave_out(course, "new")
    version = release_again(course)

    moved = moving.move(enrolment, version, OFFERED)

    enrolment.refresh_from_db()
    assert moved is None
    assert enrolment.state == Enrolment.State.COMPLETED


def test_completed_course_is_not_moved(named: User, course: Course, places: Items) -> None:
    enrolment = enrol(named, course)
    record(named, [Event(uuid.uuid4(), uuid.UUID(place.uid), "read") for place in places if not place.is_quiz])
    graded = Event(uuid.uuid4(), uuid.UUID(places[2].uid), "graded", {"score": 100, "is_passed": True})
    record(named, [graded], by_server=True)
    add_lesson(course)

    moved = moving.move(enrolment, release_again(course), OFFERED)

    enrolment.refresh_from_db()
    assert moved is None
    assert (enrolment.state, enrolment.version.number) == (Enrolment.State.COMPLETED, 1)
    assert percent(named, course) == 100


def test_day_that_was_set_moves_those_in_progress_once(
    learner: User, named: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course, "lesson-1-1")
    day = timezone.localdate() + datetime.timedelta(days=1)
    new = add_lesson(course)
    version = release_again(course, Decision("substantive", day, [places[1].uid]))
    gone = enrol(named, course)
    leave(named, course)
    before = sweep()
    CourseVersion.objects.filter(pk=version.pk).update(move_by=timezone.localdate())

    moved = [sweep(), sweep()]

    enrolment.refresh_from_db()
    assert (before, moved, enrolment.version) == (0, [1, 0], version)
    transition = Transition.objects.get()
    assert (transition.reason, transition.enrolment) == ("dated", enrolment)
    assert (transition.kept, gone.pk) == ([places[0].uid], gone.pk)
    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert str(new.translation_key) in {item.uid for item in overview.remaining}


def test_version_given_no_day_moves_nobody(learner: User, course: Course, enrolment: Enrolment) -> None:
    add_lesson(course)
    release_again(course, Decision("substantive"))

    assert sweep() == 0
    enrolment.refresh_from_db()
    assert enrolment.version.number == 1


def test_who_comes_back_follows_the_current_version_with_what_they_did(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    read(learner, course, "lesson-1-1")
    read(learner, course, "lesson-1-2")
    leave(learner, course)
    add_lesson(course)
    version = release_again(course, Decision("substantive", redo=[places[1].uid]))

    back = enrol(learner, course)

    assert (back.version, back.pk != enrolment.pk) == (version, True)
    transition = Transition.objects.get()
    assert (transition.enrolment, transition.reason) == (back, "enrolled_again")
    assert (transition.kept, transition.redo) == ([places[0].uid], [places[1].uid])
    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert overview.done == frozenset({places[0].uid})


def test_percentage_does_not_fall_by_what_the_course_has_no_more(
    learner: User, course: Course, enrolment: Enrolment
) -> None:
    read(learner, course, "lesson-1-1")
    before = percent(learner, course)
    leave_out(course, "lesson-1-1")
    version = release_again(course)
    released = percent(learner, course)

    moving.move(enrolment, version, OFFERED)

    assert (before, released, percent(learner, course)) == (33, 33, 33)
    read(learner, course, "lesson-1-2")
    assert percent(learner, course) == 50


def test_what_a_learner_was_let_off_stays_so_when_it_comes_back(
    learner: User, course: Course, enrolment: Enrolment
) -> None:
    read(learner, course, "lesson-1-1")
    leave_out(course, "lesson-1-2")
    release_again(course)
    let_off = percent(learner, course)
    lesson = LessonPage.objects.get(slug="lesson-1-2", locale__language_code="ar")
    lesson.is_left_out = False
    lesson.save_revision()
    release_again(course)

    assert (let_off, percent(learner, course)) == (50, 50)


def test_kept_under_another_rule_stays_done(learner: User, course: Course, enrolment: Enrolment) -> None:
    uid = enrolment.version.outline[0]["uid"]
    studied = [{**enrolment.version.outline[0], "rule": "studied", "policy": {"seconds": 600}}]
    read(learner, course, "lesson-1-1")
    number = enrolment.version.number + 1
    version = course.versions.create(
        number=number, change_class="substantive", outline=[*studied, *enrolment.version.outline[1:]], tree_hash="-"
    )

    moving.move(enrolment, version, OFFERED)

    overview = overview_of(learner, course, "ar", enrolment=Enrolment.objects.select_related("version").get())
    assert overview is not None
    assert uid in overview.done
    assert ItemState.objects.get(item_uid=uid).settled_at is not None


@pytest.mark.django_db(transaction=True)
def test_moved_by_several_at_once_is_moved_once() -> None:
    learner, course = make_learner(), released_course(lessons=2, quizzes=0)
    enrolment = enrol(learner, course)
    read(learner, course, "lesson-1-1")
    add_lesson(course)
    version = release_again(course)

    def act(_number: int) -> bool:
        try:
            return moving.move(enrolment, version, OFFERED) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        moved = list(pool.map(act, range(6)))

    assert (sum(moved), Transition.objects.count()) == (1, 1)
    assert ProgressEvent.objects.filter(kind="kept").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_form", [False, True])
def test_what_is_recorded_while_the_learner_moves_is_not_lost(is_form: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    learner, course = make_learner(), released_course(lessons=2, quizzes=0)
    enrolment = enrol(learner, course)
    uid = course.in_language("ar").items[0].uid
    add_lesson(course)
    version = release_again(course)
    has_moved = threading.Event()

    def move_slowly() -> None:
        try:
            with transaction.atomic():
                moving.move(enrolment, version, OFFERED)
                has_moved.set()
                time.sleep(0.5)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        moved = pool.submit(move_slowly)
        has_moved.wait(10)
        if is_form:
            read(learner, course, "lesson-1-1")
        else:
            record(learner, [Event(uuid.uuid4(), uuid.UUID(uid), "read")])
        moved.result()

    overview = overview_of(learner, course, "ar")
    assert overview is not None
    assert (overview.enrolment.version, overview.done) == (version, frozenset({uid}))


def test_course_is_complete_at_once_when_what_comes_back_was_done_long_ago(
    learner: User, course: Course, enrolment: Enrolment
) -> None:
    read(learner, course, "lesson-1-1")
    leave_out(course, "lesson-1-1")
    moving.move(enrolment, release_again(course), OFFERED)
    LessonPage.objects.filter(slug="lesson-1-1").update(is_left_out=False)
    for slug in ("lesson-1-2", "quiz-1-1"):
        leave_out(course, slug)
    version = release_again(course)
    enrolment.refresh_from_db()

    moving.move(enrolment, version, OFFERED)

    enrolment.refresh_from_db()
    assert enrolment.version == version
    assert enrolment.state == Enrolment.State.COMPLETED


def test_percent_does_not_fall_by_what_comes_back_and_was_done(learner: User) -> None:
    course = released_course(lessons=3, quizzes=1)
    enrolment = enrol(learner, course)
    read(learner, course, "lesson-1-1")
    leave_out(course, "lesson-1-1")
    moving.move(enrolment, release_again(course), OFFERED)
    read(learner, course, "lesson-1-2")
    read(learner, course, "lesson-1-3")
    LessonPage.objects.filter(slug="lesson-1-1").update(is_left_out=False)
    for slug in ("lesson-1-2", "lesson-1-3"):
        leave_out(course, slug)
    before, version = percent(learner, course), release_again(course)
    enrolment.refresh_from_db()

    moving.move(enrolment, version, OFFERED)

    assert (before, percent(learner, course)) == (66, 66)
