"""The administration's side of courses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def name_acts(actions: Any) -> None:  # noqa: ANN401 (Wagtail's registry has no types)
    """Name the acts of `courses.releasing` in the page's history."""
    actions.register_action("courses.submit", _("Submit the course"), _("Course submitted"))
    actions.register_action("courses.return", _("Return the course"), _("Course returned to the trainer"))
    actions.register_action("courses.release", _("Release the course"), _("Course released"))
    actions.register_action("courses.retire", _("Retire the course"), _("Course retired"))
