"""Administrators manage people: they open the administration, create people, change and close accounts."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ACTIONS = ("add", "change", "view")


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Grant the permissions; Django makes its own only after all migrations, so they are made here if missing."""
    alias = schema_editor.connection.alias
    permission = apps.get_model("auth", "Permission").objects.using(alias)
    content_type = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    people, _is_new = content_type.get_or_create(app_label="accounts", model="user")
    admin, _is_new = content_type.get_or_create(app_label="wagtailadmin", model="admin")
    wanted = [(admin, "access_admin", "Can access Wagtail admin")]
    wanted += [(people, f"{action}_user", f"Can {action} person") for action in ACTIONS]
    granted = [
        permission.get_or_create(content_type=kind, codename=codename, defaults={"name": name})[0]
        for kind, codename, name in wanted
    ]
    apps.get_model("auth", "Group").objects.using(alias).get(name="Administrators").permissions.add(*granted)


def take_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the permissions of people away again."""
    alias = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    mine = permissions.filter(content_type__app_label="accounts", content_type__model="user")
    apps.get_model("auth", "Group").objects.using(alias).get(name="Administrators").permissions.remove(*mine)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
