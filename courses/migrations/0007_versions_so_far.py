"""Courses that have versions already say what became of the earlier ones."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fill what each release writes from now on."""
    alias = schema_editor.connection.alias
    versions = apps.get_model("courses", "CourseVersion").objects.using(alias)
    for course in apps.get_model("courses", "Course").objects.using(alias).filter(current_version__isnull=False):
        rows = list(versions.filter(course_id=course.pk).order_by("number"))
        released: set[str] = set()
        course.dropped = {}
        for row in rows:
            uids = {item["uid"] for item in row.outline}
            course.dropped.update(dict.fromkeys(released - uids, row.number))
            released |= uids
        course.newest_change = max((row.number for row in rows if row.change_class != "editorial"), default=1)
        course.save(update_fields=["dropped", "newest_change"])


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_versions")]

    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
