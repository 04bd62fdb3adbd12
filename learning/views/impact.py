"""The administration's page of what the release of a course as it is drafted would change, and for whom."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from courses import editing, releasing
from courses.drafting import read_draft
from courses.models import Course, CoursePage
from learning.impact import Impact, impact
from learning.readers import language_of, learner_of


@require_safe
def of_release(request: HttpRequest, page_id: int) -> HttpResponse:
    """Foretell the release, to whoever may release the course."""
    page = get_object_or_404(CoursePage, id=page_id)
    if not request.user.is_authenticated or not editing.may_release(learner_of(request), page):
        raise PermissionDenied
    try:
        draft = read_draft(page)
    except releasing.ReleaseRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_pages:edit", page.pk)
    course = Course.objects.select_related("current_version").filter(pk=page.translation_key).first()
    foretold = impact(course, draft) if course else Impact()
    context = {"page": page, "draft": draft, "rows": draft.rows(language_of()), "impact": foretold}
    return render(request, "learning/admin/impact.html", context)
