"""Long text that people write in an editor: one allow-list, one cleaning, one model field.

A browser's editor is a convenience; what arrives in a request is hostile until `clean_html` has seen it.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import nh3
from ckeditor.fields import RichTextField
from ckeditor.widgets import CKEditorWidget
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.strings import extract_strings, restore_strings

# Tag -> attributes. The same list makes nh3's rules and the editor's (`editor_rules`).
ALLOWED: dict[str, set[str]] = {
    "p": {"dir", "lang"},
    "br": set(),
    "h2": set(),
    "h3": set(),
    "b": set(),
    "i": set(),
    "strong": set(),
    "em": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "a": {"href"},
    "bdi": {"dir", "lang"},
    "blockquote": set(),
}
SCHEMES = {"http", "https", "mailto", "tel"}
# Two slashes begin the name of a host. Browsers read backslashes as slashes, and skip what breaks a line.
LOCAL_ADDRESS = re.compile(r"#|/(?![\t\n\r]*[/\\])")


def clean_html(html: str) -> str:
    """Return `html` with nothing but the allowed tags, attributes and schemes. Cleaning twice changes nothing."""
    return nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes=ALLOWED,
        url_schemes=SCHEMES,
        attribute_filter=_keep_attribute,
        link_rel="noopener noreferrer",
    )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Drop addresses that a browser might read otherwise than the sanitiser did."""
    if (tag, name) != ("a", "href"):
        return value
    address = value.strip()
    return address if urlsplit(address).scheme in SCHEMES or LOCAL_ADDRESS.match(address) else None


def editor_rules() -> str:
    """Return the allow-list in the form of CKEditor's `allowedContent`."""
    return "; ".join(
        f"{tag}[{','.join(sorted(attributes))}]" if attributes else tag for tag, attributes in ALLOWED.items()
    )


class LongTextField(RichTextField):
    """Long text written in CKEditor, cleaned when it is stored and again when it is loaded."""

    def formfield(self, **kwargs: Any) -> Any:  # noqa: ANN401 (Django's signature)
        """Let the editor offer just what the cleaning keeps: nothing that a trainer sees is lost on saving."""
        field = super().formfield(**kwargs)
        if isinstance(field.widget, CKEditorWidget):
            field.widget.config["allowedContent"] = editor_rules()
        return field

    def get_prep_value(self, value: Any) -> Any:  # noqa: ANN401 (Django's signature)
        """Clean on the way in, whichever form, import or shell it came from."""
        value = super().get_prep_value(value)
        return clean_html(value) if isinstance(value, str) else value

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Clean on the way out: what an older allow-list let through, or raw SQL wrote, is not trusted either."""
        return clean_html(value) if value else value

    def deconstruct(self) -> Any:  # noqa: ANN401 (Django's signature)
        """In migrations this is a plain text field: the editor is no business of the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Split the text for translation; called by wagtail-localize."""
        template, strings = extract_strings(value)
        return [
            TemplateSegmentValue("", "html", template, len(strings)),
            *(StringSegmentValue("", string, attrs=attrs) for string, attrs in strings),
        ]

    def restore_translated_segments(self, _value: str, segments: list[Any]) -> str:
        """Put the translated segments together again; called by wagtail-localize."""
        template, *strings = segments
        return str(restore_strings(template.template, [(segment.string, segment.attrs) for segment in strings]))
