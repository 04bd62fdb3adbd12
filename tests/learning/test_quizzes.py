import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from courses.models import Course, CourseVersion, LocalisedItem
from learning import moving, quizzes
from learning.enrolment import enrol, leave
from learning.models import Answer, Attempt, Enrolment, ItemState, ProgressEvent, Transition
from learning.progress import Event, record
from learning.refusals import AttemptIsSubmitted, NoAttemptsLeft, NotEnrolled, UnknownItem, WrongOption
from tests.factories import learner as make_learner
from tests.factories import released_course
from tests.learning.conftest import Items, right_answers
from tests.learning.releasing import add_lesson, release_again


@pytest.fixture
def attempt(enrolment: Enrolment, places: Items) -> Attempt:
    return quizzes.start(enrolment, places[2].uid)


def answer_rightly(attempt: Attempt, course: Course, place: LocalisedItem) -> None:
    for question, options in right_answers(course, place).items():
        quizzes.save_answer(attempt.enrolment.learner, attempt, question, options)


def test_start_freezes_a_paper_without_the_key(attempt: Attempt) -> None:
    text = json.dumps(attempt.paper)

    assert attempt.number == 1
    assert [asked["kind"] for asked in attempt.paper] == ["single", "multiple"]
    assert all(set(option) == {"uid", "text"} for asked in attempt.paper for option in asked["options"])
    assert not {"is_correct", "feedback", "explanation"} & set(text.replace('"', " ").split())


def test_start_returns_the_open_attempt(enrolment: Enrolment, places: Items, attempt: Attempt) -> None:
    assert quizzes.start(enrolment, places[2].uid) == attempt
    assert Attempt.objects.count() == 1


def test_start_stops_when_attempts_are_used(enrolment: Enrolment, places: Items) -> None:
    numbers = [quizzes.submit(quizzes.start(enrolment, places[2].uid)).number for _ in range(3)]

    assert numbers == [1, 2, 3]
    with pytest.raises(NoAttemptsLeft):
        quizzes.start(enrolment, places[2].uid)


