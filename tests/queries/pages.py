"""Every address outside the administration, and what it costs. The numbers are statements."""

import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from courses.models import Course, CourseVersion, LessonPage
from learning import quizzes
from learning.progress import Event, record
from tests.factories import PASSWORD
from tests.queries.asking import ADMINISTRATOR, GRADUATE, LEARNER, NEWCOMER, VISITOR, Ask
from tests.queries.world import World

NEVER_ISSUED = "ONSC-2026-7K3QF9X2M4TP-Y"


def course(world: World) -> list[Any]:
    return [world.course.slug]


def lesson(world: World) -> list[Any]:
    return world.places[0].address


def quiz(world: World) -> list[Any]:
    return world.places[-1].address


def question(world: World) -> list[Any]:
    return [*quiz(world), 1]


def lesson_with_document(world: World) -> None:
    """Let the lesson that is asked for be done by opening its document."""
    page = LessonPage.objects.get(translation_key=world.places[0].uid)
    page.body.append(("document", {"file": Document.objects.get(), "title": ""}))
    page.save()
    version = CourseVersion.objects.get(course=world.course)
    version.outline[0]["rule"] = "opened"
    version.save()


def serial(world: World) -> list[Any]:
    return [world.certificates[0].serial]


def never_issued(_world: World) -> list[Any]:
    return [NEVER_ISSUED]


def text(world: World) -> list[Any]:
    return [world.texts[0].uri]


def attempt(world: World) -> None:
    quizzes.start(world.enrolments[0], world.places[-1].uid)


def answer(world: World) -> dict[str, Any]:
    open_attempt = quizzes.start(world.enrolments[0], world.places[-1].uid)
    return {"answer": open_attempt.paper[0]["options"][0]["uid"]}


def events(world: World) -> dict[str, Any]:
    """One event of each item: what a phone sends after a day without a network."""
    kinds = [(place.uid, "opened") for place in world.places]
    return {"events": [{"uuid": str(uuid.uuid4()), "item": item, "kind": kind} for item, kind in kinds]}


def behind(world: World) -> None:
    """Let a version follow that of the learner, who has read every lesson."""
    places = [place for place in world.places if not place.is_quiz]
    record(world.learner, [Event(uuid.uuid4(), uuid.UUID(place.uid), "read") for place in places])
    outline = world.enrolments[0].version.outline
    version = world.course.versions.create(number=2, change_class="additive", outline=outline, tree_hash="-")
    Course.objects.filter(pk=world.course.pk).update(current_version=version, newest_change=2)


def picture(_world: World) -> None:
    if not default_storage.exists("picture.png"):
        default_storage.save("picture.png", ContentFile(b""))


def file(_world: World) -> list[Any]:
    found = Document.objects.get()
    return [found.pk, found.filename]


def locked_page(_world: World) -> list[Any]:
    page = Page.objects.get(slug="on-us")
    lock, _ = PageViewRestriction.objects.get_or_create(page=page, restriction_type="password", password="-")
    return [lock.pk, page.pk]


def locked_collection(_world: World) -> list[Any]:
    lock, _ = CollectionViewRestriction.objects.get_or_create(
        collection=Collection.get_first_root_node(), restriction_type="password", password="-"
    )
    return [lock.pk]


def editorial(_world: World) -> list[Any]:
    return ["on-us/"]


def unnamed(world: World) -> None:
    for person in (world.learner, world.graduate):
        type(person).objects.filter(pk=person.pk).update(names_confirmed_at=None)


