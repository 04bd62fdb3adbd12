"""The design kit in templates: icons, language links, form controls, and the filters of `cms.typography`."""

import datetime
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.http import HttpRequest
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from cms import durations, typesetting, typography
from cms.remembering import Memory
from cms.richtext import clean_html

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


# --- What is the same for everyone ------------------------------------------------------------------------------------


class RememberNode(template.Node):
    """A part of a page that is rendered once per language and set of values, then kept in the process."""

    def __init__(self, nodelist: template.NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self.memory: Memory[SafeString] = Memory(1000)

    def render(self, context: Context) -> SafeString:
        key = (get_language(), *(value.resolve(context) for value in self.values))
        return self.memory.recall(key, lambda: self.nodelist.render(context))


@register.tag
def remember(parser: Parser, token: Token) -> RememberNode:
    """Render what stands between once for each language and set of the (hashable) values given.

    Only for what depends on nothing else: `{% remember site place %} … {% endremember %}`.
    """
    values = [parser.compile_filter(value) for value in token.split_contents()[1:]]
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(nodelist, values)


# --- The frame of a page ----------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> str:
    """Print the attributes of <html> that the visitor's cookies ask for: theme, and no web fonts."""
    cookies = _cookies(context)
    theme = cookies.get("theme")
    attributes = f' data-theme="{theme}"' if theme in {"dark", "light"} else ""
    if is_saving(context):
        attributes += " data-saver"
    return mark_safe(attributes)  # noqa: S308 (built of constants)


@register.simple_tag(takes_context=True)
def is_saving(context: Context) -> bool:
    """Say whether the visitor asked to save data."""
    return _cookies(context).get("saver") == "1"


@register.simple_tag
def preload_fonts() -> SafeString:
    """Print the <link>s that fetch the two fonts of the page's language early."""
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
def menu_place(context: Context) -> tuple[str, str]:
    """Return which page of the menu this is, and its aria-current: "page" at it, "true" below it."""
    request = context.get("request")
    if request is None:
        return ("", "")
    return _place_of(request.path, menu_urls())


def _place_of(path: str, urls: dict[str, str]) -> tuple[str, str]:
    for key in ("courses", "library", "mine", "verify"):
        if urls[key] and path.startswith(urls[key]):
            return (key, "page" if path == urls[key] else "true")
    return ("home", "page") if path == urls["home"] else ("", "")


@register.simple_tag
def here(key: str, place: tuple[str, str]) -> str:
    """Print aria-current on the link of the menu that `place` names."""
    return format_html(' aria-current="{}"', place[1]) if key == place[0] else ""


def in_language(address: str, language: str) -> str:
    """Return `address` (path and query) in another language: same page, same query.

    Slugs are the same in every language, so only the prefix changes. Pages without one take `?lang=`.
    """
    path, _mark, query = address.partition("?")
    _empty, first, *rest = path.split("/", 2)
    pairs = [pair for pair in query.split("&") if pair and not pair.startswith("lang=")]
    if first in _languages():
        path = "/".join(["", language, *rest])
    else:
        pairs.append(f"lang={language}")
    return f"{path}?{'&'.join(pairs)}" if pairs else path


@cache
def _languages() -> dict[str, str]:
    return dict(settings.LANGUAGES)


@register.simple_tag(takes_context=True)
def language_items(context: Context) -> SafeString:
    """Print the menu of languages: each link leads to this page in another language."""
    request, language = context.get("request"), _language()
    address = request.get_full_path() if request is not None else f"/{language}/"
    return format_html_join(
        "\n",
        '<li><a class="menu__item" href="{}" lang="{}" hreflang="{}"{}>{}</a></li>',
        (
            (in_language(address, code), code, code, *_mark_of_language(name, is_current=code == language))
            for code, name in _languages().items()
        ),
    )


def _mark_of_language(name: str, *, is_current: bool) -> tuple[SafeString, SafeString]:
    if not is_current:
        return SafeString(), format_html("{}", name)
    return mark_safe(' aria-current="true"'), format_html("{} {}", name, _icon("check", ""))


@register.simple_tag(takes_context=True)
def language_alternates(context: Context) -> SafeString:
    """Print the <link rel="alternate"> of the page's languages, without the query of the moment."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return SafeString()
    return format_html_join(
        "\n  ",
        '<link rel="alternate" hreflang="{}" href="{}">',
        ((code, f"{settings.BASE_URL}{in_language(request.path, code)}") for code in _languages()),
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
    return typesetting.act_number(number, language or _language())


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
def duration(seconds: int) -> str:
    """Write whole seconds as people say them."""
    return durations.duration(seconds)


@register.filter
def rich_text(value: object) -> SafeString:
    """Show text that was written in an editor: links resolved, isolates as <bdi>, and nothing that could run.

    Cleaned here and not only on saving: what is stored may have come past the editor (a forged request, an import).
    """
    html = typography.isolates_to_bdi(expand_db_html(str(getattr(value, "source", value) or "")))
    return mark_safe(clean_html(html))  # noqa: S308 (cleaned just here)


@register.filter
def bidi(value: str) -> SafeString:
    """Escape `value` (unless it is safe already) and turn its isolates into <bdi> elements."""
    return mark_safe(typography.isolates_to_bdi(conditional_escape(value)))  # noqa: S308 (escaped just here)


@register.filter
def typeset(value: str, language: str) -> SafeString:
    """Escape `value` (unless it is safe already) and set its acts' numbers, dates and foreign words apart."""
    return typesetting.typeset(conditional_escape(value), language)


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Write language codes as names in the reader's language: "Arabic, French"."""
    names = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}
    return ("، " if _language() == "ar" else ", ").join(names[code] for code in codes)
