"""The administration's pages for acts on a whole course."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests import factories


@pytest.mark.parametrize("act", ["submit", "release", "return", "retire", "reopen"])
def test_number_that_no_page_can_have_is_not_found(client: Client, db: None, act: str) -> None:
    someone = factories.learner(is_staff=True)
    someone.groups.add(Group.objects.get(name="Editors"))
    client.force_login(someone, backend="accounts.sessions.AuthenticationBackend")

    answer = client.get(reverse(f"courses_admin:{act}", args=[99999999999999999999]))

    assert answer.status_code == 404
