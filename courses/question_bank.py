"""The administration of the question bank: who wrote a question may change it, and so may editors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import OwnershipPermissionPolicy
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSet,
    UsageView,
)

from cms.csp import carries_editor
from courses.models import Question


@carries_editor
class QuestionCreateView(CreateView):
    """Make a question; who makes it owns it."""

    def save_instance(self) -> Any:  # noqa: ANN401 (Wagtail's signature)
        self.form.instance.owner = self.request.user
        return super().save_instance()


class OwnQuestion:
    """A page about one question, for whoever may change it. Wagtail asks only whether they may change any."""

    def get_object(self, *args: Any) -> Any:  # noqa: ANN401 (Wagtail's signature)
        question = super().get_object(*args)  # type: ignore[misc]  # mixed into a view
        policy, user = self.permission_policy, self.request.user  # type: ignore[attr-defined]  # as above
        if not policy.user_has_permission_for_instance(user, "change", question):
            raise PermissionDenied
        return question


@carries_editor
class QuestionEditView(OwnQuestion, EditView):
    """Change a question of one's own, or any for editors."""


class QuestionDeleteView(OwnQuestion, DeleteView):
    """Delete a question; one that a quiz asks is protected."""


class QuestionHistoryView(OwnQuestion, HistoryView):
    """Who changed a question, and when."""


class QuestionUsageView(OwnQuestion, UsageView):
    """Which quizzes ask a question."""


class QuestionViewSet(SnippetViewSet):
    """Questions with their options."""

    model = Question
    icon = "help"
    menu_label = _("Question bank")
    add_to_admin_menu = True
    menu_order = 300
    list_display = ["__str__", "kind", "locale"]
    list_filter = ["kind", "locale"]
    search_fields = ["prompt"]
    add_view_class = QuestionCreateView
    edit_view_class = QuestionEditView
    delete_view_class = QuestionDeleteView
    history_view_class = QuestionHistoryView
    usage_view_class = QuestionUsageView
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:  # noqa: ARG002 (Wagtail's signature)
        """Read the language of each question with it."""
        return Question.objects.select_related("locale")

    @cached_property
    def permission_policy(self) -> OwnershipPermissionPolicy:
        return OwnershipPermissionPolicy(self.model, owner_field_name="owner")
