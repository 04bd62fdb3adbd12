"""One certificate for one achievement, whatever happens at the same time."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from celery import current_app
from django.db import connection, transaction
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

import certificates.tasks
from accounts.models import User
from certificates import serials
from certificates.issuing import NamesNotConfirmed, holder_for, issue
from certificates.models import Certificate, CertificateHolder
from certificates.printing import page_of
from certificates.revoking import revoke
from certificates.verification import look_up

SUBJECT = uuid.UUID("11111111-2222-4333-8444-555555555555")
THREADS = 8


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Run `act` in several threads that begin together, each with its own connection."""
    barrier = Barrier(THREADS)

    def run(_number: int) -> Any:
        barrier.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_holder_for_takes_the_confirmed_names(learner: User) -> None:
    holder = holder_for(learner)

    assert (holder.name_ar, holder.name_latin) == ("سمير حمادي", "Samir Hamadi")
    assert holder_for(learner) == holder


def test_holder_for_refuses_names_that_are_not_confirmed(db: None) -> None:
    learner = User.objects.create_user("new@example.dz", name_ar="نور")

    with pytest.raises(NamesNotConfirmed):
        holder_for(learner)


@pytest.mark.django_db(transaction=True)
def test_holder_for_makes_one_holder_when_asked_at_once(learner: User) -> None:
    holders = at_once(lambda: holder_for(learner))

    assert {holder.pk for holder in holders} == {CertificateHolder.objects.get().pk}


def test_names_corrected_after_a_certificate_are_on_the_next_and_not_on_the_first(
    learner: User, certificate: Certificate, facts: dict[str, Any]
) -> None:
    learner.name_latin = "Samir Hammadi"
    corrected = holder_for(learner)

    following = issue(holder=corrected, subject_uid=uuid.uuid4(), kind="completion", facts=facts)
    again = issue(holder=corrected, subject_uid=SUBJECT, kind="completion", facts=facts)

    assert [page_of(each).name_latin for each in (certificate, following)] == ["Samir Hamadi", "Samir Hammadi"]
    shown = [look_up(each.serial, language="fr").name_latin for each in (certificate, following)]
    assert shown == ["Samir Hamadi", "Samir Hammadi"]
    assert again == certificate
    assert set(Certificate.objects.held_by(learner)) == {certificate, following}


def test_issue_freezes_the_facts_without_the_name(certificate: Certificate, facts: dict[str, Any]) -> None:
    assert certificate.facts == facts
    assert serials.normalise(certificate.serial) == certificate.serial
    assert certificate.serial.startswith("ONSC-2026-")
    assert certificate.status == Certificate.Status.VALID
    assert not certificate.file


def test_issue_twice_returns_the_standing_one(
    certificate: Certificate, holder: CertificateHolder, facts: dict[str, Any]
) -> None:
    again = issue(holder=holder, subject_uid=SUBJECT, kind="completion", facts={**facts, "hours": 99})

    assert again == certificate
    assert again.facts["hours"] == 2


def test_issue_does_not_undo_a_revocation(
    certificate: Certificate, holder: CertificateHolder, facts: dict[str, Any]
) -> None:
    revoke(certificate, None, "Issued by mistake.")

    again = issue(holder=holder, subject_uid=SUBJECT, kind="completion", facts=facts)

    assert again == certificate
    assert again.status == Certificate.Status.REVOKED


@pytest.mark.django_db(transaction=True)
def test_issue_makes_one_certificate_when_asked_at_once(holder: CertificateHolder, facts: dict[str, Any]) -> None:
    issued = at_once(lambda: issue(holder=holder, subject_uid=SUBJECT, kind="completion", facts=facts))

    assert {certificate.pk for certificate in issued} == {Certificate.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_issue_leaves_the_callers_transaction_whole(holder: CertificateHolder, facts: dict[str, Any]) -> None:
    def finish_course() -> str:
        with transaction.atomic():
            certificate = issue(holder=holder, subject_uid=SUBJECT, kind="completion", facts=facts)
            # The caller still reads and writes after a refused row.
            CertificateHolder.objects.filter(pk=holder.pk).update(name_latin="Samir Hamadi")
            return certificate.serial

    assert set(at_once(finish_course)) == {Certificate.objects.get().serial}


def test_issue_asks_for_the_drawing_after_the_commit(
    holder: CertificateHolder,
    facts: dict[str, Any],
    eager_tasks: None,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert certificates.tasks.draw.name in current_app.tasks

    with django_capture_on_commit_callbacks(execute=True):
        certificate = issue(holder=holder, subject_uid=SUBJECT, kind="completion", facts=facts)
        assert not certificate.file

    certificate.refresh_from_db()
    assert certificate.file


def test_issue_survives_a_queue_that_is_down(
    holder: CertificateHolder,
    facts: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(certificates.tasks.draw, "apply_async", _no_broker)

    with django_capture_on_commit_callbacks(execute=True):
        certificate = issue(holder=holder, subject_uid=SUBJECT, kind="completion", facts=facts)

    assert Certificate.objects.get() == certificate
    assert "waits for the sweep" in caplog.text


def _no_broker(*_args: object, **_options: object) -> None:
    raise ConnectionRefusedError
