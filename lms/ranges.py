"""Files are sent in parts to who asks for a part: without it nobody seeks in a film, and some browsers play none.

Django's own answers with files know no `Range`; a server in front that sends files itself does it better.
"""

import re
from collections.abc import Callable, Iterator
from typing import IO, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

# One part of at most a million terabytes: several parts at once no player asks for.
RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
CHUNK: Final = 64 * 1024


def files_in_parts(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer requests for a part of a file with that part (RFC 9110, 14)."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method != "GET" or response.status_code != 200 or not isinstance(response, FileResponse):  # noqa: PLR2004 (OK)
            return response
        if response.headers.get("Content-Encoding") == "None":
            del response.headers["Content-Encoding"]  # Wagtail says so of a document; there is no such coding.
        response.headers["Accept-Ranges"] = "bytes"
        asked = RANGE.fullmatch(request.headers.get("Range", ""))
        return _part(response, *asked.groups()) if asked and _is_same(request, response) else response

    return answer


def _is_same(request: HttpRequest, response: FileResponse) -> bool:
    """Whether the file is the one of which the browser has other parts."""
    known = request.headers.get("If-Range")
    return known is None or known in {response.headers.get("ETag"), response.headers.get("Last-Modified")}


def _part(response: FileResponse, first: str, last: str) -> HttpResponseBase:
    file = response.file_to_stream
    if file is None or "Content-Length" not in response.headers:
        return response  # It is written as it is sent.
    size = int(response.headers["Content-Length"])
    if first:
        start, stop = int(first), min(int(last or size) + 1, size)
    else:
        start, stop = max(size - int(last or 0), 0), size
    if (first and last and int(last) < int(first)) or not (first or last):
        return response  # No range at all: the whole file is the answer.
    if start >= size:
        response.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(start)
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response.headers["Content-Length"] = str(stop - start)
    response.streaming_content = _read(file, stop - start)
    return response


def _read(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length > 0 and (chunk := file.read(min(CHUNK, length))):
        length -= len(chunk)
        yield chunk
