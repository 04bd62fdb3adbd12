"""What was uploaded, by address: pictures, sound, film and captions. All else is somebody's word on what a file is.

A server in front of this one must keep both rules: only these types, as these types, and nothing of `documents/`.
"""

import posixpath
from pathlib import PurePosixPath
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

# Said here and not guessed: machines differ in what they know, and none of these can run.
TYPES: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
}


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the file. Documents have a view of Wagtail's, which attaches them and asks whose they are."""
    name = PurePosixPath(posixpath.normpath(f"/{path}"))
    kind = TYPES.get(name.suffix.lower())
    if kind is None or name.parts[1] == "documents":
        raise Http404
    answer = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    answer.headers["Content-Type"] = kind
    return answer
