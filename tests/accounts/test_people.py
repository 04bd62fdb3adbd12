import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "a-good-long-password"


@pytest.fixture
def administrator(client: Client) -> User:
    user = User.objects.create_user("admin@example.dz", PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Administrators"))
    client.force_login(user)
    return user


@pytest.fixture
def learner() -> User:
    user = User.objects.create_user("amina@example.dz", PASSWORD, name_ar="أمينة", name_latin="Amina")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def form_of(**fields: object) -> dict[str, object]:
    words = {"email": "amina@example.dz", "name_ar": "أمينة", "name_latin": "Amina", "language": "ar", "wilaya": "09"}
    return {**words, "password1": "", "password2": "", "is_active": "on", **fields}


def test_administrators_find_people_by_either_name(client: Client, administrator: User, learner: User) -> None:
    for words in ("أمينة", "Amina", "amina@"):
        page = client.get("/cms/users/", {"q": words}).content.decode()

        assert "amina@example.dz" in page


def test_administrators_create_a_trainer(client: Client, administrator: User) -> None:
    trainers = Group.objects.get(name="Trainers")
    shown = client.get("/cms/users/new/")
    new = form_of(email="T@Example.dz", password1=PASSWORD, password2=PASSWORD, groups=[trainers.pk])

    client.post("/cms/users/new/", new)

    trainer = User.objects.get(email="t@example.dz")
    assert shown.status_code == 200
    assert trainer.is_staff
    assert trainer.check_password(PASSWORD)
    assert list(trainer.groups.all()) == [trainers]


def test_address_changed_by_an_administrator_opens_nothing_before_it_is_proved(
    client: Client, administrator: User, learner: User
) -> None:
    assert client.get(f"/cms/users/edit/{learner.pk}/").status_code == 200

    client.post(f"/cms/users/edit/{learner.pk}/", form_of(email="new@example.dz"))

    learner.refresh_from_db()
    assert (learner.email, learner.is_staff, learner.wilaya) == ("new@example.dz", False, "09")
    assert not EmailAddress.objects.filter(user=learner).exists()
    old = {"login": "amina@example.dz", "password": PASSWORD}
    assert Client().post("/en/account/login/", old).status_code == 200


def test_bad_name_is_refused_in_the_administration_too(client: Client, administrator: User, learner: User) -> None:
    response = client.post(f"/cms/users/edit/{learner.pk}/", form_of(name_ar="<b>"))

    assert response.status_code == 200
    assert User.objects.get(pk=learner.pk).name_ar == "أمينة"


def test_administrators_do_not_delete_people(client: Client, administrator: User, learner: User) -> None:
    client.post(f"/cms/users/delete/{learner.pk}/")

    assert User.objects.filter(pk=learner.pk).exists()


def test_learners_do_not_enter_the_administration(client: Client, learner: User) -> None:
    client.force_login(learner)

    response = client.get("/cms/users/", follow=True)

    assert response.status_code == 403
    assert "<h1>" in response.content.decode()


def test_own_page_in_the_administration_answers(client: Client, administrator: User) -> None:
    assert client.get("/cms/account/").status_code == 200


def test_administrators_make_nobody_a_superuser(client: Client, administrator: User, learner: User) -> None:
    new = form_of(email="t@example.dz", password1=PASSWORD, password2=PASSWORD, is_superuser="on")

    client.post(f"/cms/users/edit/{learner.pk}/", form_of(is_superuser="on", name_latin="Amina B"))
    client.post("/cms/users/new/", new)

    learner.refresh_from_db()
    assert (learner.name_latin, learner.is_superuser) == ("Amina B", False)
    assert not User.objects.get(email="t@example.dz").is_superuser


def test_administrators_do_not_touch_superusers(client: Client, administrator: User) -> None:
    superuser = User.objects.create_user("root@example.dz", PASSWORD, is_staff=True, is_superuser=True)
    trainers = Group.objects.get(name="Trainers")
    password = "another-long-password"
    taken_over = form_of(email="mine@example.dz", password1=password, password2=password)

    client.post(f"/cms/users/edit/{superuser.pk}/", taken_over)
    client.post(f"/cms/bulk/accounts/user/set_active_state/?id={superuser.pk}", {"mark_as_active": "False"})
    client.post(f"/cms/bulk/accounts/user/assign_role/?id={superuser.pk}", {"role": trainers.pk})

    superuser.refresh_from_db()
    assert (superuser.email, superuser.is_superuser, superuser.is_active) == ("root@example.dz", True, True)
    assert superuser.check_password(PASSWORD)
    assert not superuser.groups.exists()


def test_administrators_close_accounts_of_others_in_bulk(client: Client, administrator: User, learner: User) -> None:
    client.post(f"/cms/bulk/accounts/user/set_active_state/?id={learner.pk}", {"mark_as_active": "False"})

    learner.refresh_from_db()
    assert not learner.is_active


def test_superusers_make_and_unmake_superusers(client: Client, administrator: User, learner: User) -> None:
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)

    client.post(f"/cms/users/edit/{learner.pk}/", form_of(is_superuser="on"))
    learner.refresh_from_db()
    assert learner.is_superuser
    client.post(f"/cms/users/edit/{learner.pk}/", form_of())
    learner.refresh_from_db()
    assert not learner.is_superuser
