"""The room of people: who a person is, what they agreed to, and the mail they are sent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Sign-up, profile, organisations, roles and messages."""

    name = "accounts"
    verbose_name = _("People")
