"""What readers write to the team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import LineField, LongTextField
from accounts.forms import BAD_EMAIL, EMAIL
from cms.models import ContactMessage


class ContactForm(forms.Form):
    """A message, and where the answer goes."""

    name = LineField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=EMAIL,
        help_text=_("We answer to it, and use it for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address."), "invalid": BAD_EMAIL},
    )
    subject = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose")), *ContactMessage.Subject.choices],
        error_messages={"required": _("Choose what your message is about.")},
    )
    message = LongTextField(
        label=_("Your message"),
        max_length=4000,
        error_messages={"required": _("Write your message.")},
    )
