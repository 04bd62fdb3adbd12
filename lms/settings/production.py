"""A public installation behind HTTPS: hosts named, cookies secure, errors mailed nowhere but logged."""

import os

from django.core.exceptions import ImproperlyConfigured

from lms.settings.base import *  # noqa: F403 (settings are layered; the names are Django's)
from lms.settings.base import BASE_URL, SILENCED_SYSTEM_CHECKS

if not BASE_URL.startswith("https://"):
    message = "KAFAAT_BASE_URL must be the public https:// address of this installation"
    raise ImproperlyConfigured(message)
if not os.environ.get("KAFAAT_ALLOWED_HOSTS"):
    message = "KAFAAT_ALLOWED_HOSTS must list the hosts that this installation answers for, separated by commas"
    raise ImproperlyConfigured(message)

# There is a proxy, which speaks HTTPS; more than one must be counted. Were it not trusted, all readers would share the
# limits of one address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KAFAAT_TRUSTED_PROXIES") or 1)
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
# security.W019 asks for X-Frame-Options: DENY. Wagtail's preview shows a page in a frame of the administration, so
# frames of the same origin are allowed (frame-ancestors 'self').
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W019"]
