"""The administration's page of a whole course, and what is done on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from accounts.models import User
from courses import arranging, duplicating, editing, releasing
from courses.forms import CopyForm, PlaceForm
from courses.models import CoursePage
from courses.outlining import read_outline


@require_safe
def outline(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the course: its modules, lessons and quizzes, and what is to be done before it is submitted."""
    page = get_object_or_404(CoursePage, id=page_id)
    try:
        source = releasing.source_of(page)
    except releasing.SourceMissing as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if source != page:
        return redirect("courses_admin:outline", source.pk)
    person = _person(request, source)
    may_release = editing.may_release(person, source)
    context = {"outline": read_outline(source), "page": source, "may_release": may_release, "key": uuid.uuid4()}
    return render(request, "courses/admin/outline.html", context)


@require_POST
def arrange(request: HttpRequest, page_id: int) -> HttpResponse:
    """Put a module, a lesson or a quiz elsewhere in the course."""
    source = get_object_or_404(CoursePage, id=page_id)
    person = _person(request, source)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _refused(request, source, arranging.OutlineChanged())
    return _act(
        request,
        source,
        lambda: arranging.arrange(source, form.cleaned_data["page"], form.place, person),
        _("“%(title)s” has its new place. Readers see it when the course is released."),
    )


@require_POST
def duplicate(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make the course, or a part of it, once more."""
    source = get_object_or_404(CoursePage, id=page_id)
    person = _person(request, source)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _refused(request, source, arranging.OutlineChanged())
    said = form.cleaned_data
    return _act(
        request,
        source,
        lambda: duplicating.duplicate(arranging.page_of(source, said["page"]), said["key"], person),
        _("The copy is there as a draft: “%(title)s”."),
    )


def _person(request: HttpRequest, source: CoursePage) -> User:
    """Return who asks, if they may write in the course; else they are refused."""
    if not isinstance(request.user, User) or not editing.may_submit(request.user, source):
        raise PermissionDenied
    return request.user


def _act(request: HttpRequest, source: CoursePage, act: Callable[[], Page], done: str) -> HttpResponse:
    """Do it and show the page where it stands now, or say why not."""
    try:
        page = act()
    except arranging.CannotArrange as refusal:
        return _refused(request, source, refusal)
    messages.success(request, done % {"title": page.get_admin_display_title()})
    course_page = editing.course_page_of(page) or source
    return _back(course_page, f"#part-{page.pk}")


def _refused(request: HttpRequest, source: CoursePage, refusal: Exception) -> HttpResponse:
    messages.error(request, str(refusal))
    return _back(source)


def _back(source: CoursePage, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("courses_admin:outline", args=[source.pk]) + anchor)
