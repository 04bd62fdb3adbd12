"""The API for machines and for the learner's own browser: each room brings its router."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI

from certificates.api import router as certificates
from learning.api import router as learning

api = NinjaAPI(title="Kafaat+", version="1", urls_namespace="api", docs_url=None)
api.add_router("", certificates)
api.add_router("", learning)


def nothing_here(_request: HttpRequest, **_address: str) -> JsonResponse:
    """Answer an address that the API does not have as the API answers: it is no page to be looked for elsewhere."""
    return JsonResponse({"detail": "Not Found"}, status=HTTPStatus.NOT_FOUND)
