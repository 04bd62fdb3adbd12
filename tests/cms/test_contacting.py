"""Anyone writes to the team; the team reads and answers."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.test import Client

from accounts import mailing
from accounts.models import Message, User
from cms.models import ContactMessage
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {"name": "أمينة", "email": "amina@example.dz", "subject": "course", "message": "السلام عليكم\r\nسؤال"}


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def editor() -> User:
    editor = User.objects.create_user("editor@example.dz", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


def test_message_is_kept_and_mailed_to_the_team(client: Client, mailoutbox: list[EmailMessage]) -> None:
    response = client.post("/fr/contact/", WORDS)

    message = ContactMessage.objects.get()
    mailing.deliver(Message.objects.get().uid)
    assert response["Location"] == "/fr/contact/thanks/"
    assert (message.name, message.email, message.subject) == ("أمينة", "amina@example.dz", "course")
    assert (message.message, message.language, message.handled_at) == ("السلام عليكم\nسؤال", "fr", None)
    assert (mailoutbox[0].to, mailoutbox[0].reply_to) == (["contact@localhost.invalid"], ["amina@example.dz"])
    assert "السلام عليكم\nسؤال" in str(mailoutbox[0].body)
    assert "/cms/snippets/cms/contactmessage/" in str(mailoutbox[0].body)


def test_message_sent_twice_is_one_of_that_day(client: Client) -> None:
    with time_machine.travel("2026-11-25T10:00:00Z"):
        client.post("/ar/contact/", WORDS)
        again = client.post("/ar/contact/", WORDS)
    with time_machine.travel("2026-11-26T10:00:00Z"):
        client.post("/ar/contact/", WORDS)

    assert again.status_code == 302
    assert ContactMessage.objects.count() == 2
    assert Message.objects.count() == 2


def test_message_needs_no_name(client: Client) -> None:
    client.post("/ar/contact/", {**WORDS, "name": ""})

    assert ContactMessage.objects.get().name == ""


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"email": ""}, "Write your e-mail address."),
        ({"email": "amina"}, "Write the address in full"),
        ({"subject": ""}, "Choose what your message is about."),
        ({"message": " \n "}, "Write your message."),
        ({"message": "x" * 4001}, "4000"),
    ],
)
def test_message_is_refused_without_losing_what_was_typed(client: Client, change: dict[str, str], refusal: str) -> None:
    response = client.post("/en/contact/", {**WORDS, "name": "Amina B.", **change})

    assert response.status_code == 400
    assert refusal in text(response)
    assert 'value="Amina B."' in text(response)
    assert not ContactMessage.objects.exists()


def test_message_with_markup_and_hidden_characters_stays_text(client: Client, editor: User) -> None:
    client.post("/ar/contact/", {**WORDS, "name": "<b>\u202eA\x01", "message": "<script>x</script>\u2067"})

    message = ContactMessage.objects.get()
    client.force_login(editor)
    page = text(client.get(f"/cms/snippets/cms/contactmessage/inspect/{message.pk}/"))
    assert (message.name, message.message) == ("<b>A", "<script>x</script>")
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_messages_are_limited(client: Client) -> None:
    answers = [client.post("/ar/contact/", {**WORDS, "message": str(n)}).status_code for n in range(21)]

    assert answers == [302] * 20 + [400]


def test_page_knows_who_is_signed_in(client: Client) -> None:
    person = factories.learner(email="nour@example.dz")
    client.force_login(person)
    client.get("/ar/contact/")

    page = text(client.get("/ar/contact/"))

    assert 'value="nour@example.dz"' in page
    assert 'value="أمينة بوڨرة"' in page


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_page_leads_to_the_contact_page(client: Client, language: str) -> None:
    assert f'href="/{language}/contact/"' in text(client.get(f"/{language}/"))
    assert client.get(f"/{language}/contact/").status_code == 200
    assert client.get(f"/{language}/contact/thanks/").status_code == 200


def test_staff_marks_a_message_as_handled_once(client: Client, editor: User) -> None:
    client.post("/ar/contact/", WORDS)
    message = ContactMessage.objects.get()
    client.force_login(editor)
    address = f"/cms/snippets/cms/contactmessage/handled/{message.pk}/"

    listed = text(client.get("/cms/snippets/cms/contactmessage/"))
    before = text(client.get(f"/cms/snippets/cms/contactmessage/inspect/{message.pk}/"))
    client.post(address)
    first = ContactMessage.objects.get().handled_at
    client.post(address)

    assert "amina@example.dz" in listed
    assert address in before
    assert first is not None
    assert ContactMessage.objects.get().handled_at == first
    assert address not in text(client.get(f"/cms/snippets/cms/contactmessage/inspect/{message.pk}/"))


def test_staff_reads_times_of_algiers(client: Client, editor: User) -> None:
    with time_machine.travel("2026-11-25T10:34:00Z"):
        client.post("/ar/contact/", WORDS)
    client.force_login(editor)

    page = text(client.get(f"/cms/snippets/cms/contactmessage/inspect/{ContactMessage.objects.get().pk}/"))

    assert "11:34" in page
    assert "<dd>None" not in "".join(page.split())


@pytest.mark.parametrize("act", ["add/", "edit/{pk}/", "delete/{pk}/"])
def test_nobody_changes_what_people_wrote(client: Client, act: str) -> None:
    client.post("/ar/contact/", WORDS)
    client.force_login(User.objects.create_superuser("admin@example.dz"))

    response = client.get(f"/cms/snippets/cms/contactmessage/{act.format(pk=ContactMessage.objects.get().pk)}")

    assert response["Location"] == "/cms/"


def test_trainers_do_not_read_what_people_wrote(client: Client) -> None:
    client.post("/ar/contact/", WORDS)
    trainer = User.objects.create_user("trainer@example.dz", is_staff=True)
    trainer.groups.add(Group.objects.get(name="Trainers"))
    client.force_login(trainer)
    pk = ContactMessage.objects.get().pk

    client.post(f"/cms/snippets/cms/contactmessage/handled/{pk}/")

    assert client.get(f"/cms/snippets/cms/contactmessage/inspect/{pk}/").status_code == 302
    assert ContactMessage.objects.get().handled_at is None
