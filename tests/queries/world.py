"""What the pages are asked about: an installation in which every list has `number` rows."""

import json
import re
import uuid
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document as File
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import Consent, User
from certificates.issuing import holder_for, issue
from certificates.models import Certificate, ForgeryReport
from cms.models import ContactMessage, EditorialPage, HomePage
from courses.models import CatalogueIndexPage, Course, CoursePage, CourseVersion, Question, QuizPage, QuizVersion
from courses.releasing import release
from learning import quizzes
from learning.enrolment import enrol
from learning.models import Enrolment, Finding
from library.models import DocumentPage, LibraryIndexPage, RegulatoryText, Relation
from search.engine import Document, index
from tests import factories

UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WORDS = {"course": "دورة", "issuer": "المرصد", "signatory_name": "", "signatory_title": "الرئاسة"}
FACTS = {**dict.fromkeys(("ar", "fr", "en"), WORDS), "hours": 2, "specimen": True} | dict.fromkeys(
    ("completed_on", "issued_on"), "2026-11-25"
)


class World:
    """`number` courses, the first of them with `number` lessons and a quiz that was tried `number` times.

    The learner takes them all; the graduate has completed them all, and has one more certificate than courses. As many
    questions, texts, relations, documents, reports of forgery and entries of the search.
    """

    def __init__(self, number: int) -> None:
        # Django reads these once in the life of a process.
        ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=False)
        self.number = number
        self.learner, self.graduate, self.newcomer = _person(), _person(), _person()
        self.editor, self.administrator = _person("Editors"), _person("Administrators")
        self.course_page = _course_page(number)
        self.course = release(self.course_page, None).course
        self.places = self.course.in_language("ar").items
        self.courses = [self.course, *(_like(self.course, place) for place in range(1, number))]
        self.enrolments = [enrol(self.learner, course) for course in self.courses]
        for _time in range(number):
            quizzes.submit(quizzes.start(self.enrolments[0], self.places[-1].uid))
        self.certificates = [_graduate(self.graduate, course) for course in self.courses]
        self.texts = _texts(number)
        _fill_lists(number)


def _person(group: str = "") -> User:
    """Return somebody who may go everywhere at once: address and names confirmed, consent given."""
    person = factories.learner(names_confirmed_at=timezone.now(), is_staff=bool(group))
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Consent.objects.create(user=person, text_key="privacy", text_version="1")
    if group:
        person.groups.add(Group.objects.get(name=group))
    return person


def _course_page(number: int) -> CoursePage:
    page = factories.course_page(lessons=number, quizzes=1, languages=("ar",))
    quiz = QuizPage.objects.get()
    with disable_reference_index_auto_update():
        for _place in range(1, number):
            factories.add_question(quiz, Question.Kind.SINGLE, right=1)
    QuizPage.objects.update(attempts=50)
    return page


def _like(course: Course, place: int) -> Course:
    """Return one more course with the contents of `course` under other uids: thirty trees of pages would take long."""

    def differing(value: Any) -> Any:
        return json.loads(UID.sub(lambda found: str(uuid.uuid5(uuid.NAMESPACE_OID, f"{found[0]}{place}")), value))

    version, quiz = CourseVersion.objects.get(course=course), QuizVersion.objects.get(version__course=course)
    facts = {"theme": course.theme, "hours": course.hours, "contents": differing(json.dumps(course.contents))}
    other = Course.objects.create(uid=uuid.uuid4(), slug=f"{course.slug}-{place}", **facts)
    frozen = CourseVersion.objects.create(
        course=other, number=1, change_class="initial", outline=differing(json.dumps(version.outline)), tree_hash="-"
    )
    item_uid = differing(json.dumps(str(quiz.item_uid)))
    QuizVersion.objects.create(version=frozen, item_uid=item_uid, questions=quiz.questions)
    other.current_version, other.state = frozen, Course.State.RELEASED
    other.save()
    _add_page_of(other)
    return other


def _add_page_of(course: Course) -> None:
    index = CatalogueIndexPage.objects.get(locale__language_code="ar")
    page = CoursePage(title=course.slug, slug=course.slug, theme=course.theme, hours=2, summary="-", publisher="-")
    page.trainer_name, page.translation_key, page.locale = "-", course.uid, index.locale
    with disable_reference_index_auto_update():
        index.add_child(instance=page)


def _graduate(learner: User, course: Course) -> Certificate:
    enrolment = enrol(learner, course)
    Enrolment.objects.filter(pk=enrolment.pk).update(state=Enrolment.State.COMPLETED, completed_at=timezone.now())
    return issue(holder=holder_for(learner), subject_uid=course.uid, kind="completion", facts=FACTS)


def _texts(number: int) -> list[RegulatoryText]:
    """Return a text and `number` that it cites."""
    texts = RegulatoryText.objects.bulk_create(
        RegulatoryText(
            uri=f"dz/law/1999/99-{place}",
            kind="law",
            number=f"99-{place}",
            title_ar=f"القانون رقم {place}",
            confidence="high",
            is_published=True,
        )
        for place in range(number + 1)
    )
    Relation.objects.bulk_create(Relation(subject=texts[0], predicate="cites", object=other) for other in texts[1:])
    return texts


def _fill_lists(number: int) -> None:
    Finding.objects.bulk_create(Finding(kind="owed", subject=f"learner {place}") for place in range(number))
    ForgeryReport.objects.bulk_create(ForgeryReport(serial="ONSC-0", message="No.") for _ in range(number))
    ContactMessage.objects.bulk_create(
        ContactMessage(email="a@example.org", subject="other", message="?", language="ar", fingerprint=str(place))
        for place in range(number)
    )
    index(
        Document(f"text:{place}:ar", "text", "ar", f"تأسيس الجمعية {place}", "للمؤسسين", f"/ar/library/{place}/")
        for place in range(number)
    )
    library = LibraryIndexPage.objects.get(locale__language_code="ar")
    for place in range(number):
        library.add_child(
            instance=DocumentPage(
                title=f"دليل {place}", slug=f"guide-{place}", publisher="ناشر", body="<p>نص</p>", locale=library.locale
            )
        )
    home = HomePage.objects.get(locale__language_code="ar")
    home.add_child(instance=EditorialPage(title="عن المنصة", slug="on-us", body="<p>نص</p>", locale=home.locale))
    File.objects.create(title="ملف", file=ContentFile(b"%PDF-", name="file.pdf"))
