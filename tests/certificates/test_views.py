"""Anyone may verify, the holder downloads, staff revokes."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from certificates import serials
from certificates.models import Certificate, CertificateHolder, ForgeryReport
from certificates.revoking import revoke
from certificates.tasks import draw

NEVER_ISSUED = "ONSC-2026-7K3QF9X2M4TP-Y"


def text(response: Any) -> str:
    return str(response.content.decode())


def test_verify_form_leads_to_the_serial(client: Client, certificate: Certificate) -> None:
    response = client.get("/v/", {"serial": certificate.serial.lower().replace("-", " ")})

    assert response.status_code == 302
    assert response["Location"] == f"/v/{certificate.serial}/"


def test_verify_form_keeps_the_language(client: Client, certificate: Certificate) -> None:
    response = client.get("/v/", {"serial": certificate.serial, "lang": "fr"})

    assert response["Location"] == f"/v/{certificate.serial}/?lang=fr"


@pytest.mark.parametrize("typed", ["a/b", "..", "?", "%2F", "<b>", "\x00", "x" * 100])
def test_verify_form_survives_anything(client: Client, db: None, typed: str) -> None:
    response = client.get("/v/", {"serial": typed}, follow=True)

    assert response.status_code in {400, 404}


@pytest.mark.parametrize("typed", ["report", "report/thanks", ".", "..", "/"])
def test_verify_form_takes_the_name_of_a_page_for_an_unknown_serial(client: Client, db: None, typed: str) -> None:
    response = client.get("/v/", {"serial": typed, "lang": "en"}, follow=True)

    assert response.status_code == 404
    assert response["X-Robots-Tag"] == "noindex"
    assert response.context["verdict"].status == "unknown"
    assert response.context["asked"] == typed


def test_verify_form_says_what_is_missing(client: Client, db: None) -> None:
    response = client.get("/v/", {"serial": " ", "lang": "en"})

    assert response.status_code == 400
    assert "Type the code that is printed" in text(response)


@pytest.mark.parametrize(
    ("headers", "query", "language"),
    [
        ({}, "", "ar"),
        ({"accept-language": "de"}, "", "ar"),
        ({"accept-language": "fr-DZ,fr;q=0.9"}, "", "fr"),
        ({"accept-language": "fr"}, "?lang=en", "en"),
        ({"accept-language": "fr"}, "?lang=xx", "fr"),
    ],
)
def test_verify_speaks_the_readers_language(
    client: Client, certificate: Certificate, headers: dict[str, str], query: str, language: str
) -> None:
    response = client.get(f"/v/{certificate.serial}/{query}", headers=headers)

    assert f'<html lang="{language}"' in text(response)
    assert certificate.facts[language]["course"] in text(response)


def test_verify_takes_the_language_of_the_cookie(client: Client, certificate: Certificate) -> None:
    client.cookies["language"] = "fr"

    assert '<html lang="fr" dir="ltr"' in text(
        client.get(f"/v/{certificate.serial}/", headers={"accept-language": "en"})
    )


def test_verify_shows_what_the_paper_shows(client: Client, certificate: Certificate) -> None:
    response = client.get(f"/v/{certificate.serial}/?lang=en")

    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    page = text(response)
    for shown in ("This certificate is valid", "سمير حمادي", "Samir Hamadi", "Founding an association", "2 hours"):
        assert shown in page
    assert "25 November 2026" in page
    assert "samir@example.dz" not in page


def test_verify_reads_a_serial_typed_from_paper(client: Client, certificate: Certificate) -> None:
    typed = certificate.serial.replace("2026", "٢٠٢٦").replace("-", " ").lower()

    assert client.get(f"/v/{typed}/").status_code == 200


def test_verify_tells_of_a_revocation_without_name_and_reason(client: Client, certificate: Certificate) -> None:
    revoke(certificate, None, "Somebody else sat there.")

    page = text(client.get(f"/v/{certificate.serial}/?lang=en"))

    assert "This certificate is revoked" in page
    assert "Samir" not in page
    assert "Somebody else" not in page


def test_verify_leads_from_a_superseded_one_to_the_new(client: Client, certificate: Certificate) -> None:
    Certificate.objects.update(status=Certificate.Status.SUPERSEDED)
    Certificate.objects.create(
        serial=NEVER_ISSUED,
        holder_uid=certificate.holder_uid,
        subject_uid=certificate.subject_uid,
        facts=certificate.facts,
        supersedes=certificate,
    )

    page = text(client.get(f"/v/{certificate.serial}/?lang=en"))

    assert "This certificate was replaced by a corrected one" in page
    assert f'href="/v/{NEVER_ISSUED}/?lang=en"' in page


def test_verify_stands_when_the_holder_was_deleted(client: Client, certificate: Certificate) -> None:
    CertificateHolder.objects.all().delete()

    page = text(client.get(f"/v/{certificate.serial}/?lang=en"))

    assert "This certificate is valid" in page
    assert "Samir" not in page


def test_verify_answers_unknown_and_malformed_alike(client: Client, db: None) -> None:
    never_issued = serials.make("ONSC", 2026)

    unknown, malformed = client.get(f"/v/{never_issued}/"), client.get("/v/hello/")

    assert (unknown.status_code, malformed.status_code) == (404, 404)
    assert _without_what_differs(text(unknown), never_issued) == _without_what_differs(text(malformed), "hello")
    assert unknown["X-Robots-Tag"] == malformed["X-Robots-Tag"] == "noindex"


def test_verify_keeps_a_mistyped_serial_to_be_corrected(client: Client, certificate: Certificate) -> None:
    mistyped = certificate.serial[:-1] + "?"

    assert f'value="{mistyped}"' in text(client.get("/v/" + mistyped.replace("?", "%3F") + "/"))
    assert f'value="{certificate.serial}"' not in text(client.get(f"/v/{certificate.serial}/"))


def test_verify_compares_no_name_that_it_does_not_show(client: Client, certificate: Certificate) -> None:
    revoke(certificate, None, "Somebody else sat there.")

    assert "Compare the name" not in text(client.get(f"/v/{certificate.serial}/?lang=en"))


def _without_what_differs(page: str, asked: str) -> str:
    return re.sub(r'nonce="[^"]*"', "", page.replace(asked, "…"))


def test_report_is_kept(client: Client, db: None) -> None:
    response = client.post("/v/report/?lang=fr", {"serial": "ONSC-0", "message": "<b>فرق</b>", "reporter_email": ""})

    assert response["Location"] == "/v/report/thanks/?lang=fr"
    report = ForgeryReport.objects.get()
    assert (report.serial, report.message) == ("ONSC-0", "<b>فرق</b>")


def test_report_brings_the_serial_along(client: Client, db: None) -> None:
    assert 'value="ONSC-0"' in text(client.get("/v/report/", {"serial": "ONSC-0"}))


def test_report_refuses_without_losing_what_was_typed(client: Client, db: None) -> None:
    response = client.post("/v/report/?lang=en", {"serial": "", "message": "Two different fonts."})

    assert response.status_code == 400
    assert "Two different fonts." in text(response)
    assert not ForgeryReport.objects.exists()


def test_report_is_limited(client: Client, db: None) -> None:
    answers = [client.post("/v/report/", {"serial": "ONSC-0", "message": "No."}).status_code for _time in range(21)]

    assert answers == [302] * 20 + [400]
    assert ForgeryReport.objects.count() == 20


def test_report_counts_who_comes_through_our_proxy(client: Client, db: None, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    report = {"serial": "ONSC-0", "message": "No."}

    # What stands before the address that our proxy wrote is made up, and changes nothing.
    answers = [
        client.post("/v/report/", report, headers={"x-forwarded-for": f"10.0.0.{number}, 41.96.0.1"}).status_code
        for number in range(21)
    ]
    neighbour = client.post("/v/report/", report, headers={"x-forwarded-for": "41.96.0.2"})

    assert answers == [302] * 20 + [400]
    assert neighbour.status_code == 302


def test_report_is_cleaned(client: Client, db: None) -> None:
    client.post("/v/report/", {"serial": " ONSC\u202e-0\x01 ", "message": "a\u202eb\r\n\r\nc\x07"})

    report = ForgeryReport.objects.get()
    assert (report.serial, report.message) == ("ONSC-0", "ab\n\nc")


def test_download_gives_the_holder_the_file(client: Client, certificate: Certificate, learner: User) -> None:
    draw(certificate.pk)
    client.force_login(learner)

    response = client.get(f"/ar/learn/certificates/{certificate.serial}/")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{certificate.serial}.pdf"'
    assert b"".join(response.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined] # a FileResponse
    response.close()


def test_download_says_that_the_file_is_being_drawn(client: Client, certificate: Certificate, learner: User) -> None:
    client.force_login(learner)

    response = client.get(f"/en/learn/certificates/{certificate.serial}/")

    assert response.status_code == 202
    assert "Your certificate is being prepared" in text(response)


def test_download_of_a_revoked_one_leads_to_its_verdict(
    client: Client, certificate: Certificate, learner: User
) -> None:
    revoke(certificate, None, "A mistake.")
    client.force_login(learner)

    response = client.get(f"/ar/learn/certificates/{certificate.serial}/")

    assert response["Location"] == f"/v/{certificate.serial}/"


def test_download_of_a_foreign_or_unknown_one_is_not_found(client: Client, certificate: Certificate) -> None:
    client.force_login(User.objects.create_user("other@example.dz"))

    foreign = client.get(f"/ar/learn/certificates/{certificate.serial}/")
    unknown = client.get(f"/ar/learn/certificates/{NEVER_ISSUED}/")

    assert (foreign.status_code, unknown.status_code) == (404, 404)


def test_download_asks_visitors_to_sign_in(client: Client, certificate: Certificate) -> None:
    assert client.get(f"/ar/learn/certificates/{certificate.serial}/").status_code == 302


def test_api_says_the_same(client: Client, certificate: Certificate) -> None:
    known = client.get(f"/api/v1/certificates/{certificate.serial}/", headers={"accept-language": "fr"})
    unknown = client.get(f"/api/v1/certificates/{NEVER_ISSUED}/")

    assert known.json()["status"] == "valid"
    assert known.json()["course"] == "Créer une association"
    assert known.json()["issued_on"] == "2026-11-25"
    assert (unknown.status_code, unknown.json()["status"]) == (404, "unknown")


@pytest.fixture
def editor(db: None) -> User:
    editor = User.objects.create_user("editor@example.dz", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


def test_editor_finds_and_revokes(client: Client, certificate: Certificate, editor: User) -> None:
    client.force_login(editor)

    listing = client.get("/cms/snippets/certificates/certificate/", {"q": certificate.serial})
    detail = client.get(f"/cms/snippets/certificates/certificate/inspect/{certificate.pk}/")
    answer = client.post(f"/cms/certificates/{certificate.pk}/revoke/", {"reason": "A mistake."})

    assert certificate.serial in text(listing)
    assert f"/cms/certificates/{certificate.pk}/revoke/" in text(detail)
    assert answer.status_code == 302
    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.REVOKED


def test_editor_reads_the_facts_of_a_certificate_as_words(
    client: Client, certificate: Certificate, editor: User
) -> None:
    client.force_login(editor)

    detail = text(client.get(f"/cms/snippets/certificates/certificate/inspect/{certificate.pk}/"))

    assert certificate.facts["ar"]["course"] in detail
    assert "signatory_title" not in detail
    assert "Drawn at" not in detail


def test_editor_is_told_why_an_act_is_refused(client: Client, certificate: Certificate, editor: User) -> None:
    revoke(certificate, None, "First.")
    client.force_login(editor)

    page = client.get(f"/cms/certificates/{certificate.pk}/revoke/")
    answer = client.post(f"/cms/certificates/{certificate.pk}/revoke/", {"reason": "Second."})
    reinstated = client.post(f"/cms/certificates/{certificate.pk}/reinstate/", {"reason": "It was right."})

    assert page.status_code == 200
    assert answer.status_code == 200
    assert reinstated.status_code == 302


@pytest.mark.parametrize("address", ["add/", "edit/{pk}/", "delete/{pk}/"])
def test_nobody_edits_the_register_through_forms(client: Client, certificate: Certificate, address: str) -> None:
    admin = User.objects.create_superuser("admin@example.dz")
    client.force_login(admin)

    response = client.get(f"/cms/snippets/certificates/certificate/{address.format(pk=certificate.pk)}")

    assert response.status_code == 302
    assert response["Location"] == "/cms/"


def test_staff_reads_reports(client: Client, editor: User) -> None:
    ForgeryReport.objects.create(serial="ONSC-0", message="Two fonts.", received_at=timezone.now())
    client.force_login(editor)

    assert "ONSC-0" in text(client.get("/cms/snippets/certificates/forgeryreport/"))


def test_staff_marks_a_report_as_handled(client: Client, editor: User) -> None:
    report = ForgeryReport.objects.create(serial="ONSC-0", message="Two fonts.")
    client.force_login(editor)

    page = client.get(f"/cms/snippets/certificates/forgeryreport/inspect/{report.pk}/")
    client.post(f"/cms/snippets/certificates/forgeryreport/handled/{report.pk}/")

    report.refresh_from_db()
    assert f"/cms/snippets/certificates/forgeryreport/handled/{report.pk}/" in text(page)
    assert report.handled_at is not None


def test_trainer_may_not_revoke(client: Client, certificate: Certificate) -> None:
    trainer = User.objects.create_user("trainer@example.dz", is_staff=True)
    trainer.groups.add(Group.objects.get(name="Trainers"))
    client.force_login(trainer)

    client.post(f"/cms/certificates/{certificate.pk}/revoke/", {"reason": "No."})

    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.VALID


def test_dates_are_those_of_algiers(client: Client, certificate: Certificate) -> None:
    late = datetime.datetime(2026, 11, 25, 23, 30, tzinfo=datetime.UTC)
    Certificate.objects.update(status=Certificate.Status.REVOKED, revoked_at=late, revocation_reason="x")

    assert "26 نوفمبر 2026" in text(client.get(f"/v/{certificate.serial}/"))
