import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from certificates import filing
from certificates.issuing import holder_for
from certificates.models import Certificate, CertificateHolder, certificate_storage
from certificates.tasks import draw
from learning import rebuilding, reconciling
from learning.enrolment import enrol
from learning.marking import mark_done
from learning.models import Enrolment, Finding, ItemState
from learning.tasks import reconcile
from tests.factories import released_course
from tests.staff import person, signed_in


@pytest.fixture
def completed(named: User) -> Enrolment:
    """A completed course with its certificate drawn."""
    course = released_course(lessons=1, quizzes=0)
    enrolment = enrol(named, course)
    mark_done(named, course=course.slug, module="module-1", item="lesson-1-1")
    draw(Certificate.objects.get().pk)
    enrolment.refresh_from_db()
    return enrolment


def check() -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("reconcile", "--check", stdout=said)
    except SystemExit as stopped:
        return int(str(stopped.code)), said.getvalue()
    return 0, said.getvalue()


def test_nothing_is_found_where_all_agrees(completed: Enrolment) -> None:
    assert check() == (0, "0 found.\n")
    assert reconciling.reconcile() == []
    assert not Finding.objects.exists()


def test_check_says_what_it_finds_and_changes_nothing(completed: Enrolment) -> None:
    Certificate.objects.all().delete()

    code, said = check()

    assert code == 1
    assert said.startswith(f"owed: #{completed.learner_id} · {completed.course.slug}\n")
    assert not Certificate.objects.exists()
    assert not Finding.objects.exists()


def test_completed_course_without_certificate_gets_it(completed: Enrolment) -> None:
    Certificate.objects.all().delete()

    reconcile()

    assert Certificate.objects.get().subject_uid == completed.course_id
    finding = Finding.objects.get()
    assert finding.kind == Finding.Kind.OWED
    assert finding.mended_at is not None


def test_course_left_open_long_ago_is_completed(completed: Enrolment) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=300)
    Certificate.objects.all().delete()
    Enrolment.objects.update(state="active", completed_at=None, last_seen_at=long_ago)

    found = reconciling.reconcile()

    assert [each.kind for each in found] == [Finding.Kind.OPEN]
    assert Enrolment.objects.get().state == Enrolment.State.COMPLETED
    assert Certificate.objects.count() == 1


def test_state_that_was_lost_is_folded_again_and_what_follows_from_it_follows(completed: Enrolment) -> None:
    Certificate.objects.all().delete()
    Enrolment.objects.update(state="active", completed_at=None)
    before = rebuilding.digest()
    ItemState.objects.all().delete()

    found = reconciling.reconcile()

    assert [each.kind for each in found] == [Finding.Kind.STATE, Finding.Kind.OPEN]
    assert rebuilding.digest() == before
    assert Certificate.objects.count() == 1
    assert check()[0] == 0


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_file_that_is_lost_or_damaged_is_drawn_again(completed: Enrolment, damage: str) -> None:
    certificate, storage = Certificate.objects.get(), certificate_storage()
    name = str(certificate.file.name)
    if damage == "gone":
        storage.delete(name)
    else:
        with storage.open(name, "ab") as stored:
            stored.write(b"%")

    assert check() == (1, f"file: {certificate.serial}\n1 found.\n")
    reconciling.reconcile()
    assert Finding.objects.get().mended_at is None
    draw(certificate.pk)
    reconciling.reconcile()

    assert Finding.objects.get().mended_at is not None
    again = Certificate.objects.get()
    assert again.sha256 == certificate.sha256
    assert check()[0] == 0


def test_certificate_that_waits_too_long_for_its_file_is_found(completed: Enrolment) -> None:
    waiting = {"file": "", "sha256": "", "drawn_at": None}
    Certificate.objects.update(**waiting)
    assert check()[0] == 0

    Certificate.objects.update(issued_at=timezone.now() - 2 * filing.LATEST)

    assert check()[1].startswith("not_drawn: ")
    CertificateHolder.objects.all().delete()
    assert "not_drawn" not in check()[1]


def test_two_valid_certificates_are_left_to_a_person(completed: Enrolment, named: User) -> None:
    first = Certificate.objects.get()
    other = CertificateHolder.objects.create(learner=named, name_ar="اسم آخر", name_latin="Another Name")
    second = Certificate.objects.create(
        serial="X-1", holder_uid=other.uid, subject_uid=first.subject_uid, facts=first.facts
    )
    assert holder_for(named).uid == first.holder_uid

    assert [each.kind for each in reconciling.reconcile()] == [Finding.Kind.TWICE]
    assert [each.kind for each in reconciling.reconcile()] == [Finding.Kind.TWICE]
    assert Finding.objects.get().mended_at is None
    second.delete()
    reconciling.reconcile()

    assert Finding.objects.get().mended_at is not None


def test_administrators_see_what_was_found(completed: Enrolment) -> None:
    Certificate.objects.all().delete()
    reconciling.reconcile()

    page = signed_in(person("Administrators")).get("/cms/snippets/learning/finding/")

    assert page.status_code == 200
    assert completed.course.slug in page.content.decode()


def test_lost_file_of_a_deleted_holder_is_left_to_a_person(completed: Enrolment) -> None:
    certificate = Certificate.objects.get()
    certificate_storage().delete(str(certificate.file.name))
    CertificateHolder.objects.all().delete()

    for _ in range(2):
        reconciling.reconcile()

    assert Finding.objects.get(kind=Finding.Kind.FILE).mended_at is None
    assert Certificate.objects.get(pk=certificate.pk).sha256 == certificate.sha256