def test_start_refuses_lessons_unknown_items_and_who_left(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    for uid in (places[0].uid, str(uuid.uuid4())):
        with pytest.raises(UnknownItem):
            quizzes.start(enrolment, uid)

    leave(learner, course)

    with pytest.raises(NotEnrolled):
        quizzes.start(enrolment, places[2].uid)


def test_draw_takes_as_many_as_asked_in_the_order_of_the_quiz() -> None:
    questions = [{"uid": str(n), "kind": "single", "prompt": {}, "options": []} for n in range(9)]

    drawn = [int(asked["uid"]) for asked in quizzes.draw(questions, 4)]

    assert len(drawn) == 4
    assert drawn == sorted(drawn)
    assert len(quizzes.draw(questions, None)) == len(quizzes.draw(questions, 20)) == 9


def test_save_answer_keeps_the_newest(learner: User, attempt: Attempt) -> None:
    question = attempt.paper[0]

    for option in question["options"]:
        quizzes.save_answer(learner, attempt, question["uid"], [option["uid"]])

    assert quizzes.answers_of(attempt) == {question["uid"]: [question["options"][-1]["uid"]]}
    assert Answer.objects.count() == 1
    assert ProgressEvent.objects.filter(kind="answered").count() == len(question["options"])


def test_save_answer_refuses_what_the_paper_does_not_have(learner: User, attempt: Attempt) -> None:
    one, several = attempt.paper
    own = [option["uid"] for option in one["options"]]
    foreign = several["options"][0]["uid"]

    for question, options in [
        (one["uid"], [foreign]),
        (one["uid"], own[:2]),
        (one["uid"], ["nonsense"]),
        (several["uid"], [foreign, foreign]),
        (str(uuid.uuid4()), own[:1]),
    ]:
        with pytest.raises(WrongOption):
            quizzes.save_answer(learner, attempt, question, options)
    assert not Answer.objects.exists()


def test_submit_grades_and_records(course: Course, enrolment: Enrolment, places: Items, attempt: Attempt) -> None:
    answer_rightly(attempt, course, places[2])

    graded = quizzes.submit(attempt)

    assert (graded.right_answers, graded.score, graded.is_passed) == (2, 100, True)
    state = ItemState.objects.get()
    assert (str(state.item_uid), state.best_score) == (places[2].uid, 100)
    assert state.settled_at is not None


def test_submit_of_a_failed_attempt_keeps_the_item_open(places: Items, attempt: Attempt) -> None:
    graded = quizzes.submit(attempt)

    assert (graded.right_answers, graded.score, graded.is_passed) == (0, 0, False)
    assert ItemState.objects.get().settled_at is None


def test_submit_twice_grades_once_and_closes_the_answers(course: Course, places: Items, attempt: Attempt) -> None:
    first = quizzes.submit(attempt)

    with pytest.raises(AttemptIsSubmitted):
        answer_rightly(attempt, course, places[2])
    second = quizzes.submit(attempt)

    assert (second.score, second.submitted_at) == (0, first.submitted_at)
    assert ProgressEvent.objects.filter(kind="graded").count() == 1


def test_submit_grades_by_the_version_of_the_attempt(
    course: Course, enrolment: Enrolment, places: Items, attempt: Attempt
) -> None:
    answer_rightly(attempt, course, places[2])
    old = attempt.version
    newer = CourseVersion.objects.create(
        course=course, number=old.number + 1, change_class="substantive", outline=old.outline, tree_hash="x"
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(version=newer)

    assert quizzes.submit(attempt).score == 100


@pytest.mark.django_db(transaction=True)
def test_submit_by_twenty_requests_at_once_counts_one_attempt() -> None:
    course, learner = released_course(lessons=0, quizzes=1), make_learner()
    enrolment, place = enrol(learner, course), course.in_language("ar").items[0]

    def start(_number: int) -> uuid.UUID:
        try:
            return quizzes.start(enrolment, place.uid).uid
        finally:
            connection.close()

    def submit(uid: uuid.UUID) -> object:
        try:
            return quizzes.submit(Attempt.objects.get(pk=uid)).submitted_at
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        attempts = list(pool.map(start, range(20)))
        moments = set(pool.map(submit, attempts))

    assert len(set(attempts)) == len(moments) == 1
    assert Attempt.objects.count() == 1
    assert ProgressEvent.objects.filter(kind="graded").count() == 1


def test_explain_shows_nothing_before_submission(course: Course, places: Items, attempt: Attempt) -> None:
    with pytest.raises(PermissionError):
        quizzes.explain(attempt, "ar")

    explained = quizzes.explain(quizzes.submit(attempt), "fr")

    assert [(each.number, each.is_right) for each in explained] == [(1, False), (2, False)]
    assert explained[0].explanation == "<p>شرح</p>"


def test_start_draws_nothing_for_who_has_moved_meanwhile(course: Course, enrolment: Enrolment, places: Items) -> None:
    add_lesson(course)
    moving.move(enrolment, release_again(course), Transition.Reason.OFFERED)

    with pytest.raises(NotEnrolled):
        quizzes.start(enrolment, places[2].uid)

    enrolment.refresh_from_db()
    assert quizzes.start(enrolment, places[2].uid).version_id == enrolment.version_id


def test_grade_is_recorded_though_a_phone_named_an_event_after_the_attempt(
    attempt: Attempt, course: Course, places: Items
) -> None:
    learner = attempt.enrolment.learner
    answer_rightly(attempt, course, places[2])
    record(learner, [Event(attempt.uid, attempt.item_uid, ProgressEvent.Kind.OPENED)])

    quizzes.submit(attempt)

    assert ItemState.objects.get(item_uid=attempt.item_uid).best_score == 100
