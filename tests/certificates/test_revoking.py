"""Revoking is an act with a reason, once; the log keeps both."""

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import User
from certificates import revoking
from certificates.models import Certificate


def test_revoke_changes_the_state_and_logs_the_reason(certificate: Certificate, learner: User) -> None:
    revoking.revoke(certificate, learner, " Issued to another person. ")

    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.REVOKED
    assert certificate.revoked_at is not None
    assert certificate.revocation_reason == "Issued to another person."
    entry = ModelLogEntry.objects.get(action=revoking.REVOKE)
    assert (entry.user, entry.data) == (learner, {"reason": "Issued to another person."})


def test_revoke_twice_is_refused(certificate: Certificate, learner: User) -> None:
    revoking.revoke(certificate, learner, "First.")

    with pytest.raises(revoking.AlreadyRevoked):
        revoking.revoke(certificate, learner, "Second.")

    certificate.refresh_from_db()
    assert certificate.revocation_reason == "First."
    assert ModelLogEntry.objects.filter(action=revoking.REVOKE).count() == 1


def test_revoke_wants_a_reason(certificate: Certificate, learner: User) -> None:
    with pytest.raises(revoking.ReasonMissing):
        revoking.revoke(certificate, learner, "  ")

    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.VALID


def test_revoke_leaves_a_superseded_certificate(certificate: Certificate, learner: User) -> None:
    Certificate.objects.update(status=Certificate.Status.SUPERSEDED)

    with pytest.raises(revoking.NotValid):
        revoking.revoke(certificate, learner, "Late.")


def test_reinstate_makes_valid_again(certificate: Certificate, learner: User) -> None:
    revoking.revoke(certificate, learner, "A mistake.")

    revoking.reinstate(certificate, learner, "It was right.")

    certificate.refresh_from_db()
    assert (certificate.status, certificate.revoked_at) == (Certificate.Status.VALID, None)
    assert ModelLogEntry.objects.filter(action=revoking.REINSTATE).count() == 1


def test_reinstate_refuses_what_is_not_revoked(certificate: Certificate, learner: User) -> None:
    with pytest.raises(revoking.NotRevoked):
        revoking.reinstate(certificate, learner, "Why not.")


def test_reinstate_refuses_beside_another_valid_one(certificate: Certificate, learner: User) -> None:
    revoking.revoke(certificate, learner, "A mistake.")
    Certificate.objects.create(
        serial="ONSC-2026-7K3QF9X2M4TP-Y",
        holder_uid=certificate.holder_uid,
        subject_uid=certificate.subject_uid,
        facts=certificate.facts,
    )

    with pytest.raises(revoking.AnotherIsValid):
        revoking.reinstate(certificate, learner, "It was right.")
