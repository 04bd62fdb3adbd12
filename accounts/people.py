"""How administrators see and change people at /cms/users/."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users import forms as wagtail_forms
from wagtail.users.views import users

from accounts.fields import NameField
from accounts.models import User
from accounts.names import check_arabic_name, check_latin_name
from accounts.roles import follow_changed_address, mark_staff
from accounts.wilayas import wilaya_choices

PERSON_FIELDS = ["email", "name_ar", "name_latin", "language", "wilaya", "is_superuser", "groups"]


class PersonForm(wagtail_forms.UserForm):
    """What both forms share. Saving keeps `is_staff` and the proved addresses in step."""

    first_name = None
    last_name = None
    name_ar = NameField(label=_("Name in Arabic letters"), required=False, check=check_arabic_name)
    name_latin = NameField(label=_("Name in Latin letters"), required=False, check=check_latin_name)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        self.fields["wilaya"] = forms.ChoiceField(
            label=_("Wilaya"), required=False, choices=[("", "—"), *wilaya_choices("ar")]
        )

    def clean_email(self) -> str:
        """Return the address in lower case, in which it is stored and compared."""
        return str(self.cleaned_data["email"]).lower()

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 (ModelForm's signature)
        """Save the person and what follows from their groups and address."""
        person: User = super().save(commit=commit)
        if commit:
            mark_staff(person)
            follow_changed_address(person)
        return person


class PersonCreationForm(PersonForm):
    """A new person; they prove their address by code when they first sign in."""

    class Meta:
        model = User
        fields = PERSON_FIELDS
        widgets: ClassVar = {"groups": forms.CheckboxSelectMultiple}


class PersonEditForm(PersonForm, wagtail_forms.UserEditForm):
    """A person who exists. Nobody closes their own account here, or takes away their own rights."""

    class Meta:
        model = User
        fields: ClassVar = [*PERSON_FIELDS, "is_active"]
        widgets: ClassVar = {"groups": forms.CheckboxSelectMultiple}


class PersonIndexView(users.IndexView):
    """The list, searched by address and by both names."""

    page_title = _("People")
    search_fields: ClassVar = ["email", "name_ar", "name_latin"]


class OnlySuperusersMakeSuperusers:
    """The box of superusers is shown to everyone and taken from superusers only."""

    def get_form(self, *args: Any) -> Any:  # noqa: ANN401 (Wagtail's signature)
        form = super().get_form(*args)  # type: ignore[misc]  # mixed into a view
        if "is_superuser" in form.fields:
            form.fields["is_superuser"].disabled = not self.request.user.is_superuser  # type: ignore[attr-defined]  # as above
        return form


class PersonCreateView(OnlySuperusersMakeSuperusers, users.CreateView):
    """A new person."""


class PersonEditView(OnlySuperusersMakeSuperusers, users.EditView):
    """A person who exists."""


class PersonViewSet(users.UserViewSet):
    """Wagtail's pages of people, with our forms."""

    menu_label = _("People")
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:  # noqa: FBT001, FBT002 (Wagtail's signature)
        """Return the form for a new person or for one who exists."""
        return PersonEditForm if for_update else PersonCreationForm
