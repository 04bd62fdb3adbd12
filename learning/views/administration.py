"""The administration's pages of what learners did: what counts of each item, and declaring it invalid."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from courses.models import CoursePage
from learning import invalidating
from learning.forms import FindForm, InvalidateForm
from learning.models import Enrolment
from learning.readers import language_of, learner_of
from learning.refusals import Refusal

PAGE_SIZE = 50
may_look = permission_required(invalidating.PERMISSION, raise_exception=True)


@require_safe
@may_look
def of_course(request: HttpRequest, page_id: int) -> HttpResponse:
    """List those who take a course, by mail or name."""
    page = get_object_or_404(CoursePage, id=page_id)
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    rows = Enrolment.objects.of_course(page.translation_key, words)
    return _list(request, rows, {"title": _("Learners"), "subtitle": page.title, "form": form})


@require_safe
@may_look
def of_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """List the courses of a person."""
    person = get_object_or_404(User, pk=person_id)
    rows = Enrolment.objects.filter(learner=person).order_by("-pk")
    return _list(request, rows, {"title": _("Progress"), "subtitle": person.email})


def _list(request: HttpRequest, rows: Any, words: dict[str, Any]) -> HttpResponse:  # noqa: ANN401 (a queryset of enrolments)
    page = Paginator(rows.select_related("learner", "course", "version"), PAGE_SIZE).get_page(request.GET.get("p"))
    return render(request, "learning/admin/enrolments.html", {"rows": page, **words})


@require_safe
@may_look
def progress(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """Show what counts of each item for one learner in one course."""
    enrolment = _enrolment(enrolment_id)
    context = {"enrolment": enrolment, "standings": invalidating.standings(enrolment, language_of())}
    return render(request, "learning/admin/progress.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may_look
def invalidate(request: HttpRequest, enrolment_id: int, item: uuid.UUID) -> HttpResponse:
    """Declare invalid what a learner did of an item, with a reason."""
    enrolment = _enrolment(enrolment_id)
    place = enrolment.course.in_language(language_of(), enrolment.version).item(str(item))
    if place is None:
        raise Http404
    form = InvalidateForm(request.POST or None, initial={"event": uuid.uuid4()})
    if form.is_valid() and _invalidate(request, enrolment, str(item), form):
        return redirect("learning_admin:progress", enrolment.pk)
    context = {"enrolment": enrolment, "item": place, "form": form}
    return render(request, "learning/admin/invalidate.html", context, status=400 if form.errors else 200)


def _invalidate(request: HttpRequest, enrolment: Enrolment, item: str, form: InvalidateForm) -> bool:
    said = form.cleaned_data
    try:
        invalidating.invalidate(enrolment, item, by=learner_of(request), reason=said["reason"], event_uid=said["event"])
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("It counts no more. The learner is asked to do it again."))
    return True


def _enrolment(enrolment_id: int) -> Enrolment:
    return get_object_or_404(Enrolment.objects.select_related("learner", "course", "version"), pk=enrolment_id)
