"""The site's part of the demonstration: themes, texts of home and editorial pages, the mark of a demonstration."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.models import EditorialPage, HomePage, SiteSettings, Theme
from cms.visitors import forget_pages


@transaction.atomic
def load(*, themes: list[dict[str, str]], texts: dict[str, dict[str, Any]]) -> None:
    """Write what is missing; what was changed since the first time stays.

    `themes`: [{slug, ar, fr, en}]. `texts`: {slug: {version, language: {title, body}}}, "home" with a lead.
    """
    for position, theme in enumerate(themes):
        titles = {f"title_{language}": theme[language] for language in ("ar", "fr", "en")}
        Theme.objects.get_or_create(slug=theme["slug"], defaults={**titles, "position": position})
    homes = list(HomePage.objects.select_related("locale"))
    for home in homes:
        _write_home(home, texts["home"][home.locale.language_code])
    known = set(EditorialPage.objects.values_list("slug", "locale__language_code"))
    for slug in [slug for slug in texts if slug != "home"]:
        _add_page(slug, texts[slug], homes, known)
    _mark_demonstration()


def _write_home(home: HomePage, words: dict[str, str]) -> None:
    if not home.lead:
        home.title = home.draft_title = words["title"]
        home.lead = words["lead"]
        home.save()


def _add_page(slug: str, text: dict[str, Any], homes: list[HomePage], known: set[tuple[str, str]]) -> None:
    """Add an editorial page in every language, each the translation of the others."""
    key = None
    for home in homes:
        language = home.locale.language_code
        if (slug, language) in known:
            continue
        page = EditorialPage(
            slug=slug,
            locale=home.locale,
            text_version=text["version"],
            last_published_at=timezone.now(),
            **text[language],
        )
        if key:
            page.translation_key = key
        home.add_child(instance=page)
        key = page.translation_key


def _mark_demonstration() -> None:
    row = SiteSettings.objects.order_by("pk").first() or SiteSettings()
    if not row.is_demonstration:
        row.is_demonstration = True
        row.save()
        transaction.on_commit(forget_pages)
