"""The administration's side of courses: acts on the whole course take the place of publishing page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from accounts.models import User
from courses import editing, views_admin, views_outline
from courses.forms import CourseForm
from courses.models import CoursePage, Question, QuizPage
from courses.question_bank import QuestionViewSet

register_snippet(QuestionViewSet)
# Here, because a form may look at what a model must not know.
CoursePage.base_form_class = CourseForm

# What Wagtail would do to one page.
OF_ONE_PAGE: Final = {
    "action-publish",
    "action-unpublish",
    "action-submit",
    "action-restart-workflow",
    "action-cancel-workflow",
    "action-delete",
}


@hooks.register("register_log_actions")
def name_acts(actions: Any) -> None:  # noqa: ANN401 (Wagtail's registry has no types)
    """Name the acts of `courses.releasing` in the page's history."""
    actions.register_action("courses.submit", gettext_lazy("Submit the course"), gettext_lazy("Course submitted"))
    actions.register_action(
        "courses.return", gettext_lazy("Return the course"), gettext_lazy("Course returned to the trainer")
    )
    actions.register_action("courses.release", gettext_lazy("Release the course"), gettext_lazy("Course released"))
    actions.register_action("courses.retire", gettext_lazy("Retire the course"), gettext_lazy("Course retired"))
    actions.register_action("courses.reopen", gettext_lazy("Reopen the course"), gettext_lazy("Course reopened"))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Name the pages of the acts."""
    patterns = [
        path("<int:page_id>/outline/", views_outline.outline, name="outline"),
        path("<int:page_id>/arrange/", views_outline.arrange, name="arrange"),
        path("<int:page_id>/duplicate/", views_outline.duplicate, name="duplicate"),
        path("<int:page_id>/submit/", views_admin.submit, name="submit"),
        path("<int:page_id>/release/", views_admin.release, name="release"),
        path("<int:page_id>/return/", views_admin.give_back, name="return"),
        path("<int:page_id>/retire/", views_admin.retire, name="retire"),
        path("<int:page_id>/reopen/", views_admin.reopen, name="reopen"),
        path("<int:page_id>/leave-out/", views_admin.leave_out, name="leave_out"),
    ]
    return [path("teaching/", include((patterns, "courses_admin"), namespace="courses_admin"))]


class CourseMenuItem(ActionMenuItem):
    """An act on the whole course, offered beside "save draft" of each of its pages."""

    def __init__(self, act: str, label: Any, icon: str, order: int) -> None:  # noqa: ANN401 (lazy text)
        super().__init__(order=order)
        self.act, self.label, self.icon_name, self.name = act, label, icon, f"course-{act}"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit"

    def get_url(self, parent_context: dict[str, Any]) -> str | None:
        course_page = editing.course_page_of(parent_context["page"])
        return reverse(f"courses_admin:{self.act}", args=[course_page.pk]) if course_page else None


@hooks.register("construct_page_action_menu")
def act_on_the_whole_course(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take away what publishes or removes one page of a course; offer submitting or releasing the course."""
    page = context.get("page")
    is_ours = editing.is_of_a_course(page) if page else editing.takes_courses(context["parent_page"])
    if not is_ours or not isinstance(request.user, User):
        return
    menu_items[:] = [item for item in menu_items if item.name not in OF_ONE_PAGE]
    course_page = editing.course_page_of(page) if page else None
    if course_page and editing.may_release(request.user, course_page):
        menu_items.append(CourseMenuItem("release", gettext_lazy("Release the course"), "upload", 200))
    elif course_page and editing.may_submit(request.user, course_page):
        menu_items.append(CourseMenuItem("submit", gettext_lazy("Submit the course"), "upload", 200))


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, user: Any, **_kwargs: Any) -> Iterator[Button]:  # noqa: ANN401 (Wagtail's signature)
    """Offer the acts on a course at the head of its page."""
    course_page = page.specific
    if not isinstance(course_page, CoursePage):
        return
    if editing.may_submit(user, course_page):
        yield _button("outline", _("Course outline"), "list-ul", course_page, 79)
        yield _button("submit", _("Submit the course"), "upload", course_page, 80)
    if editing.may_release(user, course_page):
        yield _button("release", _("Release the course"), "check", course_page, 81)
        yield _button("return", _("Return the course"), "undo", course_page, 82)
        if editing.is_retired(course_page):
            yield _button("reopen", _("Reopen the course"), "lock-open", course_page, 83)
        else:
            yield _button("retire", _("Retire the course"), "lock", course_page, 83)


