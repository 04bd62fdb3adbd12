"""The floor: the least that Django can do to answer. Every page is told as a multiple of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(_request: HttpRequest) -> HttpResponse:
    """Answer two words."""
    return HttpResponse("Hello, world")


urlpatterns = [path("floor/", hello)]
