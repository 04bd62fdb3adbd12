"""How long something takes, in the reader's words."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE: Final = 60


def duration(seconds: int) -> str:
    """Return whole seconds as people say them: "3 minutes", "1 minute and 20 seconds"."""
    whole, rest = divmod(seconds, MINUTE)
    minutes = ngettext("%(minutes)s minute", "%(minutes)s minutes", whole) % {"minutes": whole}
    if whole and not rest:
        return minutes
    seconds_left = ngettext("%(seconds)s second", "%(seconds)s seconds", rest) % {"seconds": rest}
    return _("%(one)s and %(other)s") % {"one": minutes, "other": seconds_left} if whole else seconds_left
