"""A key that a later version corrects."""

import pytest

from accounts.models import User
from certificates.models import Certificate
from courses.models import Course, QuizVersion
from learning import quizzes
from learning.enrolment import enrol, leave
from learning.marking import mark_done
from learning.models import Attempt, Enrolment, ItemState, ProgressEvent
from learning.tasks import sweep
from tests.learning.conftest import Items
from tests.learning.releasing import correct_key, release_again


def choose(learner: User, attempt: Attempt, *, place: int) -> None:
    """Answer the single-choice question with the option at `place`, and the other one rightly."""
    frozen = QuizVersion.objects.get(version=attempt.version, item_uid=attempt.item_uid)
    for question in frozen.questions:
        right = [option["uid"] for option in question["options"] if option["is_correct"]]
        chosen = [question["options"][place]["uid"]] if question["kind"] == "single" else right
        quizzes.save_answer(learner, attempt, question["uid"], chosen)


def submitted(learner: User, course: Course, quiz: str, *, place: int) -> Attempt:
    attempt = quizzes.start(enrol(learner, course), quiz)
    choose(learner, attempt, place=place)
    return quizzes.submit(attempt)


def test_corrected_key_raises_the_grade_and_leads_to_the_certificate(
    named: User, course: Course, places: Items
) -> None:
    for slug in ("lesson-1-1", "lesson-1-2"):
        enrol(named, course)
        mark_done(named, course=course.slug, module="module-1", item=slug)
    attempt = submitted(named, course, places[2].uid, place=1)
    before = (attempt.score, attempt.is_passed)
    correct_key(course)
    version = release_again(course)

    counts = [sweep(), sweep()]

    attempt.refresh_from_db()
    assert (before, counts) == ((50, False), [1, 0])
    assert (attempt.score, attempt.is_passed, attempt.right_answers, attempt.corrected_by) == (100, True, 2, version)
    assert Enrolment.objects.get().state == Enrolment.State.COMPLETED
    assert Certificate.objects.count() == 1
    event = ProgressEvent.objects.get(kind="graded", body__version=version.pk)
    assert (event.body["score"], event.body["is_passed"]) == (100, True)
    shown = quizzes.explain(attempt, "ar")
    assert [question.is_right for question in shown] == [True, True]


def test_corrected_key_lowers_no_grade(learner: User, course: Course, places: Items) -> None:
    attempt = submitted(learner, course, places[2].uid, place=0)
    correct_key(course)
    release_again(course)

    sweep()

    attempt.refresh_from_db()
    assert (attempt.score, attempt.is_passed, attempt.corrected_by) == (100, True, None)
    assert ProgressEvent.objects.filter(kind="graded").count() == 1
    assert ItemState.objects.get(item_uid=places[2].uid).best_score == 100
    assert [question.is_right for question in quizzes.explain(attempt, "ar")] == [True, True]


def test_attempt_that_was_open_is_graded_by_the_better_key(learner: User, course: Course, places: Items) -> None:
    attempt = quizzes.start(enrol(learner, course), places[2].uid)
    choose(learner, attempt, place=1)
    correct_key(course)
    version = release_again(course)
    sweep()

    graded = quizzes.submit(attempt)

    assert (graded.score, graded.corrected_by) == (100, version)


@pytest.mark.parametrize(("place", "score"), [(1, 100), (0, 100)])
def test_who_comes_back_has_their_attempts_graded_again(
    learner: User, course: Course, places: Items, place: int, score: int
) -> None:
    attempt = submitted(learner, course, places[2].uid, place=place)
    leave(learner, course)
    correct_key(course)
    release_again(course)
    sweep()
    attempt.refresh_from_db()
    left = attempt.score

    back = enrol(learner, course)

    attempt.refresh_from_db()
    assert (left, attempt.score, attempt.enrolment) == (50 if place else 100, score, back)
    assert ItemState.objects.get(item_uid=places[2].uid).best_score == score


def test_void_attempt_is_not_graded_again(learner: User, course: Course, places: Items) -> None:
    attempt = submitted(learner, course, places[2].uid, place=1)
    Attempt.objects.update(is_void=True)
    correct_key(course)
    release_again(course)

    sweep()

    attempt.refresh_from_db()
    assert attempt.score == 50


def test_quiz_submitted_in_the_moment_of_the_release_is_graded_again(
    learner: User, course: Course, places: Items
) -> None:
    attempt = quizzes.start(enrol(learner, course), places[2].uid)
    choose(learner, attempt, place=1)
    correct_key(course)
    version = release_again(course)
    sweep()
    # As the submission saw the course: its release was not committed yet.
    Course.objects.update(current_version=attempt.version)
    quizzes.submit(attempt)
    Course.objects.update(current_version=version)

    counts = [sweep(), sweep()]

    attempt.refresh_from_db()
    assert (attempt.score, counts) == (100, [1, 0])
