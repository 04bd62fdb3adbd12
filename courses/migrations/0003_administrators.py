"""Administrators do what Editors do with pages, questions and files, besides managing people and settings."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PAGE_RIGHTS = (
    ("add_page", "Can add page"),
    ("change_page", "Can change page"),
    ("publish_page", "Can publish any page"),
)
# The applications whose rights are those of Editors.
ALIKE = ("courses", "wagtaildocs", "wagtailimages", "wagtail_localize")


def _group(apps: Apps, alias: str, name: str) -> Any:  # noqa: ANN401 (historical models have no types)
    return apps.get_model("auth", "Group").objects.using(alias).get(name=name)


def _alike(group: Any) -> Any:  # noqa: ANN401 (as above)
    return group.permissions.filter(content_type__app_label__in=ALIKE).values_list("pk", flat=True)


def _page_permission(apps: Apps, alias: str, codename: str, name: str) -> Any:  # noqa: ANN401 (as above)
    """Return a permission of pages, which Django itself would make only after all migrations."""
    content_type = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    page, _ = content_type.get_or_create(app_label="wagtailcore", model="page")
    permission = apps.get_model("auth", "Permission").objects.using(alias)
    return permission.get_or_create(content_type_id=page.pk, codename=codename, defaults={"name": name})[0]


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the pages below every home, the question bank, translations, and the files that Editors have."""
    alias = schema_editor.connection.alias
    editors, administrators = (_group(apps, alias, name) for name in ("Editors", "Administrators"))
    page_permissions = apps.get_model("wagtailcore", "GroupPagePermission").objects.using(alias)
    for right in PAGE_RIGHTS:
        permission = _page_permission(apps, alias, *right)
        for home in apps.get_model("cms", "HomePage").objects.using(alias).all():
            page_permissions.get_or_create(group_id=administrators.pk, page_id=home.pk, permission=permission)
    administrators.permissions.add(*_alike(editors))
    files = apps.get_model("wagtailcore", "GroupCollectionPermission").objects.using(alias)
    for row in files.filter(group_id=editors.pk):
        files.get_or_create(
            group_id=administrators.pk, collection_id=row.collection_id, permission_id=row.permission_id
        )


def take_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take away what `grant` gave."""
    alias = schema_editor.connection.alias
    administrators = _group(apps, alias, "Administrators")
    for model in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", model).objects.using(alias).filter(group_id=administrators.pk).delete()
    administrators.permissions.remove(*_alike(administrators))


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_catalogue"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
