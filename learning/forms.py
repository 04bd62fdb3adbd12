"""What staff says of somebody's progress."""

from django import forms
from django.utils.translation import gettext_lazy as _


class InvalidateForm(forms.Form):
    """Why what somebody did counts no more. `event` names the act, so that a form sent twice is one."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Kept in the log.")
    )
    event = forms.UUIDField(widget=forms.HiddenInput)
