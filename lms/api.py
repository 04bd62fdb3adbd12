"""The API for machines and for the learner's own browser: each room brings its router."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse, RawPostDataException
from ninja import NinjaAPI

from certificates.api import router as certificates
from learning.api import router as learning

api = NinjaAPI(title="Kafaat+", version="1", urls_namespace="api", docs_url=None)
api.add_router("", certificates)
api.add_router("", learning)


@api.exception_handler(RawPostDataException)
def not_json(_request: HttpRequest, _error: Exception) -> JsonResponse:
    """Refuse a form with files: it was read as one before the API could read it."""
    return JsonResponse({"detail": "Send JSON."}, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def nothing_here(_request: HttpRequest, **_address: str) -> JsonResponse:
    """Answer an address that the API does not have as the API answers: it is no page to be looked for elsewhere."""
    return JsonResponse({"detail": "Not Found"}, status=HTTPStatus.NOT_FOUND)
