"""What every template may read: `site`, the names under which this installation speaks."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.models import SiteSettings

CACHE_KEY: Final = "cms.site"
# A change of the settings is seen everywhere within this many seconds; no page pays a query for it meanwhile.
CACHE_SECONDS: Final = 60
FIELDS: Final = (
    "name_ar", "name_fr", "name_en", "issuer_ar", "issuer_fr", "issuer_en", "contact_email", "is_demonstration",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteIdentity:
    """Who runs this installation, in one language."""

    name: str
    issuer: str
    contact_email: str
    is_demonstration: bool


def site(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 (the signature of a context processor)
    """Give templates `site`; nothing is read before a template uses it."""
    return {"site": SimpleLazyObject(lambda: site_identity(get_language() or "ar"))}


def site_identity(language: str) -> SiteIdentity:
    """Return the names in `language`; one query when the cache is cold, none otherwise."""
    row = cache.get(CACHE_KEY)
    if row is None:
        row = _read_row()
        cache.set(CACHE_KEY, row, CACHE_SECONDS)
    return SiteIdentity(
        name=row[f"name_{language}"],
        issuer=row[f"issuer_{language}"],
        contact_email=row["contact_email"],
        is_demonstration=row["is_demonstration"],
    )


def forget_site() -> None:
    """Make the next page read the settings anew."""
    cache.delete(CACHE_KEY)


def _read_row() -> dict[str, Any]:
    row = SiteSettings.objects.values(*FIELDS).order_by("pk").first()
    if row is None:
        untouched = SiteSettings()
        row = {name: getattr(untouched, name) for name in FIELDS}
    return row
