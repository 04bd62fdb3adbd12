"""Titles of texts in templates."""

import re
from typing import Final

from django import template
from django.http import QueryDict
from django.template.defaultfilters import stringfilter
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.templatetags.ui import act_number
from library.reading import TextRow, browse

register = template.Library()

FIRST_TEXTS: Final = 3

ACT_NUMBER: Final = re.compile(r"\b\d{2}-\d{2,4}\b")


@register.filter
@stringfilter
def act_numbers(title: str, language: str = "") -> SafeString:
    """Escape a title and write the numbers of acts in it ("12-06") in the order of the title's language."""
    escaped = conditional_escape(title)
    return mark_safe(ACT_NUMBER.sub(lambda match: act_number(match[0], language), escaped))  # noqa: S308 (escaped above)


@register.simple_tag
def first_texts() -> list[TextRow]:
    """Return the first texts of the library that have a page of their own. One statement."""
    rows = browse(QueryDict(), get_language() or "ar").rows
    return [row for row in rows if row.url][:FIRST_TEXTS]
