"""A person has a holder for each pair of names that was printed, no longer one for all."""

from typing import ClassVar

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def join(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Leave each person one holder, with the names printed last: on the way back there is room for one pair."""
    alias = schema_editor.connection.alias
    holders = apps.get_model("certificates", "CertificateHolder").objects.using(alias)
    certificates = apps.get_model("certificates", "Certificate").objects.using(alias)
    several = holders.filter(learner__isnull=False).values("learner").annotate(count=models.Count("pk"))
    for learner in several.filter(count__gt=1).values_list("learner", flat=True):
        uids = list(holders.filter(learner=learner).values_list("uid", flat=True))
        last = certificates.filter(holder_uid__in=uids).order_by("-pk").values_list("holder_uid", flat=True).first()
        kept = last or uids[0]
        certificates.filter(holder_uid__in=uids).update(holder_uid=kept)
        holders.filter(learner=learner).exclude(uid=kept).delete()


class Migration(migrations.Migration):
    dependencies: ClassVar = [("certificates", "0002_permissions")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="certificateholder",
            name="learner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="certificate_holders",
                related_query_name="certificate_holder",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="certificateholder",
            constraint=models.UniqueConstraint(
                fields=("learner", "name_ar", "name_latin"), name="one_holder_per_learner_and_names"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, join),
    ]
