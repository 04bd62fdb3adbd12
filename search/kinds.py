"""What the kinds of documents are called. A room may hand over a kind that is not here: it is found as well."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class KindName(NamedTuple):
    """A kind as a filter (many) and beside a result (one)."""

    many: str | Promise
    one: str | Promise


# In the order in which the page offers them.
KINDS: Final = {
    "course": KindName(_("Courses"), pgettext_lazy("kind of result", "Course")),
    "lesson": KindName(_("Lessons"), _("Lesson")),
    "quiz": KindName(_("Quizzes"), _("Quiz")),
    "text": KindName(_("Laws and regulations"), _("Regulatory text")),
    "article": KindName(_("Articles of law"), pgettext_lazy("of a law", "Article")),
    "document": KindName(_("Documents"), _("Document")),
    "page": KindName(_("Pages of the site"), _("Page of the site")),
}
_OTHER: Final = KindName(_("Other results"), _("Other result"))


def name_of(kind: str) -> KindName:
    """Name a kind."""
    return KINDS.get(kind, _OTHER)


def in_order(kinds: dict[str, int]) -> list[tuple[str, int]]:
    """Sort kinds and their counts as the page offers them, unknown ones last."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(kinds.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))
