"""Wagtail's views where they expect other people than ours; there is no setting for it."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext
from wagtail.admin.views.account import NameEmailSettingsPanel


def is_active(self: NameEmailSettingsPanel) -> bool:  # noqa: ARG001 (Wagtail's signature)
    """Leave the panel out: it requires a first and a last name, which our people do not have."""
    return False


def name_of_role(self: Group) -> str:
    """Return the name in the reader's language; those of our roles are in locale/administration."""
    return gettext(self.name)


def install() -> None:
    """Let people save their settings, and name roles in the reader's language."""
    NameEmailSettingsPanel.is_active = is_active
    Group.__str__ = name_of_role  # type: ignore[assignment]  # Django's own returns the name as it is stored
