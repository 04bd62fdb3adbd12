"""The embedded installation as the tests need it: fast passwords, mail in memory, plain static files."""

from lms.settings.base import *  # noqa: F403 (settings are layered; the names are Django's)
from lms.settings.base import STORAGES

SECRET_KEY = "only-for-tests"  # noqa: S105 (nothing that the tests sign leaves the machine)
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = False
