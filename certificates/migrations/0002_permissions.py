"""Who may do what with certificates: Administrators and Editors look and revoke."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = ("Administrators", "Editors")
PERMISSIONS = (
    ("certificate", "view_certificate", "Can view certificate"),
    ("certificate", "change_certificate", "Can change certificate"),
    ("forgeryreport", "view_forgeryreport", "Can view report of a suspected forgery"),
)


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Grant the permissions; Django itself makes its rows only after all migrations."""
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS)
    for model, codename, name in PERMISSIONS:
        content_type, _ = (
            apps.get_model("contenttypes", "ContentType")
            .objects.using(alias)
            .get_or_create(app_label="certificates", model=model)
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
        .filter(content_type__app_label="certificates", codename__in=[codename for _, codename, _ in PERMISSIONS])
    )
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0001_initial"),
        ("accounts", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, withdraw)]
