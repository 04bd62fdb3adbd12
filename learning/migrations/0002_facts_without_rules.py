"""Events keep the moment that counts; states keep what events add up to, and leave the rule to the version."""

import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Coalesce


def date_events(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    # What the client said was stored as it counts until now.
    apps.get_model("learning", "ProgressEvent").objects.update(happened_at=Coalesce("client_at", "received_at"))


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]

    operations = [
        migrations.AddField("progressevent", "sequence", models.PositiveBigIntegerField(blank=True, null=True)),
        migrations.AddField(
            "progressevent",
            "happened_at",
            models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.RunPython(date_events, migrations.RunPython.noop),
        migrations.AlterField(
            "progressevent",
            "kind",
            models.CharField(
                choices=[
                    ("opened", "opened"),
                    ("active", "was reading"),
                    ("ended", "came to the end"),
                    ("read", "read"),
                    ("played", "played"),
                    ("fetched", "opened the document"),
                    ("answered", "answered"),
                    ("graded", "graded"),
                    ("kept", "kept from another version"),
                    ("invalidated", "invalidated"),
                ],
                max_length=12,
            ),
        ),
        migrations.RenameField("itemstate", "done_at", "settled_at"),
        migrations.AddField("itemstate", "active", models.JSONField(default=list)),
        migrations.AddField("itemstate", "played_seconds", models.PositiveIntegerField(default=0)),
        migrations.AddField("itemstate", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("itemstate", "valid_from", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField("answer", "revision", models.PositiveBigIntegerField(default=0)),
    ]
