"""The language of an answer."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers


class ReadersLanguageMiddleware(LocaleMiddleware):
    """Django's choice (address, cookie, browser, Arabic), and two habits of ours for addresses without a language.

    `?lang=` chooses one. And a page that answers "not found" has answered: only an address that leads nowhere is tried
    again below the reader's language.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if not request.META.get("QUERY_STRING"):
            return
        language = request.GET.get("lang", "")
        if language in dict(settings.LANGUAGES) and not translation.get_language_from_path(request.path_info):
            translation.activate(language)
            request.LANGUAGE_CODE = language

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404 or getattr(request, "resolver_match", None) is None:  # noqa: PLR2004 (not found)
            return super().process_response(request, response)
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response
