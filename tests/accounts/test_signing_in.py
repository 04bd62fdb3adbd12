import datetime
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Consent, User

pytestmark = pytest.mark.django_db

PASSWORD = "a-good-long-password"
NEW_PASSWORD = "another-good-password"
ADDRESS = "amina@example.dz"


@pytest.fixture
def learner() -> User:
    user = User.objects.create_user(ADDRESS, PASSWORD, name_ar="أمينة", name_latin="Amina")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Consent.objects.create(user=user, text_key="privacy", text_version="1")
    return user


def code_of(mail: EmailMessage) -> str:
    return re.findall(r"^\s+(\d{6})$", str(mail.body), re.MULTILINE)[0]


def sign_in(client: Client, *, email: str = ADDRESS, password: str = PASSWORD, onward: str = "/fr/x/") -> str:
    response = client.post("/en/account/login/", {"login": email, "password": password, "next": onward})
    return response.headers.get("Location", "") or response.content.decode()


def test_signing_in_goes_on_to_next_whatever_the_case_of_the_address(client: Client, learner: User) -> None:
    assert sign_in(client, email=" Amina@EXAMPLE.dz ") == "/fr/x/"
    assert client.session["_auth_user_id"] == str(learner.pk)


def test_signing_in_has_one_door(client: Client) -> None:
    assert client.get("/ar/_util/login/?next=/ar/").headers["Location"] == "/ar/account/login/?next=/ar/"
    assert client.get("/cms/login/").headers["Location"] == "/ar/account/login/"


def test_wrong_password_and_unknown_address_are_refused_alike(client: Client, learner: User) -> None:
    wrong = sign_in(client, password="not-this-one")
    unknown = sign_in(client, email="nobody@example.dz")

    for page in (wrong, unknown):
        assert "The e-mail address or the password is not right." in page


def test_text_of_privacy_that_changed_is_shown_at_the_next_sign_in(client: Client, learner: User) -> None:
    Consent.objects.update(text_version="older")

    page = sign_in(client)
    client.post(page, {"name_ar": "أمينة", "name_latin": "Amina", "consent": "on"})

    assert page == "/en/account/names/?next=/fr/x/"
    assert set(learner.consents.values_list("text_version", flat=True)) == {"older", "1"}


def test_too_many_wrong_passwords_are_answered_in_words(client: Client, learner: User) -> None:
    pages = [sign_in(client, password="not-this-one") for _attempt in range(6)]

    assert "Too many attempts. Wait five minutes, then try again." in pages[-1]
    assert "Too many attempts" in sign_in(client)


def test_ten_wrong_passwords_close_the_door_for_a_quarter_of_an_hour(client: Client, learner: User) -> None:
    now = timezone.now()
    answers = []
    for minutes in (0, 6):
        with time_machine.travel(now + datetime.timedelta(minutes=minutes), tick=True):
            answers += [sign_in(client, password="not-this-one") for _attempt in range(5)]

    with time_machine.travel(now + datetime.timedelta(minutes=12)):
        locked = client.post("/en/account/login/", {"login": ADDRESS, "password": PASSWORD})
    with time_machine.travel(now + datetime.timedelta(minutes=40)):
        after = sign_in(client)

    assert "15 at most" in answers[-1]
    assert locked.status_code == 429
    assert "15 at most" in locked.content.decode()
    assert after == "/fr/x/"
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize(("language", "words"), [("ar", 'html lang="ar" dir="rtl"'), ("fr", 'html lang="fr"')])
def test_refusal_for_too_many_attempts_is_a_page_of_ours(
    client: Client, language: str, words: str, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    form = {"login": ADDRESS, "password": "x"}
    client.post(f"/{language}/account/login/", form)

    response = client.post(f"/{language}/account/login/", form)

    assert response.status_code == 429
    assert words in response.content.decode()


def test_forgotten_password_is_replaced_by_code_and_signs_in(
    client: Client, learner: User, mailoutbox: list[EmailMessage]
) -> None:
    code_page = client.post("/fr/account/password/reset/?next=/fr/x/", {"email": ADDRESS}).headers["Location"]
    new_page = client.post(code_page, {"code": code_of(mailoutbox[0])}).headers["Location"]
    end = client.post(new_page, {"password1": NEW_PASSWORD})

    learner.refresh_from_db()
    assert learner.check_password(NEW_PASSWORD)
    assert end.headers["Location"] == "/fr/x/"
    assert client.session["_auth_user_id"] == str(learner.pk)
    assert len(mailoutbox) == 2


def test_forgotten_password_of_an_unknown_address_gets_the_same_pages(
    client: Client, learner: User, mailoutbox: list[EmailMessage]
) -> None:
    pages = []
    for address in (ADDRESS, "nobody@example.dz"):
        visitor = Client()
        page = visitor.post("/en/account/password/reset/", {"email": address}).headers["Location"]
        shown = visitor.get(page).content.decode() + visitor.post(page, {"code": "12345"}).content.decode()
        pages.append(re.sub(r'value="\w{64}"|nonce="[^"]*"', "", shown.replace(address, "")))

    assert pages[0] == pages[1]
    assert mailoutbox[1].subject == "There is no account with this address"


def test_sign_up_that_stopped_before_the_code_is_finished_by_signing_in(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.create_user(ADDRESS, PASSWORD)

    page = sign_in(client)
    names_page = client.post(page, {"code": code_of(mailoutbox[0])}).headers["Location"]

    assert page == "/en/account/confirm-email/"
    assert names_page == "/en/account/names/?next=/fr/x/"


def test_closed_account_is_told_so(client: Client, learner: User) -> None:
    User.objects.update(is_active=False)

    page = sign_in(client)

    assert client.get(page).status_code == 200
    assert "_auth_user_id" not in client.session


def test_signing_out_takes_a_post(client: Client, learner: User) -> None:
    client.force_login(learner)

    asked = client.get("/ar/account/logout/")
    done = client.post("/ar/account/logout/")

    assert asked.status_code == 200
    assert done.headers["Location"] == "/ar/"
    assert "_auth_user_id" not in client.session


def test_administration_is_entered_by_the_same_door(client: Client) -> None:
    response = client.get("/cms/", follow=True, headers={"accept-language": "fr"})

    assert response.redirect_chain[-1][0] == "/fr/account/login/?next=/cms/"
    assert client.get("/cms/login/").headers["Location"].endswith("/account/login/")
