"""The administration of the question bank: who wrote a question may change it, and so may editors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import OwnershipPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from cms.csp import carries_editor
from courses.models import Question


@carries_editor
class QuestionCreateView(CreateView):
    """Make a question; who makes it owns it."""

    def save_instance(self) -> Any:  # noqa: ANN401 (Wagtail's signature)
        self.form.instance.owner = self.request.user
        return super().save_instance()


@carries_editor
class QuestionEditView(EditView):
    """Change a question of one's own, or any for editors."""

    def get_object(self, *args: Any) -> Any:  # noqa: ANN401 (Wagtail's signature)
        question = super().get_object(*args)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", question):
            raise PermissionDenied
        return question


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
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:  # noqa: ARG002 (Wagtail's signature)
        """Read the language of each question with it."""
        return Question.objects.select_related("locale")

    @cached_property
    def permission_policy(self) -> OwnershipPermissionPolicy:
        return OwnershipPermissionPolicy(self.model, owner_field_name="owner")
