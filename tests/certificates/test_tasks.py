"""Drawing happens once, is claimed once, and nothing that was lost stays lost."""

import datetime
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone

import certificates.tasks
from accounts import mailing
from accounts.models import Message, User
from certificates import pdf
from certificates.models import Certificate, CertificateHolder, certificate_storage
from certificates.tasks import draw, sweep


@pytest.fixture(autouse=True)
def _no_files_left(certificate: Certificate) -> Iterator[None]:
    yield
    for name in files(certificate):
        certificate_storage().delete(f"2026/{certificate.serial}/{name}")


def files(certificate: Certificate) -> list[str]:
    folder = f"{certificate.issued_at:%Y}/{certificate.serial}"
    return certificate_storage().listdir(folder)[1] if certificate_storage().exists(folder) else []


def test_draw_stores_the_file_and_its_hash(certificate: Certificate) -> None:
    draw(certificate.pk)

    certificate.refresh_from_db()
    content = certificate.file.read()
    certificate.file.close()
    assert content.startswith(b"%PDF-")
    assert certificate.sha256 == hashlib.sha256(content).hexdigest()
    assert certificate.drawn_at is not None


def test_draw_twice_keeps_the_first_file(certificate: Certificate) -> None:
    draw(certificate.pk)
    before = Certificate.objects.values().get()

    draw(certificate.pk)

    assert Certificate.objects.values().get() == before
    assert len(files(certificate)) == 1


def test_draw_of_nothing_does_nothing(certificate: Certificate) -> None:
    draw(certificate.pk + 1)

    assert files(certificate) == []


def test_draw_without_a_holder_does_nothing(certificate: Certificate) -> None:
    CertificateHolder.objects.all().delete()

    draw(certificate.pk)

    assert files(certificate) == []


def test_draw_removes_what_a_killed_run_left(certificate: Certificate) -> None:
    certificate_storage().save(f"{certificate.issued_at:%Y}/{certificate.serial}/half.pdf", ContentFile(b"%PDF-1"))

    draw(certificate.pk)

    certificate.refresh_from_db()
    assert files(certificate) == [str(certificate.file.name).rsplit("/", 1)[-1]]


@pytest.mark.django_db(transaction=True)
def test_draw_at_once_leaves_one_file(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    barrier = Barrier(2)
    draw_page = pdf.draw

    def draw_together(page: Any) -> bytes:
        content = draw_page(page)
        barrier.wait()
        return content

    def run(_number: int) -> None:
        try:
            draw(certificate.pk)
        finally:
            connection.close()

    monkeypatch.setattr(certificates.tasks, "draw_page", draw_together)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))

    certificate.refresh_from_db()
    assert files(certificate) == [str(certificate.file.name).rsplit("/", 1)[-1]]


def test_sweep_draws_what_waits(certificate: Certificate, eager_tasks: None) -> None:
    Certificate.objects.update(issued_at=timezone.now() - datetime.timedelta(seconds=10))

    sweep()

    certificate.refresh_from_db()
    assert certificate.drawn_at is not None


def test_sweep_leaves_what_has_just_been_issued(certificate: Certificate, eager_tasks: None) -> None:
    sweep()

    certificate.refresh_from_db()
    assert certificate.drawn_at is None


def test_draw_tells_the_holder_once(certificate: Certificate, learner: User, mailoutbox: list[EmailMessage]) -> None:
    User.objects.update(language="fr")

    draw(certificate.pk)
    draw(certificate.pk)
    Certificate.objects.update(file="", sha256="", drawn_at=None)
    draw(certificate.pk)

    assert [mailing.deliver(message.uid) for message in Message.objects.all()] == [True]
    assert [mail.to for mail in mailoutbox] == [[learner.email]]
    assert "Créer une association" in str(mailoutbox[0].subject)
    assert f"{settings.BASE_URL}/fr/learn/certificates/{certificate.serial}/\n" in str(mailoutbox[0].body)
    assert f"{settings.BASE_URL}/v/{certificate.serial}/?lang=fr\n" in str(mailoutbox[0].body)


@pytest.mark.parametrize("change", [{"status": "superseded"}, {"status": "revoked", "revoked_at": timezone.now()}])
def test_draw_tells_nobody_of_what_is_no_longer_valid(certificate: Certificate, change: dict[str, Any]) -> None:
    Certificate.objects.update(**change)

    draw(certificate.pk)

    assert not Message.objects.exists()


def test_draw_tells_nobody_whose_account_is_gone(certificate: Certificate, learner: User) -> None:
    learner.delete()

    draw(certificate.pk)

    assert not Message.objects.exists()
