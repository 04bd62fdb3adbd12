"""The root of the pages bears our name instead of the English word that every page's path in `/cms/` began with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Isolated, so that each plus sign stays behind its word on pages of either direction.
WAGTAILS, OURS = "Root", "\u2067كفاءات+\u2069 · \u2066Kafaat+\u2069"


def _rename(apps: Apps, schema_editor: BaseDatabaseSchemaEditor, old: str, new: str) -> None:
    pages = apps.get_model("wagtailcore", "Page").objects.using(schema_editor.connection.alias)
    pages.filter(depth=1, title=old).update(title=new, draft_title=new)


def rename(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the root our name, unless somebody gave it another."""
    _rename(
        apps,
        schema_editor,  # Isolated, so that each plus sign stays behind its word on pages of either direction.
        WAGTAILS,
        OURS,
    )


def rename_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the root Wagtail's name again."""
    _rename(apps, schema_editor, OURS, WAGTAILS)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0004_contact_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(rename, rename_back)]
