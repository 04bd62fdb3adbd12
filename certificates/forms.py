"""What readers and staff type about certificates."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.models import ForgeryReport


class SerialForm(forms.Form):
    """The serial to verify, as it was typed; whether it is one is for the answer to say."""

    serial = forms.CharField(
        label=_("Verification code"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code that is printed at the foot of the certificate.")},
    )


class ForgeryReportForm(forms.ModelForm[ForgeryReport]):
    """What somebody saw that makes them doubt a certificate."""

    class Meta:
        model = ForgeryReport
        fields: ClassVar = ["serial", "message", "reporter_email"]
        labels: ClassVar = {
            "serial": _("Code on the certificate"),
            "message": _("What makes you doubt it?"),
            "reporter_email": _("Your e-mail address, if you want an answer"),
        }
        error_messages: ClassVar = {
            "serial": {"required": _("Type the code that is printed at the foot of the certificate.")},
            "message": {"required": _("Say in a few words what makes you doubt it.")},
        }
        widgets: ClassVar = {
            "serial": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
            "message": forms.Textarea(attrs={"rows": 5}),
        }


class ReasonForm(forms.Form):
    """Why staff revokes or reinstates a certificate."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the log. It is not shown to those who verify the certificate."),
        error_messages={"required": _("Write the reason.")},
    )
