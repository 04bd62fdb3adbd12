"""Administrators see what did not agree."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "Administrators"
MODEL, CODENAME, NAME = "finding", "view_finding", "Can view finding"


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Grant the permission; Django itself makes its rows only after all migrations."""
    alias = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    content_type, _ = content_types.get_or_create(app_label="learning", model=MODEL)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    permission, _ = permissions.get_or_create(content_type=content_type, codename=CODENAME, defaults={"name": NAME})
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name=GROUP):
        group.permissions.add(permission)


def withdraw(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the permission away again."""
    alias = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    granted = permissions.filter(content_type__app_label="learning", codename=CODENAME)
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name=GROUP):
        group.permissions.remove(*granted)


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0003_findings"),
        ("accounts", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, withdraw)]
