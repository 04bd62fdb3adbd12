"""The personal part of a course's pages."""

import time
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import get_language

from accounts.models import User
from courses.models import Course
from learning import marking, presenting, sealing
from learning.overview import CourseOverview, overview_of

register = template.Library()


@register.simple_tag(takes_context=True)
def course_progress(context: Context, course: Course, item_uid: UUID | str = "") -> CourseOverview | None:
    """Return how far the reader is in a course, or None for visitors and those who do not take it.

    `{% course_progress course as progress %}`; with an item's uid, `progress.is_done` says whether that item is done.
    Two statements, and none for visitors.
    """
    learner = _learner(context)
    overview = overview_of(learner, course, get_language() or "ar") if learner else None
    return replace(overview, here=str(item_uid)) if overview and item_uid else overview


@register.simple_tag(takes_context=True)
def resume_card(context: Context) -> dict[str, Any] | None:
    """Return what `learning/_resume.html` takes for the course that the reader visited last, or None.

    Two statements, and none for visitors.
    """
    learner = _learner(context)
    return presenting.resume(learner, get_language() or "ar") if learner else None


@register.simple_tag
def shown_now(progress: CourseOverview) -> str:
    """Return, sealed, when the reader is shown the item of `progress`: the form that marks it done brings it back."""
    return marking.shown_now(progress.enrolment.learner_id, progress.here)


@register.inclusion_tag("learning/_outbox.html", takes_context=True)
def outbox(context: Context, *scripts: str, is_saved: bool = False) -> dict[str, Any]:
    """Let the page keep on the phone what the learner does until it is sent; `scripts` say what that is.

    Only for pages of somebody signed in that no browser keeps (`never_cache`): the key is on them.
    """
    learner = _learner(context)
    if learner is None:
        raise PermissionError
    return {
        "url": reverse("api:record_progress"),
        "person": sealing.person_of(learner),
        "key": sealing.key_of(learner),
        "now": time.time_ns() // 1_000_000,
        "csrf_token": context.get("csrf_token"),
        "scripts": scripts,
        "is_saved": is_saved,
    }


def _learner(context: Context) -> User | None:
    request = context.get("request")
    user = getattr(request, "user", None)
    # Django hands the user over lazily, so its class says nothing before it is asked.
    return cast("User", user) if user is not None and user.is_authenticated else None
