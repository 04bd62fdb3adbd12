import re

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts.models import Consent, User
from accounts.profile import change_profile, needs_introduction

pytestmark = pytest.mark.django_db

PASSWORD = "a-good-long-password"
NAMES = {"name_ar": "أمينة", "name_latin": "Amina"}


@pytest.fixture
def learner() -> User:
    user = User.objects.create_user("amina@example.dz", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def signed_in(client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client


def code_of(mail: EmailMessage) -> str:
    return re.findall(r"^\s+(\d{6})$", str(mail.body), re.MULTILINE)[0]


def test_profile_stores_names_language_and_wilaya_and_goes_on_in_that_language(
    signed_in: Client, learner: User
) -> None:
    response = signed_in.post("/ar/account/profile/", {**NAMES, "language": "fr", "wilaya": "16"})

    learner.refresh_from_db()
    assert response.headers["Location"] == "/fr/account/profile/"
    assert response.cookies["language"].value == "fr"
    assert (learner.name_ar, learner.name_latin, learner.language, learner.wilaya) == ("أمينة", "Amina", "fr", "16")


def test_profile_needs_no_wilaya_and_refuses_one_that_does_not_exist(signed_in: Client, learner: User) -> None:
    without = signed_in.post("/ar/account/profile/", {**NAMES, "language": "ar", "wilaya": ""})
    wrong = signed_in.post("/ar/account/profile/", {**NAMES, "language": "ar", "wilaya": "99"})

    assert (without.status_code, wrong.status_code) == (302, 200)


def test_changed_names_must_be_confirmed_anew(learner: User) -> None:
    User.objects.update(**NAMES, names_confirmed_at=timezone.now())
    learner.refresh_from_db()

    change_profile(learner, **NAMES, language="fr", wilaya="")
    unchanged = learner.names_confirmed_at
    change_profile(learner, name_ar="أمينة بن علي", name_latin="Amina", language="fr", wilaya="")

    learner.refresh_from_db()
    assert unchanged is not None
    assert (learner.name_ar, learner.names_confirmed_at) == ("أمينة بن علي", None)


def test_profile_saved_meanwhile_keeps_the_names_confirmed(learner: User) -> None:
    User.objects.update(**NAMES)
    learner.refresh_from_db()
    User.objects.update(names_confirmed_at=timezone.now())

    change_profile(learner, **NAMES, language="fr", wilaya="")

    learner.refresh_from_db()
    assert learner.names_confirmed_at is not None


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        ("name_ar", "<b>علي</b>", "These do not belong in it"),
        ("name_ar", "ع" * 500, "The name has 500 letters"),
        ("name_latin", "a" * 500, "The name has 500 letters"),
        ("name_latin", "علي", "Write the name in Latin letters"),
        ("name_latin", "\u202e\x00", "Write your name in Latin letters."),
    ],
)
def test_bad_name_is_refused_at_its_field_and_nothing_is_lost(
    signed_in: Client, learner: User, field: str, typed: str, refusal: str
) -> None:
    response = signed_in.post("/en/account/names/", {**NAMES, "consent": "on", field: typed})

    learner.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 200
    assert f'href="#id_{field}"' in page
    assert refusal in page
    assert ("Amina" in page) or ("أمينة" in page)
    assert "<b>علي" not in page
    assert not learner.name_ar


def test_names_with_invisible_characters_are_cleaned(signed_in: Client, learner: User) -> None:
    signed_in.post("/en/account/names/", {"name_ar": "\u202bأمينة\u202c", "name_latin": "Amina\x00", "consent": "on"})

    learner.refresh_from_db()
    assert (learner.name_ar, learner.name_latin) == ("أمينة", "Amina")


def test_names_without_consent_are_not_stored(signed_in: Client, learner: User) -> None:
    response = signed_in.post("/en/account/names/", NAMES)

    assert "Without your consent" in response.content.decode()
    assert not Consent.objects.exists()
    assert needs_introduction(User.objects.get())


def test_names_twice_leave_one_dated_consent(signed_in: Client, learner: User) -> None:
    for _time in range(2):
        signed_in.post("/en/account/names/?next=/en/x/", {**NAMES, "consent": "on"})

    consent = Consent.objects.get(user=learner)
    assert (timezone.now() - consent.given_at).total_seconds() < 60
    assert not needs_introduction(User.objects.get())


def test_address_is_changed_after_password_and_code(
    signed_in: Client, learner: User, mailoutbox: list[EmailMessage]
) -> None:
    new = {"email": "New@Example.dz", "action_add": "1"}
    ask = signed_in.post("/en/account/email/", new).headers["Location"]
    code_page = signed_in.post(ask, {"password": PASSWORD}).headers["Location"]
    before = User.objects.get().email
    end = signed_in.post(code_page, {"code": code_of(mailoutbox[0])})

    learner.refresh_from_db()
    assert ask.startswith("/en/account/reauthenticate/")
    assert (before, learner.email) == ("amina@example.dz", "new@example.dz")
    assert end.headers["Location"] == "/en/account/profile/"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("new@example.dz", True, True)]
    assert mailoutbox[-1].to == ["amina@example.dz"]
    assert mailoutbox[-1].subject == "Your address was changed"


def test_address_of_someone_else_is_not_taken(signed_in: Client, learner: User, mailoutbox: list[EmailMessage]) -> None:
    other = User.objects.create_user("taken@example.dz", PASSWORD)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    ask = signed_in.post("/en/account/email/", {"email": other.email, "action_add": "1"}).headers["Location"]
    code_page = signed_in.post(ask, {"password": PASSWORD}).headers["Location"]

    end = signed_in.post(code_page, {"code": code_of(mailoutbox[0])})

    learner.refresh_from_db()
    assert "This address cannot be used." in end.content.decode()
    assert learner.email == "amina@example.dz"


def test_password_is_changed_with_the_present_one(signed_in: Client, learner: User) -> None:
    refused = signed_in.post("/en/account/password/change/", {"oldpassword": "x", "password1": "another-good-one"})
    done = signed_in.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": "another-good-one"})

    learner.refresh_from_db()
    assert "This is not your current password." in refused.content.decode()
    assert done.headers["Location"] == "/en/account/profile/"
    assert learner.check_password("another-good-one")


@pytest.mark.parametrize("page", ["names", "profile", "email", "password/change"])
def test_pages_of_an_account_need_signing_in(client: Client, page: str) -> None:
    assert client.get(f"/ar/account/{page}/").headers["Location"].startswith("/ar/account/login/?next=")
