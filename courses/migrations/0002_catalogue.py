"""The catalogue page of each language under its home, and what Trainers, Editors and Administrators may do."""

import uuid
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TITLES = {"ar": "الدورات", "fr": "Formations", "en": "Courses"}
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# (application, model, codename, name): what a group may do apart from the pages given to it.
QUESTIONS = [("courses", "question", f"{act}_question", f"Can {act} question") for act in ("add", "view")]
EVERY_QUESTION = [("courses", "question", "change_question", "Can change question")]
THEMES = [("cms", "theme", f"{act}_theme", f"Can {act} theme") for act in ("add", "change", "view")]
PEOPLE = [("accounts", "user", f"{act}_user", f"Can {act} user") for act in ("add", "change", "view")]
SETTINGS = [("cms", "sitesettings", "change_sitesettings", "Can change site settings")]
ADMIN = [("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")]
GRANTS = {
    "Trainers": [*ADMIN, *QUESTIONS],  # adding includes changing what one added
    "Editors": [*ADMIN, *QUESTIONS, *EVERY_QUESTION, *THEMES],
    "Administrators": [*ADMIN, *PEOPLE, *SETTINGS, *THEMES],
}
FILES = [
    ("wagtailimages", "image", "add_image", "Can add image"),
    ("wagtailimages", "image", "choose_image", "Can choose image"),
    ("wagtaildocs", "document", "add_document", "Can add document"),
    ("wagtaildocs", "document", "choose_document", "Can choose document"),
]


def _next_path(pages: Any, parent: Any) -> str:  # noqa: ANN401 (historical models)
    """Return the path of a new last child, as treebeard counts: four digits of base 36."""
    last = pages.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("-path").first()
    number = int(last.path[-4:], 36) + 1 if last else 1
    step = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        step = DIGITS[digit] + step
    return f"{parent.path}{step}"


def make_catalogues(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make one catalogue under each home, linked as translations of one another."""
    alias = schema_editor.connection.alias
    index_page: Any = apps.get_model("courses", "CatalogueIndexPage")
    pages: Any = apps.get_model("wagtailcore", "Page").objects.using(alias)
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label="courses", model="catalogueindexpage")
    )
    key = uuid.uuid4()
    for home in apps.get_model("cms", "HomePage").objects.using(alias).select_related("locale"):
        title = TITLES[home.locale.language_code]
        index_page.objects.using(alias).create(
            title=title,
            draft_title=title,
            slug="courses",
            content_type=content_type,
            path=_next_path(pages, home),
            depth=home.depth + 1,
            numchild=0,
            url_path=f"{home.url_path}courses/",
            locale=home.locale,
            translation_key=key,
        )
        pages.filter(pk=home.pk).update(numchild=home.numchild + 1)


def remove_catalogues(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the catalogues away, and count the homes' children again."""
    alias = schema_editor.connection.alias
    pages: Any = apps.get_model("wagtailcore", "Page").objects.using(alias)
    indexes: Any = apps.get_model("courses", "CatalogueIndexPage").objects.using(alias)
    for index in indexes.all():
        home = pages.get(path=index.path[:-4])
        # Row by row: going backwards, historical models do not know each other well enough to cascade.
        indexes.filter(pk=index.pk)._raw_delete(alias)
        pages.filter(pk=index.pk)._raw_delete(alias)
        pages.filter(pk=home.pk).update(numchild=home.numchild - 1)


def _permission(apps: Apps, alias: str, application: str, model: str, codename: str, name: str) -> Any:  # noqa: ANN401 (as above)
    """Return a permission, which Django itself would make only after all migrations."""
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label=application, model=model)
    )
    permission, _ = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get_or_create(content_type_id=content_type.pk, codename=codename, defaults={"name": name})
    )
    return permission


def _clear_wagtails_roles(apps: Apps, alias: str) -> None:
    """Wagtail's own roles may publish anything below the root, and its workflow asks Moderators: neither is ours."""
    group = apps.get_model("auth", "Group").objects.using(alias)
    group.filter(name="Moderators").delete()
    root_permissions = apps.get_model("wagtailcore", "GroupPagePermission").objects.using(alias)
    root_permissions.filter(group__name="Editors", page__depth=1).delete()
    apps.get_model("wagtailcore", "WorkflowPage").objects.using(alias).filter(page__depth=1).delete()
    apps.get_model("wagtailcore", "Workflow").objects.using(alias).update(active=False)


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the three groups what their role needs."""
    alias = schema_editor.connection.alias
    _clear_wagtails_roles(apps, alias)
    groups = {name: apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=name)[0] for name in GRANTS}
    for name, permissions in GRANTS.items():
        groups[name].permissions.add(*(_permission(apps, alias, *row) for row in permissions))
    page_permissions = apps.get_model("wagtailcore", "GroupPagePermission").objects.using(alias)
    for codename, name in (
        ("add_page", "Can add page"),
        ("change_page", "Can change page"),
        ("publish_page", "Can publish any page"),
    ):
        permission = _permission(apps, alias, "wagtailcore", "page", codename, name)
        for home in apps.get_model("cms", "HomePage").objects.using(alias).all():
            page_permissions.get_or_create(group=groups["Editors"], page_id=home.pk, permission=permission)
        if codename == "add_page":
            for index in apps.get_model("courses", "CatalogueIndexPage").objects.using(alias).all():
                page_permissions.get_or_create(group=groups["Trainers"], page_id=index.pk, permission=permission)
    collection = apps.get_model("wagtailcore", "Collection").objects.using(alias).get(depth=1)
    for row in FILES:
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.using(alias).get_or_create(
            group=groups["Trainers"], collection=collection, permission=_permission(apps, alias, *row)
        )


def revoke(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take back what `grant` gave. Wagtail's own roles are not made again."""
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GRANTS)
    apps.get_model("wagtailcore", "GroupPagePermission").objects.using(alias).filter(group__name__in=GRANTS).delete()
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.using(alias).filter(
        group__name="Trainers"
    ).delete()
    for group in groups:
        group.permissions.remove(*(_permission(apps, alias, *row).pk for row in GRANTS[group.name]))


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_initial"),
        ("accounts", "0002_roles"),
        ("cms", "0002_site_tree"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.RunPython(make_catalogues, remove_catalogues),
        migrations.RunPython(grant, revoke),
    ]
