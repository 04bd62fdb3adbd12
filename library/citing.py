"""How a text is cited in a letter or a report."""

from django.utils.translation import gettext as _

from cms.typography import day
from library.models import RegulatoryText


def citation_of(text: RegulatoryText, language: str) -> str:
    """Return the text's title with its date and its place in the Official Journal, as far as they are known."""
    is_french = language != "ar" and bool(text.title_fr)
    parts = [text.title_fr if is_french else text.title_ar]
    if text.date_signed:
        parts.append(_("signed on %(day)s") % {"day": day(text.date_signed, language)})
    if text.journal_number and text.journal_date:
        journal = _("Official Journal, no. %(number)s of %(day)s")
        parts.append(journal % {"number": text.journal_number, "day": day(text.journal_date, language)})
    return ("، " if language == "ar" else ", ").join(parts)
