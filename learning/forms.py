"""What staff asks and says of somebody's progress."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """Whom to find among those who take a course."""

    q = forms.CharField(label=_("Mail or name"), max_length=200, required=False)


class InvalidateForm(forms.Form):
    """Why what somebody did counts no more. `event` names the act, so that a form sent twice is one."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Kept in the log.")
    )
    event = forms.UUIDField(widget=forms.HiddenInput)
