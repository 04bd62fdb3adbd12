import datetime
from typing import Any, ClassVar

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts import mailing, tasks
from accounts.models import Message

pytestmark = pytest.mark.django_db

CONTEXT = {"course": "قانون الجمعيات & <غيره>", "url": "http://127.0.0.1:8000/v/X/"}


class WatchingBackend(EmailBackend):
    """Keeps the mail, and whether a transaction was open while it was sent."""

    in_transaction: ClassVar[list[bool]] = []

    def send_messages(self, messages: Any) -> int:
        self.in_transaction.append(connection.in_atomic_block)
        return super().send_messages(messages)


def write(key: str = "1", language: str = "ar") -> Message:
    return mailing.send(kind="certificate_ready", to="amina@example.dz", language=language, context=CONTEXT, key=key)


def test_message_leaves_after_the_commit(
    eager_tasks: None,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = write()
        assert not mailoutbox

    message.refresh_from_db()
    assert message.sent_at is not None
    assert mailoutbox[0].to == ["amina@example.dz"]
    assert "قانون الجمعيات & <غيره>" in str(mailoutbox[0].subject)
    assert CONTEXT["url"] in str(mailoutbox[0].body)


def test_message_of_a_kind_and_key_is_written_and_sent_once(mailoutbox: list[EmailMessage]) -> None:
    first, second = write(), write()

    sent = [mailing.deliver(first.uid), mailing.deliver(second.uid)]

    assert first.uid == second.uid
    assert sent == [True, False]
    assert len(mailoutbox) == 1


def test_server_that_is_down_leaves_the_message_to_the_sweep(
    settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    message = write()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9,
    )  # fmt: skip
    tasks.deliver(str(message.uid))
    settings.EMAIL_BACKEND = working
    Message.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=2))

    tasks.sweep()
    tasks.sweep()

    assert len(mailoutbox) == 1


def test_queue_that_is_down_breaks_nothing(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OperationalError

    monkeypatch.setattr(mailing, "signature", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        message = write()

    message.refresh_from_db()
    assert message.sent_at is None


def test_sweep_leaves_the_young_and_the_old_alone(mailoutbox: list[EmailMessage]) -> None:
    write("young")
    old = write("old")
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - datetime.timedelta(days=4))

    tasks.sweep()

    assert not mailoutbox


def test_unknown_message_is_no_error() -> None:
    tasks.deliver("00000000-0000-0000-0000-000000000000")


def test_sweep_sends_the_others_when_one_message_cannot_be_written(mailoutbox: list[EmailMessage]) -> None:
    bad = write("bad")
    write("good")
    long_ago = timezone.now() - datetime.timedelta(minutes=2)
    Message.objects.update(created_at=long_ago)
    Message.objects.filter(pk=bad.pk).update(kind="no-such-template", created_at=long_ago - datetime.timedelta(1))

    tasks.sweep()

    assert len(mailoutbox) == 1
    assert Message.objects.get(sent_at=None) == bad
    assert Message.objects.get(sent_at=None).claimed_at is None


@pytest.mark.django_db(transaction=True)
def test_message_is_sent_outside_of_a_transaction(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.test_mailing.WatchingBackend"
    WatchingBackend.in_transaction.clear()
    message = write()

    mailing.deliver(message.uid)

    assert WatchingBackend.in_transaction == [False]


def test_message_that_another_worker_sends_is_left_until_the_claim_ends(mailoutbox: list[EmailMessage]) -> None:
    message = write()
    claims = Message.objects.filter(pk=message.pk)
    claims.update(claimed_at=timezone.now())
    meanwhile = mailing.deliver(message.uid)

    claims.update(claimed_at=timezone.now() - mailing.CLAIM_LASTS - datetime.timedelta(seconds=1))
    after_it_ended = mailing.deliver(message.uid)

    assert (meanwhile, after_it_ended) == (False, True)
    assert len(mailoutbox) == 1
