"""Our content security policy, and the one exception to it."""

from functools import cache
from typing import Final

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator

# Pages with CKEditor 4, which writes inline scripts and styles. A nonce would make browsers ignore 'unsafe-inline', so
# these pages have none.
editor_policy = csp_replace({"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]})

# For classes of views.
carries_editor = method_decorator(editor_policy, name="dispatch")

# What a view's decorators write on a response that asks for a policy of its own.
OWN_POLICY: Final = ("_csp_exempt", "_csp_config", "_csp_update", "_csp_replace")


class PolicyMiddleware(CSPMiddleware):
    """Says the policy of all pages without building it anew for each: that costs as much as half of a kept page.

    Of django-csp's settings it knows the policy alone: no report-only policy and no addresses without one.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        has_nonce = getattr(request, "_csp_nonce", None) is not None
        if settings.DEBUG or has_nonce or HEADER in response or any(hasattr(response, name) for name in OWN_POLICY):
            return super().process_response(request, response)
        response[HEADER] = _policy()
        return response


@cache
def _policy() -> str:
    return build_policy()
