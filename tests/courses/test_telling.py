"""Who is told of an act on a course, once, and in which words."""

from collections.abc import Callable

import pytest
from django.core import mail
from wagtail.models import Page

from accounts import mailing
from accounts.models import Message, User
from courses import releasing
from courses.models import Course, CoursePage
from tests import factories
from tests.staff import own, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    return person("Trainers")


@pytest.fixture
def editor() -> User:
    return person("Editors")


@pytest.fixture
def page(trainer: User) -> CoursePage:
    """A course that the trainer began."""
    page = factories.course_page()
    own(page, trainer)
    return page


def told() -> list[tuple[str, str]]:
    """Return the mails so far: kind and address."""
    return list(Message.objects.order_by("kind", "to").values_list("kind", "to"))


def row(page: Page) -> Course:
    return Course.objects.get(pk=page.translation_key)


def test_submitting_is_told_to_those_who_may_release(page: CoursePage, trainer: User, editor: User) -> None:
    administrator, retired = person("Administrators"), person("Editors")
    User.objects.filter(pk=retired.pk).update(is_active=False)
    person("Trainers")

    releasing.submit(page, trainer)
    releasing.submit(page, trainer)

    assert told() == sorted(("course_submitted", one.email) for one in (editor, administrator))


@pytest.mark.parametrize("act", ["return", "release", "retire", "reopen"])
def test_what_editors_do_is_told_once_to_whoever_writes_the_course(
    page: CoursePage, trainer: User, editor: User, act: str
) -> None:
    releasing.submit(page, None)
    if act in {"retire", "reopen"}:
        releasing.release(page, None)
    if act == "reopen":
        releasing.retire(row(page), None)
    acts: dict[str, Callable[[], object]] = {
        "return": lambda: releasing.return_to_trainer(row(page), editor, "راجع"),
        "release": lambda: releasing.release(page, editor),
        "retire": lambda: releasing.retire(row(page), editor),
        "reopen": lambda: releasing.reopen(row(page), editor),
    }

    acts[act]()
    acts[act]()

    assert [to for _kind, to in told()] == [trainer.email]


def test_acts_that_follow_each_other_are_told_each(page: CoursePage, trainer: User, editor: User) -> None:
    for _time in range(2):
        releasing.submit(page, trainer)
        releasing.return_to_trainer(row(page), editor, "راجع")

    assert told() == [("course_returned", trainer.email)] * 2 + [("course_submitted", editor.email)] * 2


def test_whoever_writes_a_translation_or_submitted_last_is_told_too(
    page: CoursePage, trainer: User, editor: User
) -> None:
    translator, first, last = person("Trainers"), person("Editors"), person("Administrators")
    CoursePage.objects.filter(locale__language_code="fr").update(owner=translator)
    for someone in (first, last):
        releasing.submit(page, someone)
        Course.objects.update(submitted_at=None)
    Message.objects.all().delete()

    releasing.release(page, editor)

    assert told() == sorted(("course_released", one.email) for one in (trainer, translator, last))


def test_nobody_is_told_of_their_own_act_nor_of_the_installations(page: CoursePage, editor: User) -> None:
    own(page, editor)

    releasing.submit(page, editor)
    releasing.release(page, editor)
    releasing.retire(row(page), None)

    assert told() == []


@pytest.mark.parametrize(
    ("language", "subject", "address"),
    [("ar", "أُعيدت إليك", "/cms/pages/"), ("fr", "Renvoyée", "/cms/pages/"), ("en", "Returned to you", "/cms/pages/")],
)
def test_mail_is_in_the_language_of_whoever_reads_it(
    page: CoursePage, trainer: User, editor: User, language: str, subject: str, address: str
) -> None:
    User.objects.filter(pk=trainer.pk).update(language=language)
    releasing.submit(page, None)

    releasing.return_to_trainer(row(page), editor, "<راجع> l'exemple & la suite")
    mailing.deliver(Message.objects.get().uid)

    [letter] = mail.outbox
    title = "Course" if language == "fr" else "دورة"
    assert subject in letter.subject
    assert title in letter.subject
    assert "<راجع> l'exemple & la suite" in letter.body
    assert address in letter.body


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_act_has_its_mail(page: CoursePage, trainer: User, editor: User, language: str) -> None:
    User.objects.update(language=language)
    releasing.submit(page, trainer)
    releasing.release(page, editor)
    releasing.retire(row(page), editor)
    releasing.reopen(row(page), editor)

    for message in Message.objects.all():
        mailing.deliver(message.uid)

    assert len({letter.subject for letter in mail.outbox}) == 4
    assert all(page.slug in letter.body or "/release/" in letter.body for letter in mail.outbox)
    assert not any("{{" in letter.body for letter in mail.outbox)
