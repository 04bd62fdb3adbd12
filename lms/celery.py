"""The queue. Its schedule is code: what runs, and how often, is read here."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.base")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# The database is the truth and a message only a hint: each sweep finds the rows whose message was lost.
app.conf.beat_schedule = {
    "draw-certificates-without-file": {"task": "certificates.tasks.sweep", "schedule": 60.0},
    "deliver-messages-not-sent": {"task": "accounts.tasks.sweep", "schedule": 60.0},
    "publish-scheduled-pages": {"task": "cms.tasks.publish_scheduled", "schedule": 60.0},
    "issue-certificates-owed": {"task": "learning.tasks.sweep", "schedule": 60.0},
    # It reads every event and every file, so it has the night.
    "mend-what-does-not-agree": {"task": "learning.tasks.reconcile", "schedule": crontab(hour="3", minute="30")},
}