FOR_MACHINES = [
    Ask("healthz"),
    Ask("readyz", cold=1),
    Ask("robots"),
    Ask("sitemap", cold=2),
    Ask("media", of=lambda _world: ["picture.png"], given=picture),
    Ask("wagtaildocs_serve", of=file, cold=3),
    Ask("wagtaildocs_authenticate_with_password", of=locked_collection, post={"password": "-"}, cold=1),
    Ask("api:api-root", cold=1, status=404),
    Ask("api:openapi-json"),
    Ask("nothing_here", of=lambda _world: ["v1/nowhere"], status=404),
    Ask("api:verify_certificate", of=serial, cold=1),
    Ask("api:verify_certificate", of=never_issued, cold=1, status=404),
    Ask("api:record_progress", LEARNER, post=events, cold=7),
    Ask("/", cold=1, status=302),
    Ask("/nowhere", cold=1, status=302),
]

HOME_AND_COURSES = [
    Ask("home", VISITOR, cold=4, warm=0),
    Ask("home", LEARNER, cold=8, warm=6),
    Ask("courses:catalogue", VISITOR, cold=3, warm=0),
    Ask("courses:catalogue", LEARNER, cold=5, warm=3),
    Ask("courses:catalogue", VISITOR, query="?level=beginner", cold=3, warm=1),
    Ask("courses:course", VISITOR, of=course, cold=3, warm=2),
    Ask("courses:course", LEARNER, of=course, cold=7, warm=6),
    Ask("courses:lesson", VISITOR, of=lesson, cold=4, warm=0),
    Ask("courses:lesson", LEARNER, of=lesson, cold=8, warm=5),
    Ask("wagtail_serve", VISITOR, of=editorial, cold=8, warm=7),
    Ask("wagtail_serve", LEARNER, of=editorial, cold=10, warm=9),
    Ask("wagtail_serve", VISITOR, of=lambda _world: ["nowhere/"], cold=5, status=404),
    Ask("wagtailcore_login", status=302),
    Ask("/ar/_util/login/", status=302),
    Ask("wagtailcore_authenticate_with_password", of=locked_page, post={"password": "-"}, cold=3),
]

LIBRARY_AND_SEARCH = [
    Ask("library:index", VISITOR, cold=3, warm=0),
    Ask("library:index", LEARNER, cold=5, warm=4),
    Ask("library:text", VISITOR, of=text, cold=3, warm=0),
    Ask("library:text", LEARNER, of=text, cold=5, warm=4),
    Ask("library:document", VISITOR, of=lambda _world: ["guide-0"], cold=2, warm=0),
    Ask("library:document", LEARNER, of=lambda _world: ["guide-0"], cold=4, warm=3),
    Ask("search:search", VISITOR, query="?q=تأسيس", cold=3, warm=2),
    Ask("search:search", LEARNER, query="?q=تأسيس", cold=5, warm=4),
    Ask("search:search", VISITOR, cold=1, warm=0),
]

LEARNING = [
    Ask("learning:my_learning", LEARNER, cold=5, warm=4),
    Ask("learning:my_learning", GRADUATE, cold=6, warm=5),
    Ask("learning:my_learning", NEWCOMER, cold=5, warm=4),
    Ask("learning:confirm_names", LEARNER, given=unnamed, cold=3, warm=2),
    Ask("learning:enrol", NEWCOMER, of=course, cold=5, warm=4),
    Ask("learning:enrol", NEWCOMER, of=course, post={}, cold=15, status=302),
    Ask("learning:leave", LEARNER, of=course, cold=4, warm=3),
    Ask("learning:leave", LEARNER, of=course, post={}, cold=7, status=302),
    Ask("learning:version", LEARNER, of=course, given=behind, cold=8, warm=7),
    Ask("learning:move", LEARNER, of=course, given=behind, post={}, cold=21, status=302),
    Ask("learning:stay", LEARNER, of=course, given=behind, post={}, cold=5, status=302),
    Ask("learning:done", LEARNER, of=lesson, cold=2, status=302),
    Ask("learning:done", LEARNER, of=lesson, post={}, cold=9, status=302),
    Ask("learning:document", VISITOR, of=lesson, given=lesson_with_document, cold=4, warm=1, status=302),
    Ask("learning:document", LEARNER, of=lesson, given=lesson_with_document, cold=13, warm=8, status=302),
    Ask("learning:quiz", VISITOR, of=quiz, cold=2, warm=1),
    Ask("learning:quiz", LEARNER, of=quiz, cold=5, warm=4),
    Ask("learning:quiz", LEARNER, of=quiz, post={}, cold=10, status=302),
    Ask("learning:quiz_question", LEARNER, of=question, given=attempt, cold=6, warm=5),
    Ask("learning:quiz_question", LEARNER, of=question, post=answer, cold=10, status=302),
    Ask("learning:quiz_review", LEARNER, of=quiz, given=attempt, cold=6, warm=5),
    Ask("learning:quiz_submit", LEARNER, of=quiz, given=attempt, post={}, cold=16, status=302),
    Ask("learning:quiz_result", LEARNER, of=quiz, cold=7, warm=6),
]

