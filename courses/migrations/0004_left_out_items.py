from django.db import migrations, models

FIELD = models.BooleanField(
    db_default=False,
    default=False,
    help_text="Those who take the course now keep it; those who enrol afterwards do not get it.",
    verbose_name="left out from the next release on",
)


class Migration(migrations.Migration):
    dependencies = [("courses", "0003_administrators")]

    operations = [
        migrations.AddField(model_name=name, name="is_left_out", field=FIELD) for name in ("lessonpage", "quizpage")
    ]
