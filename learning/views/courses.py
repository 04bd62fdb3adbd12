"""Enrolling, leaving, marking done, opening documents, and "my courses"."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import NamesForm
from accounts.profile import needs_introduction
from courses import reading
from courses.models import Course
from learning import completion, enrolment, presenting
from learning.marking import mark_done, note_opening
from learning.overview import overview_of
from learning.readers import language_of, learner_of
from learning.refusals import NotEnrolled, Refusal, UnknownItem
from learning.standing import standing_enrolment

# What somebody began, kept in the session over signing up and giving names, so that it goes on by itself afterwards.
BEGUN = "enrolling"


@require_safe
@never_cache
@login_required
def my_learning(request: HttpRequest) -> HttpResponse:
    """Show the learner's courses and certificates."""
    return render(request, "learning/my_learning.html", presenting.my_learning(learner_of(request), language_of()))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enrol(request: HttpRequest, course: str) -> HttpResponse:
    """Enrol; a visitor signs up first, who has no names yet gives them, and what they began goes on afterwards."""
    taught = get_object_or_404(Course.objects.visible().select_related("current_version"), slug=course)
    if taught.is_outline_only:
        # Its page says so: nobody signs up for what cannot be had.
        return redirect("courses:course", taught.slug)
    if request.method == "POST":
        request.session[BEGUN] = taught.slug
    if not request.user.is_authenticated:
        return redirect_to_login(request.path, reverse("account_signup"))
    if request.session.get(BEGUN) != taught.slug:
        return _ask_first(request, taught)
    if needs_introduction(learner_of(request)):
        return redirect_to_login(request.path, reverse("accounts:names"))
    del request.session[BEGUN]
    return _enrol(request, taught)


def _ask_first(request: HttpRequest, course: Course) -> HttpResponse:
    if standing_enrolment(learner_of(request), course.slug):
        return _enrol(request, course)
    before = enrolment.courses_before(learner_of(request), course)
    context = {"course": course, "title": course.title, "before": before}
    return render(request, "learning/enrol.html", {**context, "is_open": all(each.is_completed for each in before)})


def _enrol(request: HttpRequest, course: Course) -> HttpResponse:
    learner = learner_of(request)
    try:
        enrolment.enrol(learner, course)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("courses:course", course.slug)
    overview = overview_of(learner, course, language_of())
    return redirect(overview.next_url if overview else reverse("courses:course", args=[course.slug]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def leave(request: HttpRequest, course: str) -> HttpResponse:
    """Leave a course, after asking."""
    learner = learner_of(request)
    taught = get_object_or_404(Course.objects.filter(enrolments__learner=learner).distinct(), slug=course)
    if request.method != "POST":
        return render(request, "learning/leave.html", {"course": taught, "title": taught.title})
    try:
        enrolment.leave(learner, taught)
        messages.success(request, _("You have left the course. What you did is kept."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("learning:my_learning")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def done(request: HttpRequest, course: str, module: str, item: str) -> HttpResponse:
    """Mark an item done and go to the next, or to the certificate when nothing remains.

    What the item still asks is said on its page. Whoever comes here by address, or after signing in, is shown the item.
    """
    if request.method != "POST":
        return redirect("courses:lesson", course, module, item)
    try:
        marked = mark_done(
            learner_of(request), course=course, module=module, item=item, shown=request.POST.get("shown", "")
        )
    except NotEnrolled:
        return redirect("learning:enrol", course)
    except UnknownItem as unknown:
        raise Http404 from unknown
    if marked.missing:
        messages.warning(request, marked.missing)
        return redirect("courses:lesson", course, module, item)
    return redirect(presenting.after_marking(learner_of(request), marked))


@require_safe
@never_cache
def document(request: HttpRequest, course: str, module: str, item: str) -> HttpResponse:
    """Lead anyone to the document of a lesson, and note that a learner opened it."""
    found = reading.open_item(course, module, item, language_of())
    url = reading.lesson_body(found.course, found.item.uid, language_of()).document_url
    if not url:
        raise Http404
    if request.user.is_authenticated and request.method == "GET":
        note_opening(learner_of(request), found.course, found.item.uid)
    return redirect(url)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def confirm_names(request: HttpRequest) -> HttpResponse:
    """Confirm the names that certificates carry, before the first one."""
    learner = learner_of(request)
    if learner.names_confirmed_at:
        return redirect("learning:my_learning")
    initial = {"name_ar": learner.name_ar, "name_latin": learner.name_latin}
    form = NamesForm(request.POST or None, initial=initial, asks_consent=False)
    if form.is_valid():
        issued = completion.confirm_names(learner, **form.cleaned_data)
        prepared = _("Your names are confirmed. Your certificate is being prepared.")
        messages.success(request, prepared if issued else _("Your names are confirmed."))
        return redirect("learning:my_learning")
    return render(request, "learning/confirm_names.html", {"form": form}, status=400 if form.errors else 200)
