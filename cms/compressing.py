"""Pages are sent compressed: most of our readers have slow lines.

Static files are compressed once by WhiteNoise; pictures and PDFs are compressed already. What is left is text that we
write for each request, in which level 3 costs half of level 4 and is 4 % longer (20 kB: about 0.1 ms).
"""

import gzip
import re
import secrets
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

LEVEL: Final = 3
# Shorter answers fit into one packet as they are.
SHORTEST: Final = 1000
TYPES: Final = frozenset({"text/html", "text/plain", "application/json", "application/xml", "text/xml"})
ACCEPTED: Final = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
# The length of a page must not tell what is in it (BREACH): a file name of random length, which gzip's format allows,
# goes with each. As in Django's own GZipMiddleware, which knows no other level than 6.
MOST_PADDING: Final = 100
HEADER_BYTES, FLAGS, HAS_NAME = 10, 3, 8


class CompressingMiddleware:
    """Compress text for browsers that ask for it. Stands outside of all that reads or changes what a page says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _is_compressible(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if accepts_gzip(request):
            response.content = _padded(compress(response.content))
            _mark_compressed(response)
        return response


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether the browser reads gzip."""
    return ACCEPTED.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None


def compress(body: bytes, level: int = LEVEL) -> bytes:
    """Return `body` as gzip, the same for the same body."""
    return gzip.compress(body, level, mtime=0)


def _is_compressible(response: HttpResponse) -> bool:
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    return media_type in TYPES and "Content-Encoding" not in response.headers and len(response.content) >= SHORTEST


def _mark_compressed(response: HttpResponse) -> None:
    """Say of a response with compressed content that it is so; what was measured of the plain one holds no more."""
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"


def _padded(compressed: bytes) -> bytes:
    header = bytearray(compressed[:HEADER_BYTES])
    header[FLAGS] = HAS_NAME
    return bytes(header) + b"a" * secrets.randbelow(MOST_PADDING) + b"\0" + compressed[HEADER_BYTES:]
