"""What every page of the administration loads."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("insert_global_admin_js")
def widgets_without_inline_scripts() -> SafeString:
    """Load what starts Wagtail's widgets from data."""
    return format_html('<script type="module" src="{}"></script>', static("admin/widgets.js"))


@hooks.register("construct_main_menu")
def without_wagtails_help(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out Wagtail's news and guide, which are in English and elsewhere."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


@hooks.register("insert_global_admin_css")
def styles_without_style_elements() -> SafeString:
    """Load what Wagtail's pages would say in style elements."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/admin.css"))
