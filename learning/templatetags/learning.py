"""The personal part of a course's pages."""

from dataclasses import replace
from uuid import UUID

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from accounts.models import User
from courses.models import Course
from learning.overview import CourseOverview, overview_of

register = template.Library()


@register.simple_tag(takes_context=True)
def course_progress(context: Context, course: Course, item_uid: UUID | str = "") -> CourseOverview | None:
    """Return how far the reader is in a course, or None for visitors and those who do not take it.

    `{% course_progress course as progress %}`; with an item's uid, `progress.is_done` says whether that item is done.
    Two statements, and none for visitors.
    """
    request = context.get("request")
    learner = request.user if request is not None else None
    if not isinstance(learner, User) and not getattr(learner, "is_authenticated", False):
        return None
    overview = overview_of(learner, course, get_language() or "ar")
    return replace(overview, here=str(item_uid)) if overview and item_uid else overview
