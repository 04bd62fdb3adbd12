"""The pages of what is taught. What is personal on them comes from the templates' tags of `learning`."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.visitors import is_visitor, visitors_page
from courses import reading
from courses.catalogue import PAGE_SIZE, browse
from courses.models import Course, LocalisedCourse


@require_safe
@visitors_page
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the courses that answer to the filters; what makes no sense in the query is ignored."""
    found = browse(request.GET, _language())
    page = Paginator(found.entries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "cards": page.object_list,
        "total": len(found.entries),
        "page_obj": page,
        "facets": found.facets,
        "chips": found.chips,
        "chosen": len(found.chips),
        "clear_url": request.path,
    }
    return render(request, "courses/catalogue.html", context)


@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """Present a course: what it teaches, its outline, and how to begin."""
    shown = reading.released_course(slug)
    content = shown.in_language(_language())
    context = {
        "course": shown,
        "content": content,
        "crumbs": _crumbs(shown),
        "quizzes": _quizzes(content),
        "first_url": content.items[0].url if content.items and not shown.is_outline_only else "",
    }
    return render(request, "courses/course.html", context)


@require_safe
@visitors_page
def lesson(request: HttpRequest, slug: str, module: str, item: str) -> HttpResponse:
    """Show a lesson to anyone; a quiz is handed over to the room of learning, which keeps attempts.

    Who comes to the address of a module that it left is led on.
    """
    found = reading.open_item(slug, module, item, _language())
    if found.item.is_quiz or found.item.module_slug != module:
        return redirect(found.item.url)
    context = {
        "course": found.course,
        "content": found.content,
        "item": found.item,
        "lesson": reading.lesson_body(found.course, found.item.uid, _language()),
        "previous": found.content.before(found.item),
        "next": found.content.after(found.item),
    }
    return _theirs_alone(request, render(request, "courses/lesson.html", context))


def _theirs_alone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep what is personal on a page, the key of the phone's outbox too, from whoever uses the phone afterwards."""
    if not is_visitor(request):
        add_never_cache_headers(response)
    return response


def _language() -> str:
    return get_language() or "ar"


def _crumbs(shown: Course) -> list[tuple[str, str]]:
    address = reverse("courses:catalogue")
    return [(_("Courses"), address), (shown.theme.title, f"{address}?theme={shown.theme_id}")]


def _quizzes(content: LocalisedCourse) -> dict[str, int]:
    """Say how many quizzes there are and what they ask at most, so that nobody is surprised."""
    quizzes = [item for item in content.items if item.is_quiz]
    return {
        "count": len(quizzes),
        "pass_mark": max((item.pass_mark for item in quizzes), default=0),
        "attempts": min((item.attempts for item in quizzes), default=0),
    }
