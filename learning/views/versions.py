"""The current version of a course, offered to those who follow an earlier one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.models import Course
from learning import offering
from learning.readers import language_of, learner_of
from learning.refusals import NotEnrolled


@require_http_methods(["GET", "HEAD"])
@never_cache
@login_required
def version(request: HttpRequest, course: str) -> HttpResponse:
    """Show what is new, what the learner keeps and what they would do again."""
    taught = _course(course)
    try:
        offer = offering.offer_of(learner_of(request), taught, language_of())
    except NotEnrolled as stranger:
        raise Http404 from stranger
    if offer is None:
        return redirect("courses:course", taught.slug)
    return render(request, "learning/version.html", {"course": taught, "offer": offer})


@require_POST
@never_cache
@login_required
def move(request: HttpRequest, course: str) -> HttpResponse:
    """Move to the current version."""
    taught = _course(course)
    try:
        moved = offering.accept(learner_of(request), taught)
    except NotEnrolled as stranger:
        raise Http404 from stranger
    if moved:
        messages.success(request, _("You follow the new version now. What you have done is kept."))
    return redirect("courses:course", taught.slug)


@require_POST
@never_cache
@login_required
def stay(request: HttpRequest, course: str) -> HttpResponse:
    """Put the offer away."""
    taught = _course(course)
    try:
        offering.decline(learner_of(request), taught)
    except NotEnrolled as stranger:
        raise Http404 from stranger
    return redirect("courses:course", taught.slug)


def _course(slug: str) -> Course:
    return get_object_or_404(Course.objects.readable().select_related("current_version"), slug=slug)
