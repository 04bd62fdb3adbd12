"""What readers and staff type about certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import LineField, LongTextField
from accounts.forms import BAD_EMAIL


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


class ForgeryReportForm(forms.Form):
    """What somebody saw that makes them doubt a certificate."""

    serial = LineField(
        label=_("Code on the certificate"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the code that is printed at the foot of the certificate.")},
    )
    message = LongTextField(
        label=_("What makes you doubt it?"),
        max_length=2000,
        error_messages={"required": _("Say in a few words what makes you doubt it.")},
    )
    reporter_email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": BAD_EMAIL},
    )


class ReasonForm(forms.Form):
    """Why staff revokes or reinstates a certificate."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the log. It is not shown to those who verify the certificate."),
        error_messages={"required": _("Write the reason.")},
    )
