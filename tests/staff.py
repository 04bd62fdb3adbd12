"""People of the administration, and their signed-in clients."""

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from tests import factories


def person(group: str) -> User:
    """Return a new member of Trainers, Editors or Administrators."""
    someone = factories.learner(is_staff=True)
    someone.groups.add(Group.objects.get(name=group))
    return someone


def superuser() -> User:
    """Return somebody who may do whatever Wagtail lets anyone do."""
    return factories.learner(is_staff=True, is_superuser=True)


def signed_in(someone: User) -> Client:
    """Return a client of somebody who has signed in."""
    client = Client()
    client.force_login(someone, backend="accounts.sessions.AuthenticationBackend")
    return client


def own(page: Page, owner: User) -> None:
    """Make all pages of a course somebody's own."""
    page.get_descendants(inclusive=True).update(owner=owner)