CERTIFICATES_AND_CONTACT = [
    Ask("cms:contact", VISITOR, cold=1, warm=0),
    Ask("cms:contact", LEARNER, cold=3, warm=2),
    Ask(
        "cms:contact",
        VISITOR,
        post={"email": "a@example.org", "subject": "other", "message": "?"},
        cold=13,
        status=302,
    ),
    Ask("cms:contact_thanks", VISITOR, cold=1, warm=0),
    Ask("certificates:verify_form", cold=1, warm=0),
    Ask("certificates:verify", of=serial, cold=2, warm=1),
    Ask("certificates:verify", of=never_issued, cold=2, warm=1, status=404),
    Ask("certificates:report", cold=1, warm=0),
    Ask("certificates:report", post={"serial": "ONSC-0", "message": "No."}, cold=1, status=302),
    Ask("certificates:report_thanks", cold=1, warm=0),
    Ask("my_certificates:download", GRADUATE, of=serial, cold=4, warm=3, status=202),
    Ask("my_certificates:download", LEARNER, of=serial, cold=4, warm=3, status=404),
]

ACCOUNTS = [
    Ask("accounts:names", LEARNER, cold=5, warm=3),
    Ask("accounts:profile", LEARNER, cold=3, warm=2),
    Ask("accounts:staff_door", ADMINISTRATOR, cold=4, status=302),
    Ask("accounts:staff_door", LEARNER, cold=5, status=403),
    Ask("/cms/login/", VISITOR, status=302),
    Ask("account_login", VISITOR, cold=1, warm=0),
    Ask(
        "account_login",
        VISITOR,
        post=lambda world: {"login": world.learner.email, "password": PASSWORD},
        cold=16,
        status=302,
    ),
    Ask("account_logout", LEARNER, cold=3, warm=2),
    Ask("account_logout", LEARNER, post={}, cold=5, status=302),
    Ask("account_inactive", VISITOR, cold=1, warm=0),
    Ask("account_signup", VISITOR, cold=1, warm=0),
    Ask("account_signup", VISITOR, post={"email": "new@example.org", "password1": PASSWORD}, cold=18, status=302),
    Ask("account_reauthenticate", LEARNER, cold=3),
    Ask("account_email", LEARNER, cold=7, warm=6),
    Ask("account_email_verification_sent", VISITOR, status=302),
    Ask("account_change_password", LEARNER, cold=3, warm=2),
    Ask("account_set_password", LEARNER, cold=2, status=302),
    Ask("account_reset_password", VISITOR, cold=1, warm=0),
    Ask("account_reset_password", VISITOR, post=lambda world: {"email": world.learner.email}, cold=6, status=302),
    Ask("account_confirm_login_code", VISITOR, status=302),
    Ask("account_confirm_password_reset_code", VISITOR, status=302),
    Ask("account_complete_password_reset", VISITOR, status=302),
    Ask("account_password_reset_completed", VISITOR, cold=1, warm=0),
]

PAGES = [*FOR_MACHINES, *HOME_AND_COURSES, *LIBRARY_AND_SEARCH, *LEARNING, *CERTIFICATES_AND_CONTACT, *ACCOUNTS]
