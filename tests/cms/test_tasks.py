import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.models import EditorialPage, HomePage
from cms.tasks import publish_scheduled


@pytest.mark.django_db
def test_scheduled_page_is_there_at_its_hour_and_not_before(client: Client) -> None:
    home = HomePage.objects.get(locale__language_code="ar")
    page = home.add_child(instance=EditorialPage(title="خبر", slug="news", locale=home.locale, live=False))
    page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    page.save_revision().publish()

    publish_scheduled()
    before = client.get("/ar/news/").status_code
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        publish_scheduled()
        after = client.get("/ar/news/").status_code

    assert (before, after) == (404, 200)
