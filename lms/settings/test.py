"""The embedded installation as the tests need it: a data folder per process, fast passwords, plain static files."""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit

# Each test process writes in a folder of its own and, since tests empty the cache, has a Redis database of its own.
# What a test process starts writes where it does, and leaves the folder to it.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
_KEPT = f"KAFAAT_TESTS_FOLDER_{_WORKER}"
OWNS_TESTS_FOLDER = _KEPT not in os.environ
if OWNS_TESTS_FOLDER:
    os.environ[_KEPT] = tempfile.mkdtemp(prefix="kafaat-tests-")
    atexit.register(shutil.rmtree, os.environ[_KEPT], ignore_errors=True)
os.environ["KAFAAT_VAR"] = os.environ[_KEPT]
if os.environ.get("REDIS_URL"):
    _NUMBER = int(_WORKER.removeprefix("gw") or 0)
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{_NUMBER}").geturl()

from lms.settings.base import *  # noqa: E402, F403 (the environment comes first; settings are layered)
from lms.settings.base import DATABASES, STORAGES  # noqa: E402 (the same)

SECRET_KEY = "only-for-tests"  # noqa: S105 (nothing that the tests sign leaves the machine)
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A test database need not survive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
