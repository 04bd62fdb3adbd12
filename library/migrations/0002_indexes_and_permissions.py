"""The library page of each language under its home, and what Editors may do with texts."""

import uuid
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TITLES = {"ar": "المكتبة", "fr": "Bibliothèque", "en": "Library"}
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
GROUPS = ("Editors", "Administrators")
PERMISSIONS = [
    *(("regulatorytext", f"{act}_regulatorytext", f"Can {act} regulatory text") for act in ("add", "change", "view")),
    *(
        ("relation", f"{act}_relation", f"Can {act} relation between texts")
        for act in ("add", "change", "delete", "view")
    ),
]


def _next_path(pages: Any, parent: Any) -> str:  # noqa: ANN401 (historical models have no types)
    """Return the path of a new last child, as treebeard counts: four digits of base 36."""
    last = pages.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("-path").first()
    number = int(last.path[-4:], 36) + 1 if last else 1
    step = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        step = DIGITS[digit] + step
    return f"{parent.path}{step}"


def make_libraries(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make one library under each home, linked as translations of one another."""
    alias = schema_editor.connection.alias
    index_page: Any = apps.get_model("library", "LibraryIndexPage")
    pages: Any = apps.get_model("wagtailcore", "Page").objects.using(alias)
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label="library", model="libraryindexpage")
    )
    key = uuid.uuid4()
    for home in apps.get_model("cms", "HomePage").objects.using(alias).select_related("locale"):
        title = TITLES[home.locale.language_code]
        index_page.objects.using(alias).create(
            title=title,
            draft_title=title,
            slug="library",
            content_type=content_type,
            path=_next_path(pages, home),
            depth=home.depth + 1,
            numchild=0,
            url_path=f"{home.url_path}library/",
            locale=home.locale,
            translation_key=key,
        )
        pages.filter(pk=home.pk).update(numchild=home.numchild + 1)


def remove_libraries(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the libraries away, and count the homes' children again."""
    alias = schema_editor.connection.alias
    pages: Any = apps.get_model("wagtailcore", "Page").objects.using(alias)
    indexes: Any = apps.get_model("library", "LibraryIndexPage").objects.using(alias)
    for index in indexes.all():
        home = pages.get(path=index.path[:-4])
        # Row by row: going backwards, historical models do not know each other well enough to cascade.
        indexes.filter(pk=index.pk)._raw_delete(alias)
        pages.filter(pk=index.pk)._raw_delete(alias)
        pages.filter(pk=home.pk).update(numchild=home.numchild - 1)


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Grant the permissions; Django itself makes its rows only after all migrations."""
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS)
    for model, codename, name in PERMISSIONS:
        content_type, _ = (
            apps.get_model("contenttypes", "ContentType")
            .objects.using(alias)
            .get_or_create(app_label="library", model=model)
        )
        permission, _ = (
            apps.get_model("auth", "Permission")
            .objects.using(alias)
            .get_or_create(content_type=content_type, codename=codename, defaults={"name": name})
        )
        for group in groups:
            group.permissions.add(permission)


def withdraw(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the permissions away again."""
    alias = schema_editor.connection.alias
    permissions = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .filter(content_type__app_label="library", codename__in=[codename for _, codename, _ in PERMISSIONS])
    )
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0001_initial"),
        ("cms", "0002_site_tree"),
        ("accounts", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_libraries, remove_libraries),
        migrations.RunPython(grant, withdraw),
    ]
