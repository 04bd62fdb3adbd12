"""Taking a quiz, page by page, with forms alone. The key is on no page before submission."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from courses.models import Course, CourseVersion
from learning import presenting, quizzes
from learning.models import Attempt, Enrolment
from learning.presenting import Quiz
from learning.readers import language_of, learner_of
from learning.refusals import AttemptIsSubmitted, NoAttemptsLeft, NotEnrolled, UnknownItem, WrongOption
from learning.standing import standing_enrolment


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def quiz(request: HttpRequest, course: str, module: str, item: str) -> HttpResponse:
    """Show the rules of a quiz to anyone, and start it for those enrolled."""
    found = find_quiz(request, course, module, item)
    if request.method == "POST":
        return _start(found)
    attempts = attempts_at(found).defer("paper") if found.enrolment else []
    return render(request, "learning/quiz_start.html", presenting.quiz_start(found, attempts))


def _start(found: Quiz) -> HttpResponse:
    if found.enrolment is None:
        return redirect("learning:enrol", found.content.slug)
    try:
        attempt = quizzes.start(found.enrolment, found.place.uid)
    except (UnknownItem, NoAttemptsLeft, NotEnrolled):
        # The page before the quiz says so.
        return redirect(found.url())
    answers = quizzes.answers_of(attempt)
    unanswered = (number for number, asked in enumerate(attempt.paper, 1) if asked["uid"] not in answers)
    number = next(unanswered, 0)
    return redirect(found.url("question", number) if number else found.url("review"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def question(request: HttpRequest, course: str, module: str, item: str, number: int) -> HttpResponse:
    """Show one question of the open attempt, or keep its answer and go on."""
    found = find_own_quiz(request, course, module, item)
    attempt = open_attempts(found).first()
    if attempt is None:
        return redirect(found.url())
    if not 1 <= number <= len(attempt.paper):
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            return _answer(found, attempt, number, learner_of(request), request.POST.getlist("answer"))
        except WrongOption as refusal:
            error = str(refusal)
    context = {**presenting.quiz_question(found, attempt, number, language_of()), "error": error}
    return render(request, "learning/quiz_question.html", context, status=400 if error else 200)


def _answer(found: Quiz, attempt: Attempt, number: int, learner: User, chosen: list[str]) -> HttpResponse:
    try:
        quizzes.save_answer(learner, attempt, attempt.paper[number - 1]["uid"], chosen)
    except AttemptIsSubmitted:
        return redirect(found.url("result"))
    is_last = number == len(attempt.paper)
    return redirect(found.url("review") if is_last else found.url("question", number + 1))


@require_safe
@never_cache
@login_required
def review(request: HttpRequest, course: str, module: str, item: str) -> HttpResponse:
    """Show all answers before they are submitted."""
    found = find_own_quiz(request, course, module, item)
    attempt = open_attempts(found).first()
    if attempt is None:
        return redirect(found.url())
    return render(request, "learning/quiz_review.html", presenting.quiz_review(found, attempt, language_of()))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def submit(request: HttpRequest, course: str, module: str, item: str) -> HttpResponse:
    """Submit the open attempt; submitting again leads to the result. Who comes here after signing in is asked again."""
    found = find_own_quiz(request, course, module, item)
    if request.method != "POST":
        return redirect(found.url("review"))
    attempt = open_attempts(found).defer("paper").first()
    try:
        if attempt is not None:
            quizzes.submit(attempt)
    except NotEnrolled:
        # They left meanwhile, or it counts no more: the page before the quiz says so.
        return redirect(found.url())
    return redirect(found.url("result"))


@require_safe
@never_cache
@login_required
def result(request: HttpRequest, course: str, module: str, item: str) -> HttpResponse:
    """Show the last submitted attempt with its explanations."""
    found = find_own_quiz(request, course, module, item)
    attempts = list(attempts_at(found).filter(is_void=False))
    last = next((attempt for attempt in attempts if attempt.submitted_at), None)
    if last is None:
        return redirect(found.url())
    context = presenting.quiz_result(found, last, len(attempts), learner_of(request), language_of())
    return render(request, "learning/quiz_result.html", context)


def find_quiz(request: HttpRequest, course: str, module: str, item: str) -> Quiz:
    """Find a quiz at its address, in the learner's version or else in the released one; 404 otherwise."""
    enrolment = None
    if request.user.is_authenticated:
        enrolment = standing_enrolment(learner_of(request), course)
    if enrolment is not None:
        own = _quiz_in(enrolment.course, enrolment.version, (module, item), enrolment)
        if own is not None:
            return own
    taught = get_object_or_404(Course.objects.readable().select_related("current_version"), slug=course)
    found = _quiz_in(taught, taught.current_version, (module, item), enrolment)
    if found is None:
        raise Http404
    return replace(found, is_outside=enrolment is not None, is_outline_only=taught.is_outline_only)


def _quiz_in(
    taught: Course, version: CourseVersion | None, address: tuple[str, str], enrolment: Enrolment | None
) -> Quiz | None:
    content = taught.in_language(language_of(), version)
    place = content.find(*address)
    outline = version.outline if version and place else []
    policies = (each["policy"] for each in outline if place and each["uid"] == place.uid and each["rule"] == "passed")
    policy = next(policies, None)
    return Quiz(enrolment, content, place, policy) if place and policy is not None else None


def find_own_quiz(request: HttpRequest, course: str, module: str, item: str) -> Quiz:
    """Find a quiz that the learner may take: in the version that they follow; 404 otherwise."""
    found = find_quiz(request, course, module, item)
    if found.enrolment is None or found.is_outside:
        raise Http404
    return found


def attempts_at(found: Quiz) -> QuerySet[Attempt]:
    """Return the learner's attempts at a quiz, the last first."""
    return Attempt.objects.filter(enrolment=found.enrolment, item_uid=found.place.uid).order_by("-number")


def open_attempts(found: Quiz) -> QuerySet[Attempt]:
    """Return the attempt that waits to be submitted, if there is one."""
    return attempts_at(found).filter(submitted_at__isnull=True, is_void=False)
