"""What the pages of learning show: plain data for their templates, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import User
from courses.models import Course, LocalisedCourse, LocalisedItem
from learning import quizzes
from learning.completion import waits_for_names
from learning.marking import Marked
from learning.models import Attempt, Enrolment
from learning.overview import CourseOverview, overview_of, overviews_of
from learning.standing import standing_enrolments


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz at its address: the learner's enrolment (None for a visitor), the course as they see it, the policy.

    `is_outside`: it came after the version that the learner follows, so they read its rules and cannot take it.
    `is_outline_only`: nobody takes the course yet.
    """

    enrolment: Enrolment | None
    content: LocalisedCourse
    place: LocalisedItem
    policy: Mapping[str, Any]
    is_outside: bool = False
    is_outline_only: bool = False

    def url(self, page: str = "", *args: int) -> str:
        """Return the address of the quiz or of one of its pages ("question", "review", "submit", "result")."""
        return reverse(f"learning:quiz_{page}" if page else "learning:quiz", args=[*self.place.address, *args])

    @property
    def shown(self) -> dict[str, str]:
        """What every page of the quiz shows of it."""
        return {
            "uid": self.place.uid,
            "title": self.place.title,
            "url": self.url(),
            "language": self.place.language,
        }

    @property
    def shown_course(self) -> dict[str, str]:
        """What every page of the quiz shows of its course."""
        return {"title": self.content.title, "url": self.content.url}


def my_learning(learner: User, language: str) -> dict[str, Any]:
    """Return the context of "my courses". Two statements; one more for an empty page, or when a course is completed."""
    overviews, history = overviews_of(learner, language)
    active = [overview for overview in overviews if not overview.is_complete]
    completed = [overview for overview in overviews if overview.is_complete]
    return {
        "resume": _resume(active[0]) if active else None,
        "left": [{"title": each.content.title, "url": each.course_url, "progress": each} for each in active],
        "completed": [
            {
                "title": each.content.title,
                "url": each.course_url,
                "completed_at": each.enrolment.completed_at,
                "progress": each,
            }
            for each in completed
        ],
        "certificates": [_certificate(each) for each in completed if each.certificate],
        "names_url": reverse("learning:confirm_names") if any(each.needs_names for each in completed) else "",
        "history": history,
        "suggestion": None if overviews else _suggestion(language),
    }


def resume(learner: User, language: str) -> dict[str, Any] | None:
    """Return the continue card of the course in progress that was visited last. Two statements."""
    standing = standing_enrolments(learner)
    enrolment = next((each for each in standing if each.state == Enrolment.State.ACTIVE), None)
    overview = overview_of(learner, enrolment.course, language, enrolment=enrolment) if enrolment else None
    return _resume(overview) if overview else None


def _resume(overview: CourseOverview) -> dict[str, Any] | None:
    place = overview.resume
    if place is None:
        return None
    return {
        "course_title": overview.content.title,
        "module_title": place.module_title,
        "item_title": place.title,
        "number": place.number,
        "total": len(overview.content.items),
        "percent": overview.percent,
        "url": place.url,
        "last_seen_at": overview.enrolment.last_seen_at,
    }


def _certificate(overview: CourseOverview) -> dict[str, Any]:
    earned = overview.certificate
    if earned is None:
        raise ValueError(overview)
    return {
        "course_title": overview.content.title,
        "issued_on": earned.issued_at,
        "serial": earned.serial,
        "status": earned.status,
        "is_drawn": earned.is_drawn,
        "file_url": earned.download_url,
        "verify_url": earned.verify_url,
    }


def _suggestion(language: str) -> dict[str, str] | None:
    course = Course.objects.visible().filter(is_outline_only=False).first()
    if course is None:
        return None
    content = course.in_language(language)
    return {"title": content.title, "url": content.url}


