"""A complete installation on one machine, driven by the environment alone (see `environment`)."""

import datetime
import os

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from lms.settings import environment
from lms.settings.environment import ROOT, folder, secret

# Django's generic classes (ModelForm, Sitemap ...) take their type in brackets at run time too.
django_stubs_ext.monkeypatch()

# --- Who we are, where we are -----------------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = secret("secret_key")
PORT = int(os.environ.get("PORT") or 8000)
BASE_URL = (os.environ.get("KAFAAT_BASE_URL") or f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = (os.environ.get("KAFAAT_ALLOWED_HOSTS") or "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "lms",
    "learning",
    "certificates",
    "courses",
    "library",
    "cms",
    "search",
    "accounts",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.PeopleAdminConfig",  # wagtail.users, with forms for our people
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "ckeditor",
    "csp",
    "allauth",
    "allauth.account",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # Last, so that the templates and static files of the rooms above win over Django's own.
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.ranges.files_in_parts",
    "cms.compressing.CompressingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.languages.ReadersLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.csp.PolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "lms.refusals.bounded_rows",
    # Innermost: its page needs what all the others give.
    "lms.refusals.readable_refusals",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- What is stored ---------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database()}
REDIS_URL = os.environ.get("REDIS_URL") or ""
CACHES = {
    "default": {
        "BACKEND": "lms.caching.RedisThatMayBeDown",
        "LOCATION": REDIS_URL,
        # A reader must not wait for what only saves time.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
    if REDIS_URL
    # Local to the process: the embedded installation is one web process with threads.
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
}
SECRETS_ROOT = folder("secrets", private=True)
MEDIA_ROOT = folder("media")
MEDIA_URL = "/media/"
STATIC_ROOT = folder("static")
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Certificates are private: they are read through a view, never by address.
    "certificates": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder("certificates", private=True)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- The queue --------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    _broker = folder("broker")
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(folder("broker/messages")),
        "data_folder_out": str(folder("broker/messages")),
        "control_folder": str(folder("broker/control")),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(environment.VAR / "celerybeat-schedule")
CELERY_TIMEZONE = "Africa/Algiers"

# --- Languages: Arabic first ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ar", "العربية"), ("fr", "Français"), ("en", "English")]
# The second corrects words of the administration's own translation.
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "administration"]
FORMAT_MODULE_PATH = "lms.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Algiers"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.sessions.AuthenticationBackend",
]
PASSWORD_HASHERS = ["accounts.passwords.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "accounts.passwords.NotTheirName",
        "OPTIONS": {"user_attributes": ["email", "name_ar", "name_latin"]},
    },
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "learning:my_learning"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmPasswordResetForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
# A training room of thirty people has one address: what is limited per address leaves them room.
ACCOUNT_RATE_LIMITS = {
    "signup": "60/m/ip",
    "login": "90/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "reset_password": "60/m/ip,5/m/key",
}
# Behind proxies of ours the reader's address is what the outermost of them wrote into X-Forwarded-For; what stands
# there before it, the reader may have made up. All limits ask `accounts.limiting.client_address`.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KAFAAT_TRUSTED_PROXIES") or 0)
AXES_CLIENT_IP_CALLABLE = "accounts.limiting.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "accounts.refusals.too_many_attempts"
CONSENT_TEXT_VERSION = "cms.text_versions.text_version"
AXES_VERBOSE = False
NAME_LETTER_CHECK = "certificates.glyphs.missing_letters"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# --- Mail -------------------------------------------------------------------------------------------------------------
globals().update(environment.mail())
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("KAFAAT_FROM_EMAIL") or "kafaat@localhost"

# --- Browsers ---------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview shows a page in a frame of the administration.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "كفاءات+"
WAGTAILADMIN_BASE_URL = BASE_URL
# One door for everyone: codes by mail, limits and messages are those of the public pages.
WAGTAILADMIN_LOGIN_URL = "accounts:staff_door"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_I18N_ENABLED = True
# Addresses are Latin letters: an Arabic title is transliterated in the editor.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# One country, one time; the machine's own list may also hold zones that no browser knows.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = True
# Longer than the moment between a field left and "save" pressed: on a slow line both would make the same new page.
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.pictures.PictureForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Nothing that a browser would run, and nothing shown inside a page of ours: all documents are attached.
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "txt", "xls", "xlsx", "zip",
    "m4a", "mp3", "mp4", "oga", "ogg", "opus", "vtt", "wav", "webm",
]  # fmt: skip
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILLOCALIZE_DISABLE_ON_SAVE_SYNC = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": True}}
TAGGIT_CASE_INSENSITIVE = True

# --- CKEditor: one widget setting; the server's allow-list (cms.richtext) decides what survives -----------------------
CKEDITOR_CONFIGS = {
    "default": {
        "toolbar": [["Bold", "Italic"], ["NumberedList", "BulletedList"], ["Link", "Unlink"], ["RemoveFormat"]],
        "versionCheck": False,
        "removePlugins": "elementspath,about,scayt,wsc,exportpdf",
        "width": "100%",
        "height": 220,
    },
}
# ckeditor.W001 warns of the unsupported CKEditor 4. It is fenced: only pages that carry it relax their policy, uploads
# are not mounted, and cms.richtext cleans what it sends (tests/courses/test_wagtail_hooks.py).
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # They tell of every page that is written and indexed, and of every sign-in: news to nobody.
    "loggers": {name: {"level": "WARNING"} for name in ("axes", "django_tasks", "wagtail")},
}

SITE_NAME = _("Kafaat+")
