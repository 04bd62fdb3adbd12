"""How a page's translation stands to its source. Pure."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationState(models.TextChoices):
    """What there is in a language."""

    TRANSLATED = "translated", _("translated")
    BEHIND = "behind", _("behind its source")
    SAME = "same", _("title not translated")
    MISSING = "missing", _("missing")


def translation_state(source: Any, other: Any) -> TranslationState:  # noqa: ANN401 (two pages of a course, or None)
    """Return the state of `other`, the page in another language, if there is one."""
    if other is None:
        return TranslationState.MISSING
    if other.alias_of_id or other.title == source.title:
        return TranslationState.SAME
    # What was planted and never changed since has no date.
    written, changed = other.latest_revision_created_at, source.latest_revision_created_at
    is_behind = changed is not None and (written is None or written < changed)
    return TranslationState.BEHIND if is_behind else TranslationState.TRANSLATED
