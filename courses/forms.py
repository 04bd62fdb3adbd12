"""What an editor says when acting on a course."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.models import CourseVersion


class ReleaseForm(forms.Form):
    """Which class of change the editor says it is; nothing means what the comparison proposes.

    The first release changes nothing for anyone, so it asks nothing.
    """

    change_class = forms.ChoiceField(
        label=_("What this change means for those who learn"),
        required=False,
        choices=[("", _("As proposed")), *(c for c in CourseVersion.ChangeClass.choices if c[0] != "initial")],
    )

    def __init__(self, data: QueryDict | None, *, is_first: bool) -> None:
        super().__init__(data)
        if is_first:
            del self.fields["change_class"]


class ReturnForm(forms.Form):
    """Why the course goes back to its trainer."""

    comment = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
