"""The room of people: who a person is, what they agreed to, and the mail they are sent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Sign-up, profile, organisations, roles and messages."""

    name = "accounts"
    verbose_name = _("People")
    default = True


class PeopleAdminConfig(WagtailUsersAppConfig):
    """Wagtail's administration of people, with forms for ours: no user name, names in two scripts."""

    default = False
    user_viewset = "accounts.people.PersonViewSet"
