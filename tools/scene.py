"""The scene for the pictures, in a new demonstration: a learner on the way, a course that changed, two certificates.

Run in the installation: `manage.py shell -c "from tools import scene; scene.set_up()"`.
"""

import datetime
import json

from django.utils import timezone

from accounts.models import User
from certificates.models import Certificate
from certificates.revoking import revoke
from courses.editing import leave_out
from courses.models import Course, CoursePage, LessonPage, LocalisedItem, QuizVersion
from courses.releasing import Decision, release
from learning import completion, quizzes
from learning.enrolment import enrol
from learning.grading import correct_options
from learning.marking import mark_done
from learning.models import Enrolment

BEGUN, COMPLETED = "creating-an-association", "participatory-democracy-basics"
CHANGED, STUDIED = "countering-disinformation", "five-questions-for-every-story"


def set_up() -> None:
    """Set the scene and print, as JSON, the addresses that only this installation knows."""
    learner, trainer, admin = (
        User.objects.get(email=f"{role}@demo.example") for role in ("learner", "trainer", "admin")
    )
    valid, revoked = _complete(learner), _complete(trainer)
    revoke(revoked, admin, "Issued by mistake.")
    passed = next(place for place in Course.objects.get(slug=COMPLETED).in_language("ar").items if place.is_quiz)
    known = {"valid": valid.serial, "revoked": revoked.serial, "passed": _path(passed)}
    print(json.dumps({**known, **_begin(learner), **change(learner, admin)}))


def change(learner: User, editor: User) -> dict[str, str]:
    """Leave a learner in a course of which a newer version adds a lesson, leaves one out, and asks for one again.

    Return the addresses of the course, and of a lesson of it that is to be studied.
    """
    content = enrol(learner, Course.objects.get(slug=CHANGED)).course.in_language("ar")
    first, *_others, last = [place for place in content.items if not place.is_quiz]
    mark_done(learner, course=CHANGED, module=first.module_slug, item=first.slug)
    module = LessonPage.objects.get(translation_key=first.uid, locale__language_code="ar").get_parent()
    new = LessonPage(title="حين تُصنع الصورة بالآلة", slug="machine-made-pictures", locale=module.locale)
    new.body = [("text", "<p>تُصنع اليوم صور وأصوات لا تُميّز بالعين وحدها. ابحثوا عن المصدر قبل الصورة.</p>")]
    module.add_child(instance=new)
    leave_out(LessonPage.objects.get(translation_key=last.uid, locale__language_code="ar"), editor)
    page = CoursePage.objects.get(slug=CHANGED, locale__language_code="ar")
    day = timezone.localdate() + datetime.timedelta(days=30)
    release(page, editor, Decision("substantive", day, [first.uid]))
    studied = next(place for place in content.items if place.slug == STUDIED)
    return {"changed": CHANGED, "studied": _path(studied)}


def _complete(learner: User) -> Certificate:
    """Take a learner through a whole course; return the certificate."""
    enrolment = enrol(learner, Course.objects.get(slug=COMPLETED))
    for place in enrolment.course.in_language("ar").items:
        if place.is_quiz:
            _answer(enrolment, place, right=place.questions)
        else:
            mark_done(learner, course=place.course_slug, module=place.module_slug, item=place.slug)
    completion.confirm_names(learner, name_ar=learner.name_ar, name_latin=learner.name_latin)
    return Certificate.objects.held_by(learner).get()


def _begin(learner: User) -> dict[str, str]:
    """Leave a learner in a course with two lessons read, one quiz failed, the next one open at its second question."""
    enrolment = enrol(learner, Course.objects.get(slug=BEGUN))
    places = enrolment.course.in_language("ar").items
    for place in [place for place in places if not place.is_quiz][:2]:
        mark_done(learner, course=place.course_slug, module=place.module_slug, item=place.slug)
    failed, opened, fresh = [place for place in places if place.is_quiz][:3]
    _answer(enrolment, failed, right=2)
    attempt = quizzes.start(enrolment, opened.uid)
    quizzes.save_answer(enrolment.learner, attempt, attempt.paper[0]["uid"], [attempt.paper[0]["options"][0]["uid"]])
    return {"lesson": _path(places[0]), "failed": _path(failed), "open": _path(opened), "fresh": _path(fresh)}


def _answer(enrolment: Enrolment, place: LocalisedItem, *, right: int) -> None:
    """Submit an attempt at a quiz, its first `right` answers right and the others wrong."""
    key = {
        question["uid"]: correct_options(question)
        for question in QuizVersion.objects.get(version=enrolment.version, item_uid=place.uid).questions
    }
    attempt = quizzes.start(enrolment, place.uid)
    for number, asked in enumerate(attempt.paper):
        correct = key[asked["uid"]]
        wrong = next(option["uid"] for option in asked["options"] if option["uid"] not in correct)
        quizzes.save_answer(enrolment.learner, attempt, asked["uid"], list(correct) if number < right else [wrong])
    quizzes.submit(attempt)


def _path(place: LocalisedItem) -> str:
    return "/".join(place.address)
