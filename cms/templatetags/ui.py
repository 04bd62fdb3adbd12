"""The design kit in templates: icons, language links, form controls, and the filters of `cms.typography`."""

import datetime
from collections.abc import Iterable
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.http import HttpRequest
from django.template.context import Context
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import typography

register = template.Library()

MENU: Final = {
    "home": "home",
    "courses": "courses:catalogue",
    "library": "library:index",
    "mine": "learning:my_learning",
    "search": "search:search",
    "verify": "certificates:verify_form",
    "profile": "accounts:profile",
    "sign_in": "account_login",
    "sign_up": "account_signup",
    "sign_out": "account_logout",
    "cms": "wagtailadmin_home",
}
LTR_WIDGETS: Final = (forms.EmailInput, forms.PasswordInput, forms.URLInput, forms.NumberInput)


def _language() -> str:
    """Return the reader's language as one of ours."""
    language = (get_language() or "ar")[:2]
    return language if language in typography.MONTHS else "ar"


# --- Icons ------------------------------------------------------------------------------------------------------------


@cache
def _icon(name: str, classes: str) -> SafeString:
    # A page shows dozens of icons and the sprite's address never changes while the process lives.
    classes = f"icon {classes}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, static("icons.svg"), name
    )


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw an icon of the sprite. `icon--dir` points forward, `icon--back` backward, `icon--lg` is larger."""
    return _icon(name, classes)


@register.simple_tag
def empty_art(name: str) -> SafeString:
    """Draw the large icon of an empty page."""
    return format_html(
        '<svg class="empty__art" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


# --- The frame of a page ----------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> str:
    """Print the attributes of <html> that the visitor's cookies ask for: theme, and no web fonts."""
    cookies = _cookies(context)
    theme = cookies.get("theme")
    attributes = f' data-theme="{theme}"' if theme in {"dark", "light"} else ""
    if cookies.get("saver") == "1":
        attributes += " data-saver"
    return mark_safe(attributes)  # noqa: S308 (built of constants)


@register.simple_tag(takes_context=True)
def preload_fonts(context: Context) -> str:
    """Print the <link>s that fetch the two fonts of the page's language early, unless the visitor saves data."""
    if _cookies(context).get("saver") == "1":
        return ""
    family = "arabic" if _language() == "ar" else "latin"
    return format_html_join(
        "\n  ",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((static(f"fonts/plex-{family}-{weight}.woff2"),) for weight in (400, 600)),
    )


def _cookies(context: Context) -> dict[str, str]:
    request = context.get("request")
    return request.COOKIES if request is not None else {}


@register.simple_tag
def menu_urls() -> dict[str, str]:
    """Return the addresses of the main pages in the reader's language; an empty one where no room answers."""
    return _menu_urls(_language(), str(get_urlconf() or settings.ROOT_URLCONF), get_script_prefix())


@cache
def _menu_urls(language: str, urlconf: str, prefix: str) -> dict[str, str]:  # noqa: ARG001 (part of the cache's key)
    urls = {key: _reverse_or_nothing(name) for key, name in MENU.items()}
    urls["home"] = urls["home"] or f"{prefix}{language}/"
    return urls


def _reverse_or_nothing(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def here(context: Context, url: str, *, is_exact: bool = False) -> str:
    """Print aria-current when the page is at `url`, or below it unless `is_exact`."""
    request = context.get("request")
    if request is None or not url:
        return ""
    if request.path == url:
        return mark_safe(' aria-current="page"')
    is_below = not is_exact and request.path.startswith(url)
    return mark_safe(' aria-current="true"') if is_below else ""


def in_language(address: str, language: str) -> str:
    """Return `address` (path and query) in another language: same page, same query.

    Slugs are the same in every language, so only the prefix changes. Pages without one take `?lang=`.
    """
    parts = urlsplit(address)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != "lang"]
    _empty, first, *rest = parts.path.split("/", 2)
    if first in dict(settings.LANGUAGES):
        path = "/".join(["", language, *rest])
    else:
        path = parts.path
        query.append(("lang", language))
    return f"{path}?{urlencode(query)}" if query else path


@register.simple_tag(takes_context=True)
def switch_language_url(context: Context, language: str) -> str:
    """Return the address of this page in `language`."""
    request = context.get("request")
    return in_language(request.get_full_path(), language) if request is not None else f"/{language}/"


