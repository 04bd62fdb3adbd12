"""What the queue does for the site."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="cms.tasks.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and withdraw pages at the hour that their editors set; safe to run at any time."""
    call_command("publish_scheduled")
