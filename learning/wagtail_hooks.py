"""Learning in the administration: learners, found from a course or a person, and what did not agree."""

from collections.abc import Iterator
from typing import ClassVar

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import User
from cms.views_inbox import LookOnly, RowView
from courses import editing
from courses.models import CoursePage
from learning import invalidating
from learning.models import Finding
from learning.views import administration
from learning.views.impact import of_release


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Name the pages."""
    patterns = [
        path("course/<int:page_id>/", administration.of_course, name="course"),
        path("course/<int:page_id>/impact/", of_release, name="impact"),
        path("person/<int:person_id>/", administration.of_person, name="person"),
        path("<int:enrolment_id>/", administration.progress, name="progress"),
        path("<int:enrolment_id>/<uuid:item>/invalidate/", administration.invalidate, name="invalidate"),
    ]
    return [path("learners/", include((patterns, "learning_admin"), namespace="learning_admin"))]


@hooks.register("register_page_header_buttons")
def learners_of_a_course(page: Page, user: User, **_kwargs: object) -> Iterator[Button]:
    """Lead from a course to those who take it, and to what a release would mean for them."""
    course_page = page.specific
    if not isinstance(course_page, CoursePage):
        return
    if user.has_perm(invalidating.PERMISSION):
        url = reverse("learning_admin:course", args=[page.pk])
        yield Button(_("Learners"), url, icon_name="group", priority=90)
    if editing.may_release(user, course_page):
        url = reverse("learning_admin:impact", args=[page.pk])
        yield Button(_("Effect of the release"), url, icon_name="view", priority=91)


@hooks.register("register_user_listing_buttons")
def progress_of_a_person(user: User, request_user: User) -> Iterator[Button]:
    """Lead from a person to their courses."""
    if request_user.has_perm(invalidating.PERMISSION):
        yield Button(_("Progress"), reverse("learning_admin:person", args=[user.pk]), icon_name="list-ul", priority=40)


@hooks.register("register_log_actions")
def name_acts(actions: LogActionRegistry) -> None:
    """Name the acts in Wagtail's log."""
    actions.register_action(
        invalidating.INVALIDATE, gettext_lazy("Declare progress invalid"), gettext_lazy("Progress declared invalid")
    )


class FindingViewSet(SnippetViewSet):
    """What `reconcile` found, and when it was mended."""

    model = Finding
    icon = "clipboard-list"
    menu_label = gettext_lazy("Consistency")
    menu_order = 330
    add_to_admin_menu = True
    list_display: ClassVar = ["kind", "subject", "found_at", "mended_at"]
    list_filter: ClassVar = ["kind"]
    search_fields: ClassVar = ["subject"]
    search_backend_name = None
    ordering: ClassVar = ["-found_at"]
    inspect_view_enabled = True
    inspect_view_class = RowView
    inspect_view_fields: ClassVar = ["kind", "subject", "details", "found_at", "mended_at"]
    copy_view_enabled = False

    @property
    def permission_policy(self) -> LookOnly:
        return LookOnly(self.model)


register_snippet(FindingViewSet)
