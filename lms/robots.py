"""What crawlers may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

RULES = """User-agent: *
Disallow: /cms/
Disallow: /v/
Disallow: /api/
Disallow: /ar/learn/
Disallow: /fr/learn/
Disallow: /en/learn/
Disallow: /ar/account/
Disallow: /fr/account/
Disallow: /en/account/
Sitemap: {base}/sitemap.xml
"""


def robots(_request: HttpRequest) -> HttpResponse:
    """Answer robots.txt: courses and library are public, what is personal is nobody's to index."""
    return HttpResponse(RULES.format(base=settings.BASE_URL), content_type="text/plain; charset=utf-8")
