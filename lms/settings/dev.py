"""The embedded installation with Django's error pages and uncompressed static files."""

from lms.settings.base import *  # noqa: F403 (settings are layered; the names are Django's)
from lms.settings.base import STORAGES

DEBUG = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
