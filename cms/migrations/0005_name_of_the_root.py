"""The root of the pages bears our name instead of the English word that every page's path in `/cms/` began with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WAGTAILS, OURS = "Root", "كفاءات+ · Kafaat+"


def _rename(apps: Apps, schema_editor: BaseDatabaseSchemaEditor, old: str, new: str) -> None:
    pages = apps.get_model("wagtailcore", "Page").objects.using(schema_editor.connection.alias)
    pages.filter(depth=1, title=old).update(title=new, draft_title=new)


def rename(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the root our name, unless somebody gave it another."""
    _rename(apps, schema_editor, WAGTAILS, OURS)


def rename_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the root Wagtail's name again."""
    _rename(apps, schema_editor, OURS, WAGTAILS)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0004_contact_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(rename, rename_back)]
