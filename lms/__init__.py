"""The Django project: settings, addresses, the queue, and the commands that need every room."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