@register.simple_tag(takes_context=True)
def language_alternates(context: Context) -> SafeString:
    """Print the <link rel="alternate"> of the page's languages, without the query of the moment."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return SafeString()
    return format_html_join(
        "\n  ",
        '<link rel="alternate" hreflang="{}" href="{}">',
        ((code, f"{settings.BASE_URL}{in_language(request.path, code)}") for code, _name in settings.LANGUAGES),
    )


@register.simple_tag
def lang_attributes(language: str) -> SafeString:
    """Print lang and dir for content in `language` when that is not the page's own."""
    if not language or language == _language():
        return SafeString()
    return format_html(' lang="{}" dir="{}"', language, "rtl" if language == "ar" else "ltr")


# --- Forms ------------------------------------------------------------------------------------------------------------


@register.filter
def control_kind(field: BoundField) -> str:
    """Say which shape of `_field.html` a field takes: hidden, checkbox, choices, password or input."""
    widget = field.field.widget
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.CheckboxSelectMultiple, "choices"),
        (forms.RadioSelect, "choices"),
        (forms.CheckboxInput, "checkbox"),
        (forms.PasswordInput, "password"),
    )
    if field.is_hidden:
        return "hidden"
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "input")


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw a field's control with the kit's classes; direction follows what is typed unless the widget says so."""
    widget = field.field.widget
    attributes: dict[str, Any] = {"class": _control_classes(widget)}
    if isinstance(widget, forms.TextInput | forms.Textarea) and not _is_ltr(widget):
        attributes["dir"] = widget.attrs.get("dir", "auto")
    return field.as_widget(attrs=attributes)


def _is_ltr(widget: forms.Widget) -> bool:
    return isinstance(widget, LTR_WIDGETS) or widget.attrs.get("dir") == "ltr"


def _control_classes(widget: forms.Widget) -> str:
    classes = [str(widget.attrs.get("class", ""))]
    if isinstance(widget, forms.CheckboxInput):
        classes.append("choice__box")
    else:
        classes.append("input")
        classes.extend(["input--ltr"] if _is_ltr(widget) else [])
        classes.extend(["input--area"] if isinstance(widget, forms.Textarea) else [])
    return " ".join(filter(None, classes))


@register.simple_tag
def option_control(option: BoundWidget) -> SafeString:
    """Draw the bare radio button or checkbox of one option."""
    option.data["attrs"] = {**option.data["attrs"], "class": "choice__box"}
    return option.tag()


# --- Typography -------------------------------------------------------------------------------------------------------


@register.filter
@stringfilter
def act_number(number: str, language: str = "") -> SafeString:
    """Write an act's number in the order of the language; what is copied is always the plain "12-06"."""
    if (language or _language()) != "ar":
        return format_html('<bdi class="nowrap" dir="ltr">{}</bdi>', number)
    # Isolated groups follow the element's direction, without a mark that would be copied along.
    groups = format_html_join("-", "<bdi>{}</bdi>", ((group,) for group in number.split("-")))
    return format_html('<bdi class="nowrap" dir="rtl">{}</bdi>', groups)


def _as_date(value: datetime.date | datetime.datetime) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date()
    return value


@register.filter
def day(value: datetime.date | None, language: str = "") -> str:
    """Write "12 جانفي 2012"; nothing for no date."""
    return typography.day(_as_date(value), language or _language()) if value else ""


@register.filter
def short_day(value: datetime.date | None) -> str:
    """Write "12/01/2012", isolated; nothing for no date."""
    if not value:
        return ""
    return format_html('<bdi class="nowrap" dir="ltr">{}</bdi>', typography.short_day(_as_date(value)))


@register.filter
def thousands(value: int) -> str:
    """Write a whole number in groups of three."""
    return typography.thousands(value)


@register.filter
def percent(value: int) -> str:
    """Write "70%", or "70 %" in French."""
    return typography.percent(value, _language())


@register.filter
def file_size(value: int) -> str:
    """Write a number of bytes as a reader knows it."""
    return typography.file_size(value, _language())


@register.filter
def bidi(value: str) -> SafeString:
    """Escape `value` (unless it is safe already) and turn its isolates into <bdi> elements."""
    return mark_safe(typography.isolates_to_bdi(conditional_escape(value)))  # noqa: S308 (escaped just here)


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Write language codes as names in the reader's language: "Arabic, French"."""
    names = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}
    return ("، " if _language() == "ar" else ", ").join(names[code] for code in codes)