def quiz_start(quiz: Quiz, attempts: Iterable[Attempt]) -> dict[str, Any]:
    """Return the context of the page before a quiz: its rules first."""
    tried = list(attempts)
    made = [attempt for attempt in tried if not attempt.is_void]
    asked = quiz.policy.get("draw") or quiz.place.questions
    # The score is floored, so this many right answers reach the mark and one less does not.
    to_pass = -(-quiz.policy["pass_mark"] * asked // 100)
    return {
        "course": quiz.shown_course,
        "item": {
            "title": quiz.place.title,
            "language": quiz.place.language,
            "module_number": quiz.place.module_number,
            "module_total": quiz.place.module_total,
            "questions": asked,
            "minutes": quiz.place.minutes,
        },
        "policy": {
            "pass_mark": quiz.policy["pass_mark"],
            "to_pass": to_pass,
            "attempts": quiz.policy.get("attempts"),
        },
        "used": len(made),
        "best_score": max((attempt.score for attempt in made if attempt.score is not None), default=None),
        "is_enrolled": quiz.enrolment is not None,
        "is_outside": quiz.is_outside,
        "is_outline_only": quiz.is_outline_only,
        "is_asked_again": len(made) < len(tried) and not any(attempt.is_passed for attempt in made),
        "is_open": any(attempt.submitted_at is None for attempt in made),
        "result_url": quiz.url("result") if any(attempt.submitted_at for attempt in made) else "",
        "start_url": quiz.url(),
    }


def quiz_question(quiz: Quiz, attempt: Attempt, number: int, language: str) -> dict[str, Any]:
    """Return the context of a question, numbered from 1."""
    asked, saved = attempt.paper[number - 1], quizzes.saved_answers(attempt)
    answer = saved.get(asked["uid"])
    chosen = answer.option_uids if answer else []
    answered = sum(bool(each.option_uids) for each in saved.values())
    return {
        "quiz": quiz.shown,
        "attempt": {"uid": attempt.uid},
        "question": {
            "uid": asked["uid"],
            "revision": answer.revision if answer else 0,
            "number": number,
            "total": len(attempt.paper),
            "prompt": quizzes.in_language(asked["prompt"], language),
            "kind": asked["kind"],
            "language": language if asked["prompt"].get(language) else "ar",
            "options": [
                {
                    "uid": option["uid"],
                    "text": quizzes.in_language(option["text"], language),
                    "is_chosen": option["uid"] in chosen,
                }
                for option in asked["options"]
            ],
        },
        "others_answered": answered - bool(chosen),
        "is_saved": bool(chosen),
        "answer_url": quiz.url("question", number),
        "previous_url": quiz.url("question", number - 1) if number > 1 else "",
        "is_last": number == len(attempt.paper),
    }


def quiz_review(quiz: Quiz, attempt: Attempt, language: str) -> dict[str, Any]:
    """Return the context of the review before submission."""
    answers = quizzes.answers_of(attempt)
    return {
        "quiz": quiz.shown,
        "questions": [
            {
                "number": number,
                "prompt": quizzes.in_language(asked["prompt"], language),
                "language": language if asked["prompt"].get(language) else "ar",
                "answers": [
                    quizzes.in_language(option["text"], language)
                    for option in asked["options"]
                    if option["uid"] in answers.get(asked["uid"], ())
                ],
                "url": quiz.url("question", number),
            }
            for number, asked in enumerate(attempt.paper, 1)
        ],
        "missing": len(attempt.paper) - len(answers),
        "attempt": {"uid": attempt.uid, "number": attempt.number, "total": quiz.policy.get("attempts")},
        "submit_url": quiz.url("submit"),
        "previous_url": quiz.url("question", len(attempt.paper)),
    }


def quiz_result(quiz: Quiz, attempt: Attempt, used: int, learner: User, language: str) -> dict[str, Any]:
    """Return the context of a submitted attempt, with its explanations."""
    allowed = quiz.policy.get("attempts")
    is_complete = quiz.enrolment is not None and quiz.enrolment.state == Enrolment.State.COMPLETED
    return {
        "quiz": quiz.shown,
        "course": quiz.shown_course,
        "attempt": {
            "is_passed": attempt.is_passed,
            "right": attempt.right_answers,
            "total": len(attempt.paper),
            "score": attempt.score,
            "pass_mark": quiz.policy["pass_mark"],
            "left": None if allowed is None else max(allowed - used, 0),
        },
        "questions": quizzes.explain(attempt, language),
        "next": quiz.content.after(quiz.place),
        "completed_url": certificate_url(learner) if is_complete else "",
    }


def after_marking(learner: User, marked: Marked) -> str:
    """Return where the learner goes on after marking an item done."""
    if marked.following is None or marked.evaluation.complete:
        return certificate_url(learner)
    return marked.following.url


def certificate_url(learner: User) -> str:
    """Return where the certificate of a completed course is: behind the names, until they are confirmed."""
    return reverse("learning:confirm_names" if waits_for_names(learner) else "learning:my_learning")
