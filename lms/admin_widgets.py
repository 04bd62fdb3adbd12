"""Wagtail's choosers without inline scripts, so that the administration keeps the same policy as every other page."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser


def render(
    self: BaseChooser,
    name: str,
    value: Any,  # noqa: ANN401 (a widget's value)
    attrs: dict[str, Any] | None = None,
    renderer: Any = None,  # noqa: ANN401, ARG001 (Django's signature)
) -> SafeString:
    """Render the chooser; what starts it stands beside it as data for static/admin/widgets.js."""
    identity = (attrs or {})["id"]
    data = self.get_value_data(value)
    return format_html(
        '{}<template data-widget="{}" data-widget-arguments="{}"></template>',
        self.render_html(name, data, attrs),
        self.js_constructor,
        json.dumps([identity, self.get_js_init_options(identity, name, data)]),
    )


def install() -> None:
    """Replace the method that every chooser of Wagtail inherits; there is no setting for it."""
    BaseChooser.render = render
