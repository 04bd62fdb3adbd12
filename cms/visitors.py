"""Pages that everyone sees alike, kept whole for visitors: rendered once per language and appearance.

A page is kept for a minute at most, and every kept page is dropped by `forget_pages`, which follows a release and the
publishing of any page. People with a session are never answered from here. Pages are kept as they are sent,
compressed; nothing in them is secret.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import uuid
from collections.abc import Callable, Iterable
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from cms.compressing import accepts_gzip, compress

SECONDS: Final = 60
# Paid once for all who come within the minute.
KEPT_LEVEL: Final = 9
EDITION_KEY: Final = "cms.visitors.edition"


def forget_pages() -> None:
    """Make every visitor's next page a new one."""
    cache.set(EDITION_KEY, uuid.uuid4().hex, None)


def forget_pages_after_commit(**_kwargs: object) -> None:
    """Receive Wagtail's word that a page was published or withdrawn."""
    transaction.on_commit(forget_pages)


def edition() -> str:
    """Return what changes whenever kept pages are dropped: for the keys of what they are made of."""
    return cache.get(EDITION_KEY, "")


def visitors_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Keep the view's page for visitors and let browsers ask whether it changed (ETag).

    The view's answer may depend on nothing but the address, the language and the appearance cookies. Addresses with a
    query are not kept: there is no end of them.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return kept_page(request, lambda: view(request, *args, **kwargs))

    return answer


def kept_page(request: HttpRequest, make: Callable[[], HttpResponseBase], *facts: object) -> HttpResponseBase:
    """Return the page that `make` makes: for visitors the one that is kept, if one is under the same `facts`.

    `facts` are what the page depends on besides the address, the language and the appearance cookies.
    """
    if not is_visitor(request) or request.META.get("QUERY_STRING") or request.method not in {"GET", "HEAD"}:
        return make()
    key = _key(request, facts)
    kept: tuple[str, bytes] | None = cache.get(key)
    if kept is None:
        response = _rendered(make())
        if not isinstance(response, HttpResponse) or response.status_code != 200:  # noqa: PLR2004 (OK)
            return response
        # Weak: the same page may be sent compressed and not.
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        kept = (etag, compress(response.content, KEPT_LEVEL))
        cache.set(key, kept, SECONDS)
    return _answer(request, *kept)


def is_visitor(request: HttpRequest) -> bool:
    """Whether the request comes without a session and without a message to show."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    render = getattr(response, "render", None)
    return render() if render is not None else response


def _answer(request: HttpRequest, etag: str, compressed: bytes) -> HttpResponseBase:
    is_compressed = accepts_gzip(request)
    fresh = HttpResponse(compressed if is_compressed else gzip.decompress(compressed))
    fresh.headers["ETag"] = etag
    fresh.headers["Cache-Control"] = "no-cache"
    fresh.headers["Vary"] = "Accept-Encoding, Cookie"
    if is_compressed:
        fresh.headers["Content-Encoding"] = "gzip"
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return fresh
    return get_conditional_response(request, etag=etag, response=fresh) or fresh


def _key(request: HttpRequest, facts: Iterable[object]) -> str:
    theme = request.COOKIES.get("theme", "")
    appearance = f"{theme if theme in {'dark', 'light'} else ''}{request.COOKIES.get('saver') == '1'}"
    parts = "\0".join([edition(), get_language() or "", appearance, request.get_host(), request.path, *map(str, facts)])
    return f"cms.visitors.{hashlib.sha256(parts.encode()).hexdigest()}"
