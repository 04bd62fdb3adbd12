"""What learners fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.names import check_arabic_name, check_latin_name, clean_name


class ConfirmNamesForm(forms.Form):
    """The names that certificates will carry."""

    name_ar = forms.CharField(
        label=_("Full name in Arabic letters"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "rtl", "autocomplete": "name", "lang": "ar"}),
    )
    name_latin = forms.CharField(
        label=_("Full name in Latin letters"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "name", "lang": "fr"}),
    )

    def clean_name_ar(self) -> Any:  # noqa: ANN401 (Django's signature)
        """Refuse what cannot be printed."""
        name = clean_name(self.cleaned_data["name_ar"])
        check_arabic_name(name)
        return name

    def clean_name_latin(self) -> Any:  # noqa: ANN401 (Django's signature)
        """Refuse what cannot be printed."""
        name = clean_name(self.cleaned_data["name_latin"])
        check_latin_name(name)
        return name
