"""What an editor says when acting on a course."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from courses import prerequisites
from courses.arranging import Place
from courses.models import CoursePage, CourseVersion, LocalisedItem
from courses.models.localised import SOURCE_LANGUAGE
from courses.releasing import Decision


class CourseForm(WagtailAdminPageForm):
    """The form in which a course is written: what comes before it is said on its source page, and makes no circle."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Form's own)
        super().__init__(*args, **kwargs)
        if "prerequisites" not in self.fields:
            return
        if self.instance.locale.language_code != SOURCE_LANGUAGE:
            del self.fields["prerequisites"]
            return
        pages = CoursePage.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("title")
        self.fields["prerequisites"].queryset = pages.exclude(pk=self.instance.pk)

    def clean_prerequisites(self) -> Any:  # noqa: ANN401 (a queryset of pages)
        """Refuse what would lead back to the course itself."""
        chosen = self.cleaned_data["prerequisites"]
        asked = [str(page.translation_key) for page in chosen]
        found = prerequisites.circle(str(self.instance.translation_key), asked, prerequisites.written_edges())
        if found:
            raise ValidationError(prerequisites.circle_in_words(found))
        return chosen


class ReleaseForm(forms.Form):
    """Which class of change the editor says it is, and what it asks of those in progress.

    The first release changes nothing for anyone, so it asks nothing.
    """

    change_class = forms.ChoiceField(
        label=_("What this change means for those who learn"),
        required=False,
        choices=[("", _("As proposed")), *(c for c in CourseVersion.ChangeClass.choices if c[0] != "initial")],
    )
    move_by = forms.DateField(
        label=_("Day on which those in progress move to this version"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_(
            "For a substantive change alone. Without a day they are offered the version and may finish the one they"
            " began. On this day they are moved, and keep what they have done."
        ),
    )
    redo = forms.MultipleChoiceField(
        label=_("What whoever moves has to do again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a substantive change alone: lessons and quizzes whose matter has changed so much."),
    )

    def __init__(self, data: QueryDict | None, *, items: Sequence[LocalisedItem]) -> None:
        """`items` are those of the current version; none before the first release."""
        super().__init__(data)
        if not items:
            self.fields.clear()
            return
        redo = self.fields["redo"]
        if isinstance(redo, forms.MultipleChoiceField):
            redo.choices = [(item.uid, f"{item.module_title} · {item.title}") for item in items]

    def clean_move_by(self) -> datetime.date | None:
        """Refuse a day that has passed: people are told before they are moved."""
        day: datetime.date | None = self.cleaned_data["move_by"]
        if day is not None and day <= timezone.localdate():
            raise ValidationError(_("Choose a day to come, so that learners are told before they are moved."))
        return day

    @property
    def decision(self) -> Decision:
        """What a valid form says."""
        said = self.cleaned_data
        return Decision(said.get("change_class") or None, said.get("move_by"), said.get("redo", ()))


class PlaceForm(forms.Form):
    """Where a part of a course is put. The outline's buttons fill it."""

    page = forms.IntegerField()
    into = forms.IntegerField()
    before = forms.IntegerField(required=False)

    @property
    def place(self) -> Place:
        """What a valid form says."""
        return Place(self.cleaned_data["into"], self.cleaned_data["before"])


class CopyForm(forms.Form):
    """What is made once more; `key` is another one on each page that offers it."""

    page = forms.IntegerField()
    key = forms.UUIDField()


class ReturnForm(forms.Form):
    """Why the course goes back to its trainer."""

    comment = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
