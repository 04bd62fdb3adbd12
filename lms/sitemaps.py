"""The sitemap: catalogue, courses, their lessons, texts, in each language with its alternates."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from courses.models import Course
from library.models import RegulatoryText


class Address(NamedTuple):
    """A page that the sitemap names: its URL name with arguments, and when it last changed."""

    name: str
    arguments: tuple[str, ...]
    changed_at: datetime | None


class _Languages(Sitemap[Address]):
    i18n = True
    alternates = True
    x_default = False

    def location(self, item: Address) -> str:
        return reverse(item.name, args=item.arguments)

    def lastmod(self, item: Address) -> datetime | None:
        return item.changed_at


class CourseSitemap(_Languages):
    """The catalogue, every released course and every released lesson."""

    def items(self) -> list[Address]:
        return [Address("courses:catalogue", (), None), *self._courses()]

    def _courses(self) -> Iterable[Address]:
        for course in Course.objects.visible().only("slug", "contents", "changed_at", "is_outline_only"):
            yield Address("courses:course", (course.slug,), course.changed_at)
            for module in course.contents.get("ar", {}).get("modules", []):
                for item in module["items"]:
                    if item["kind"] != "quiz" and not course.is_outline_only:
                        yield Address("courses:lesson", (course.slug, module["slug"], item["slug"]), course.changed_at)


class LibrarySitemap(_Languages):
    """The library and every published text."""

    def items(self) -> list[Address]:
        texts = RegulatoryText.objects.published().values_list("uri", flat=True)
        return [Address("library:index", (), None), *(Address("library:text", (uri,), None) for uri in texts)]


SITEMAPS: dict[str, type[Sitemap[Address]]] = {"courses": CourseSitemap, "library": LibrarySitemap}