def _button(act: str, label: str, icon: str, course_page: CoursePage, priority: int) -> Button:
    url = reverse(f"courses_admin:{act}", args=[course_page.pk])
    return Button(label, url, icon_name=icon, priority=priority)


@hooks.register("before_publish_page")
def refuse_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep as a draft what was to be published: what counts changes in `courses.releasing` only."""
    if not editing.is_of_a_course(page):
        return None
    editing.keep_as_draft(page)
    messages.warning(request, _("Saved as a draft. Readers see it when the whole course is released."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def refuse_removing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep what people may be learning from, and what it hangs from; the next release may leave parts out."""
    if not editing.is_released(page):
        return None
    if editing.may_be_left_out(page):
        return redirect("courses_admin:leave_out", page.pk)
    messages.error(request, _("This was released and people may be learning from it: it cannot be removed."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_move_page")
def refuse_moving(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """What was released stays in its course; nobody moves anything into the course of another."""
    _ask_to_add(request, destination)
    if not editing.is_of_a_course(page) or not editing.is_released(page):
        return None
    if editing.course_page_of(page) == editing.course_page_of(destination):
        return None
    messages.error(request, _("This was released: it cannot be moved to another course."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_many(request: HttpRequest, action: str, objects: Any, instance: Any) -> HttpResponse | None:  # noqa: ANN401 (the library's own signature)
    """The same for several pages at once, which may take along all that is below them."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action not in {"publish", "unpublish", "delete", "move"} or not pages:
        return None
    if action == "move":
        _ask_to_add(request, instance.cleaned_form.cleaned_data["chooser"])
    if not any(map(editing.holds_a_course if action == "publish" else editing.is_released, pages)):
        return None
    messages.error(request, _("Pages of a course are released together, and what was released cannot be removed."))
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


@hooks.register("before_create_page")
def refuse_adding(request: HttpRequest, parent_page: Page, _page_class: type[Page]) -> None:
    """Nobody adds to the course of another."""
    _ask_to_add(request, parent_page)


@hooks.register("before_copy_page")
def refuse_copying(request: HttpRequest, _page: Page) -> None:
    """Nor by copying into it; what names no page at all, Wagtail's form refuses."""
    chosen = request.POST.get("new_parent_page", "")
    if chosen.isdecimal() and (parent := Page.objects.filter(pk=chosen).first()):
        _ask_to_add(request, parent)


def _ask_to_add(request: HttpRequest, parent: Page) -> None:
    """Wagtail lets whoever may add anywhere in the catalogue add below any of its pages."""
    if not isinstance(request.user, User) or not editing.may_add_below(request.user, parent):
        raise PermissionDenied


class SubmittedPanel(Component):
    """The courses that wait for an editor, on the administration's first page."""

    order = 50
    template_name = "courses/admin/submitted.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        """Return the waiting courses."""
        del parent_context
        return {"waiting": editing.submitted_courses()}


class OwnCoursesPanel(Component):
    """The courses that a trainer began, with their state and why they came back."""

    order = 40
    template_name = "courses/admin/own.html"

    def __init__(self, own: list[editing.OwnCourse]) -> None:
        self.own = own

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        """Return the trainer's courses."""
        del parent_context
        return {"own": self.own}


@hooks.register("construct_homepage_panels")
def courses_at_hand(request: HttpRequest, panels: list[Component]) -> None:
    """Show editors what waits for them, and trainers their own courses."""
    if request.user.has_perm("courses.change_question"):
        panels.append(SubmittedPanel())
    own = editing.own_courses(request.user) if isinstance(request.user, User) else []
    if own:
        panels.append(OwnCoursesPanel(own))


@hooks.register("before_delete_snippet")
def refuse_deleting_questions(request: HttpRequest, questions: Iterable[Any]) -> HttpResponse | None:
    """Keep what a quiz asks, and say which quiz it is."""
    asked = [question.pk for question in questions if isinstance(question, Question)]
    quizzes = QuizPage.objects.filter(quiz_questions__question__in=asked).distinct()
    if not quizzes:
        return None
    titles = ", ".join(f"{quiz.title} ({quiz.get_parent().title})" for quiz in quizzes)
    text = _("This is asked in a quiz and cannot be deleted. Take it out of the quiz first: %(quizzes)s")
    messages.error(request, text % {"quizzes": titles})
    return redirect("wagtailsnippets_courses_question:list")
