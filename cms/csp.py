"""The one exception to our content security policy: pages with CKEditor 4, which writes inline scripts and styles."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.utils.decorators import method_decorator

# A nonce would make browsers ignore 'unsafe-inline', so these pages have none.
editor_policy = csp_replace({"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]})

# For classes of views.
carries_editor = method_decorator(editor_policy, name="dispatch")
