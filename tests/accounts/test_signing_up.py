import re

import pytest
from allauth.account.internal.flows import manage_email
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from accounts.models import Consent, User

pytestmark = pytest.mark.django_db

PASSWORD = "جملة طويلة أتذكرها"
ADDRESS = "amina@example.dz"


def code_of(mail: EmailMessage) -> str:
    return re.findall(r"^\s+(\d{6})$", str(mail.body), re.MULTILINE)[0]


def sign_up(client: Client, language: str = "ar", *, email: str = ADDRESS, onward: str = "") -> str:
    """Post the first form; return where it leads."""
    data = {"email": email, "password1": PASSWORD, "next": onward}
    return client.post(f"/{language}/account/signup/", data).headers["Location"]


def person(**fields: str) -> User:
    user = User.objects.create_user(ADDRESS, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_signing_up_leads_from_address_to_code_to_names_to_what_was_begun(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    begun = "/ar/courses/associations/?enrol=1"

    code_page = sign_up(client, email="Amina@Example.DZ", onward=begun)
    names_page = client.post(code_page, {"code": code_of(mailoutbox[0])}).headers["Location"]
    names = {"name_ar": " أمينة   بوڨرة ", "name_latin": "Amina Bouguerra", "consent": "on"}
    end = client.post(names_page, names)

    user = User.objects.get(email=ADDRESS)
    consent = Consent.objects.get(user=user)
    assert code_page == "/ar/account/confirm-email/"
    assert names_page.startswith("/ar/account/names/?next=/ar/courses/associations/")
    assert end.headers["Location"] == begun
    assert (user.name_ar, user.name_latin, user.language) == ("أمينة بوڨرة", "Amina Bouguerra", "ar")
    assert (consent.text_key, bool(consent.text_version)) == ("privacy", True)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_code_is_understood_in_the_digits_of_an_arabic_keyboard(client: Client, mailoutbox: list[EmailMessage]) -> None:
    page = sign_up(client)
    code = code_of(mailoutbox[0]).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    response = client.post(page, {"code": code})

    assert response.headers["Location"].startswith("/ar/account/names/")


def test_wrong_code_is_refused_in_words_and_five_times_end_it(client: Client, mailoutbox: list[EmailMessage]) -> None:
    page = sign_up(client, "en")
    wrong = "000000" if code_of(mailoutbox[0]) != "000000" else "111111"

    answers = [client.post(page, {"code": wrong}) for _attempt in range(5)]

    assert "This is not the code that we sent last." in answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 302]
    assert "Too many attempts. Wait five minutes" in client.get(answers[-1].headers["Location"]).content.decode()


def test_known_address_gets_the_pages_of_a_new_one(client: Client, mailoutbox: list[EmailMessage]) -> None:
    person()
    visitor = Client()

    known, new = sign_up(client, "en"), sign_up(visitor, "en", email="nobody@example.dz")
    pages = [browser.get(known).content.decode() for browser in (client, visitor)]
    refusals = [browser.post(known, {"code": "12345"}).content.decode() for browser in (client, visitor)]

    assert known == new
    for ours, theirs in (pages, refusals):
        assert _alike(ours) == _alike(theirs.replace("nobody@example.dz", ADDRESS))
    assert mailoutbox[0].subject == "You already have an account"
    assert "/en/account/password/reset/" in str(mailoutbox[0].body)


def _alike(page: str) -> str:
    return re.sub(r'value="\w{64}"', "", re.sub(r'nonce="[^"]*"', "", page))


def test_sign_up_that_was_sent_twice_at_once_makes_one_account(
    client: Client, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    person()
    # What the slower of the two requests saw when it looked.
    monkeypatch.setattr(manage_email, "email_already_exists", lambda address: (address, False))

    page = sign_up(client)

    assert page == "/ar/account/confirm-email/"
    assert User.objects.count() == 1


def put(client: Client, stored: dict[str, object]) -> None:
    """Put `stored` in the place of what the browser's session holds."""
    session = client.session
    for key in list(session.keys()):
        del session[key]
    session.update(stored)
    session.save()


def test_sign_up_that_was_sent_twice_leads_to_the_code_and_not_away_to_wait(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    # Who began something has a session, which both requests share.
    session = client.session
    session["begun"] = True
    session.save()
    twin = Client()
    twin.cookies["sessionid"] = client.cookies["sessionid"].value
    seen = dict(session.items())

    first = sign_up(client, "en")
    of_first = dict(client.session.items())
    put(client, seen)
    second = sign_up(twin, "en")

    assert first == second == "/en/account/confirm-email/"
    # The second has not put what it knew of the session in the place of what the first stored.
    assert Session.objects.get().get_decoded() == seen
    put(client, of_first)
    page = twin.get(second).content.decode()
    assert "We have just sent a mail to this address." in page
    names = twin.post(second, {"code": code_of(mailoutbox[0])}).headers["Location"]
    assert names.startswith("/en/account/names/")


def test_sign_up_that_was_sent_twice_without_a_session_leads_to_signing_in(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    sign_up(client, "en")
    browser = Client()

    page = browser.post("/en/account/signup/", {"email": f" {ADDRESS.upper()}", "password1": PASSWORD}, follow=True)

    assert page.redirect_chain[-1][0] == "/en/account/login/"
    assert "We have just sent a mail to this address." in page.content.decode()
    assert len(mailoutbox) == 1


def test_new_code_can_be_asked_for_after_a_moment(
    client: Client, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    page = sign_up(client)

    hasty = client.post(page, {"action": "resend"})

    assert hasty.status_code == 429
    assert "<h1>" in hasty.content.decode()


def test_another_address_can_be_taken_before_the_code(client: Client, mailoutbox: list[EmailMessage]) -> None:
    sign_up(client, email="amna@example.dz")

    back = client.post("/ar/account/logout/", {"next": "/ar/account/signup/"})

    assert back.headers["Location"] == "/ar/account/signup/"
    assert client.get("/ar/account/signup/").status_code == 200
    assert sign_up(client) == "/ar/account/confirm-email/"


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_mail_is_written_in_the_language_of_the_page(
    client: Client, mailoutbox: list[EmailMessage], language: str
) -> None:
    sign_up(client, language)

    assert User.objects.get(email=ADDRESS).language == language
    assert re.search(r"\d{6}", str(mailoutbox[0].subject))
    assert "{{" not in str(mailoutbox[0].body)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        ({"email": "amina", "password1": PASSWORD}, "Write the address in full"),
        ({"email": "", "password1": PASSWORD}, "Write your e-mail address."),
        ({"email": ADDRESS, "password1": ""}, "Choose a password."),
        ({"email": ADDRESS, "password1": "short"}, "too short"),
        ({"email": ADDRESS, "password1": "password12"}, "easy to guess"),
        ({"email": ADDRESS, "password1": ADDRESS}, "too much like your address"),
        ({"email": ADDRESS + "\x00", "password1": PASSWORD}, "ull characters"),
    ],
)
def test_sign_up_form_refuses_at_the_field_and_keeps_what_was_typed(
    client: Client, data: dict[str, str], refusal: str
) -> None:
    response = client.post("/en/account/signup/", data)

    page = response.content.decode()
    assert response.status_code == 200
    assert refusal in page
    assert page.count("Error:") >= 2
    assert not data["email"].isprintable() or data["email"] in page
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["short", "password12", ADDRESS])
def test_weak_password_is_refused_in_arabic_words_alone(client: Client, password: str) -> None:
    response = client.post("/ar/account/signup/", {"email": ADDRESS, "password1": password})

    refusals = response.context["form"].errors["password1"]
    assert refusals
    assert not [refusal for refusal in refusals if re.search("[A-Za-z]", refusal)]


def test_pages_bear_the_name_of_the_platform(client: Client) -> None:
    page = client.get("/ar/account/signup/").content.decode()

    assert "كفاءات+</title>" in page
    assert "testserver</" not in page


def test_next_to_another_site_is_not_followed(client: Client, mailoutbox: list[EmailMessage]) -> None:
    for bad in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        visitor = Client()
        email = f"{abs(hash(bad))}@example.dz"
        page = sign_up(visitor, email=email, onward=bad)
        names_page = visitor.post(page, {"code": code_of(mailoutbox[-1])}).headers["Location"]
        names = {"name_ar": "أمينة", "name_latin": "Amina", "consent": "on", "next": bad}

        end = visitor.post("/ar/account/names/", names)

        assert "evil" not in names_page + end.headers["Location"]
        assert "javascript" not in names_page + end.headers["Location"]


def test_mail_server_that_is_down_is_told_on_the_page(client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    settings.EMAIL_HOST = "127.0.0.1"

    page = client.get(sign_up(client, "en")).content.decode()

    assert "The mail could not be sent." in page
