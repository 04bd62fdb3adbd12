"""What the three groups may do, as the migrations grant it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from courses.models import Course
from tests import factories


def rights(name: str) -> set[tuple[str, int | None, str]]:
    """Return what a group may do: (kind, page or collection, codename)."""
    pages = GroupPagePermission.objects.filter(group__name=name).values_list("page_id", "permission__codename")
    files = GroupCollectionPermission.objects.filter(group__name=name)
    models = Permission.objects.filter(group__name=name).values_list("codename", flat=True)
    return {
        *(("page", page, codename) for page, codename in pages),
        *(("files", *row) for row in files.values_list("collection_id", "permission__codename")),
        *(("model", None, codename) for codename in models),
    }


@pytest.mark.django_db
def test_administrators_may_do_what_editors_may() -> None:
    editors, administrators = rights("Editors"), rights("Administrators")

    assert {kind for kind, _place, _codename in editors} == {"page", "files", "model"}
    assert editors - administrators == set()


@pytest.mark.django_db
def test_administrator_writes_pages_and_releases_courses(client: Client) -> None:
    administrator = factories.learner(is_staff=True)
    administrator.groups.add(Group.objects.get(name="Administrators"))
    client.force_login(administrator)
    course = factories.course_page()
    home = Page.objects.get(depth=2, locale__language_code="ar")

    assert client.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200
    assert client.get(reverse("wagtailsettings:edit", args=["cms", "sitesettings"]), follow=True).status_code == 200
    client.post(reverse("courses_admin:release", args=[course.pk]))

    assert Course.objects.get(pk=course.translation_key).state == "released"


@pytest.mark.django_db
def test_rights_of_administrators_are_taken_back() -> None:
    migration = import_module("courses.migrations.0003_administrators")
    before = {name: rights(name) for name in ("Trainers", "Editors", "Administrators")}

    migration.take_back(apps, connection.schema_editor())
    taken_back = {name: rights(name) for name in before}
    migration.grant(apps, connection.schema_editor())

    assert {kind for kind, _place, _codename in taken_back["Administrators"]} == {"model"}
    assert [taken_back[name] for name in ("Trainers", "Editors")] == [before[name] for name in ("Trainers", "Editors")]
    assert {name: rights(name) for name in before} == before
