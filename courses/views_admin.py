"""The administration's pages for acts on a whole course: each shows what it will do and acts on POST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from accounts.models import User
from courses import editing, outlining, releasing
from courses.forms import ReleaseForm, ReturnForm
from courses.models import Course, CoursePage
from courses.models.localised import SOURCE_LANGUAGE

Words = str | Promise
methods = require_http_methods(["GET", "HEAD", "POST"])


@methods
def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask the editors to release the course."""
    page, person = _subject(request, page_id, editing.may_submit)
    if request.method == "POST":
        return _act(
            request, page, lambda: releasing.submit(page, person), _("The course was submitted to the editors.")
        )
    text = _("The editors are asked to read the course as it stands now, in all its languages, and to release it.")
    found = outlining.findings_of(page)
    blocked = any(finding.blocks for finding in found)
    changed = editing.changed_pages(page)
    return _confirm(request, page, _("Submit the course"), text, changed=changed, findings=found, is_blocked=blocked)


@methods
def release(request: HttpRequest, page_id: int) -> HttpResponse:
    """Release the course as its next version."""
    page, person = _subject(request, page_id, editing.may_release)
    course = _course(page)
    items = course.in_language(_language()).items if course and course.current_version_id else ()
    form = ReleaseForm(_posted(request), items=items)
    if request.method == "POST" and form.is_valid():
        done = _("The course is released: readers see it as it stands now.")
        return _act(request, page, lambda: releasing.release(page, person, form.decision), done)
    text = _("The drafts of all its pages, in all languages, are published and become its next version.")
    changed = editing.changed_pages(page)
    return _confirm(request, page, _("Release the course"), text, form=form, changed=changed, has_effect=bool(items))


@methods
def give_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return a submitted course to its trainer with a comment."""
    page, person = _subject(request, page_id, editing.may_release)
    form = ReturnForm(_posted(request))
    course = _course(page)
    if request.method == "POST" and form.is_valid() and course:
        comment = form.cleaned_data["comment"]
        done = _("The course was returned to its trainer.")
        return _act(request, page, lambda: releasing.return_to_trainer(course, person, comment), done)
    text = _("The trainer finds your comment on the first page of the administration and in the course's history.")
    return _confirm(request, page, _("Return the course"), text, form=form, changed=editing.changed_pages(page))


@methods
def retire(request: HttpRequest, page_id: int) -> HttpResponse:
    """Close the course to new learners."""
    page, person = _subject(request, page_id, editing.may_release)
    course = _course(page)
    if request.method == "POST" and course:
        done = _("The course is closed to new learners.")
        return _act(request, page, lambda: releasing.retire(course, person), done)
    text = _("Nobody new can enrol. Those enrolled can finish, and certificates stay valid.")
    return _confirm(request, page, _("Retire the course"), text)


@methods
def reopen(request: HttpRequest, page_id: int) -> HttpResponse:
    """Open a retired course to new learners again."""
    page, person = _subject(request, page_id, editing.may_release)
    course = _course(page)
    if request.method == "POST" and course:
        done = _("The course is open to new learners again.")
        return _act(request, page, lambda: releasing.reopen(course, person), done)
    text = _("New learners can enrol again, in the version that was released last.")
    return _confirm(request, page, _("Reopen the course"), text)


@methods
def leave_out(request: HttpRequest, page_id: int) -> HttpResponse:
    """Leave a lesson, a quiz or a module out of the next release."""
    page = get_object_or_404(Page, pk=page_id)
    if not isinstance(request.user, User) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if not editing.may_be_left_out(page):
        raise Http404
    person = request.user
    if request.method == "POST":
        done = _("It is left out of the next release.")
        return _act(request, page, lambda: editing.leave_out(page, person), done)
    text = _(
        "This was released and people are learning from it, so it is not deleted. The next release leaves it out: those"
        " who take the course now keep it, those who enrol afterwards do not get it."
    )
    return _confirm(request, page, _("Leave out of the next release"), text)


def _subject(request: HttpRequest, page_id: int, allows: Callable[[User, CoursePage], bool]) -> tuple[CoursePage, User]:
    """Return the course page and the person, who may do this to it; else they are refused."""
    # Not by pk, which is the key of the parent table's row: there a number too big for the database is an error.
    page = get_object_or_404(CoursePage, id=page_id)
    if not isinstance(request.user, User) or not allows(request.user, page):
        raise PermissionDenied
    return page, request.user


def _posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, be it nothing: an empty form that was sent is a sent form."""
    return request.POST if request.method == "POST" else None


def _language() -> str:
    return get_language() or SOURCE_LANGUAGE


def _course(page: Page) -> Course | None:
    return Course.objects.filter(pk=page.translation_key).first()


def _act(request: HttpRequest, page: Page, act: Callable[[], Any], done: Words) -> HttpResponse:
    """Do it and say so, or say why it was refused."""
    try:
        act()
    except releasing.ReleaseRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _confirm(request: HttpRequest, page: Page, title: Words, text: Words, **more: Any) -> HttpResponse:  # noqa: ANN401 (context)
    context = {"page": page, "title": title, "text": text, "course": _course(page), **more}
    return render(request, "courses/admin/confirm.html", context)
