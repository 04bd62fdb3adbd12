"""A message that is being sent says so, instead of being locked meanwhile."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0003_administrators")]

    operations: ClassVar = [
        migrations.AddField("message", "claimed_at", models.DateTimeField(blank=True, null=True)),
    ]
