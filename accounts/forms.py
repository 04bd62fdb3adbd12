"""The forms of accounts: django-allauth's own with our words, and those of names and profile."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.fields import CodeField, NameField
from accounts.models import Language, User
from accounts.names import check_arabic_name, check_latin_name
from accounts.wilayas import wilaya_choices

Text = str | StrPromise

EMAIL = _("E-mail address")
PASSWORD = _("Password")
PASSWORD_HINT = _("10 characters or more; a short sentence will do.")
NO_EMAIL = _("Write your e-mail address.")
BAD_EMAIL = _("Write the address in full, for example name@example.dz.")
NO_PASSWORD = _("Write your password.")
NO_NEW_PASSWORD = _("Choose a password.")


def _word(form: forms.Form, name: str, *, label: Text, missing: Text, hint: Text = "") -> None:
    """Give a field of allauth's our words, and no placeholder that vanishes as soon as one types."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


def _word_email(form: forms.Form, name: str, *, label: Text = EMAIL, hint: Text = "", autocomplete: str) -> None:
    form.fields[name].widget = forms.EmailInput(attrs={"autocomplete": autocomplete})
    form.fields[name].error_messages["invalid"] = BAD_EMAIL
    _word(form, name, label=label, hint=hint, missing=NO_EMAIL)


class SignupForm(allauth_forms.SignupForm):
    """An address and a password: nothing more is asked before the address is proved."""

    account_already_exists: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        hint = _("We send a code of six digits to it.")
        _word_email(self, "email", hint=hint, autocomplete="username")
        _word(self, "password1", label=PASSWORD, hint=PASSWORD_HINT, missing=NO_NEW_PASSWORD)

    def try_save(self, request: HttpRequest) -> Any:  # noqa: ANN401 (allauth's)
        """Create the account, in one transaction. A known address costs as much time: the clock must not tell it."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # Sent twice at once: the other request was faster, so the address is a known one now.
            self.account_already_exists = True
            return super().try_save(request)


class LoginForm(allauth_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        _word_email(self, "login", autocomplete="username")
        _word(self, "password", label=PASSWORD, missing=NO_PASSWORD)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The address to which a code goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        _word_email(self, "email", autocomplete="username")


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """The new password, typed once: it can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _word(self, "password1", label=_("New password"), hint=PASSWORD_HINT, missing=NO_NEW_PASSWORD)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The present password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _word(self, "oldpassword", label=_("Current password"), missing=NO_PASSWORD)
        _word(self, "password1", label=_("New password"), hint=PASSWORD_HINT, missing=NO_NEW_PASSWORD)


class SetPasswordForm(allauth_forms.SetPasswordForm):
    """The first password of who had none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _word(self, "password1", label=_("New password"), hint=PASSWORD_HINT, missing=NO_NEW_PASSWORD)


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password again, before what a thief of an open session would do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        _word(self, "password", label=PASSWORD, missing=NO_PASSWORD)


class AddEmailForm(allauth_forms.AddEmailForm):
    """The address that replaces the present one once it is proved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        hint = _("We send a code of six digits to it.")
        _word_email(self, "email", label=_("New e-mail address"), hint=hint, autocomplete="email")


class ConfirmEmailForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""

    code = CodeField(label=_("Code of six digits"), error_messages={"required": _("Write the code of the mail.")})


class ConfirmPasswordResetForm(allauth_forms.ConfirmPasswordResetCodeForm):
    """The code that proves who forgot a password."""

    code = CodeField(label=_("Code of six digits"), error_messages={"required": _("Write the code of the mail.")})


class NamesForm(forms.Form):
    """The names for the certificates and, from who has not agreed yet, consent to the privacy notice."""

    name_ar = NameField(
        label=_("Full name in Arabic letters"),
        help_text=_("As you want it on your certificates."),
        error_messages={"required": _("Write your name in Arabic letters.")},
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "autocomplete": "name"}),
        check=check_arabic_name,
    )
    name_latin = NameField(
        label=_("Full name in Latin letters"),
        help_text=_("As in your identity card or passport."),
        error_messages={"required": _("Write your name in Latin letters.")},
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "name"}),
        check=check_latin_name,
    )
    consent = forms.BooleanField(
        label=_("I have read the privacy notice and agree that my data are used as it says."),
        error_messages={"required": _("Without your consent to the privacy notice we cannot keep an account for you.")},
    )

    def __init__(self, *args: Any, asks_consent: bool, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        if not asks_consent:
            del self.fields["consent"]


class ProfileForm(NamesForm):
    """What a person may change about themselves."""

    language = forms.ChoiceField(
        label=_("Language"), choices=Language.choices, help_text=_("Of the pages and of our mails to you.")
    )
    wilaya = forms.ChoiceField(label=_("Wilaya"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, asks_consent=False, **kwargs)
        wilaya = self.fields["wilaya"]
        if isinstance(wilaya, forms.ChoiceField):
            wilaya.choices = [("", _("Not said")), *wilaya_choices(get_language() or "ar")]
