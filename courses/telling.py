"""Says what was done with a whole course: in its history, and by one mail to each of those concerned."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from wagtail.log_actions import log
from wagtail.models import PageLogEntry
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts import mailing
from accounts.models import User
from courses.models import CoursePage
from courses.models.localised import SOURCE_LANGUAGE
from courses.tree import course_pages

SUBMIT: Final = "submit"
# The kind of mail of each act.
MAILS: Final = {
    SUBMIT: "course_submitted",
    "return": "course_returned",
    "release": "course_released",
    "retire": "course_retired",
    "reopen": "course_reopened",
}


def note(source: CoursePage, act: str, by: User | None, **data: Any) -> None:  # noqa: ANN401 (what the act says, as JSON)
    """Write an act on a course into Wagtail's log and tell those concerned, but for whoever did it.

    Called once for each act, in its transaction. What the installation does by itself (`by` is None) is told to nobody.
    """
    entry = log(instance=source, action=f"courses.{act}", user=by, data=data or None)
    if by is None:
        return
    titles = {page.locale.language_code: page.draft_title or page.title for page in course_pages(source)}
    for person in _concerned(source, act).exclude(pk=by.pk):
        mailing.send(
            kind=MAILS[act],
            to=person.email,
            language=person.language,
            context={
                "course": titles.get(person.language) or titles[SOURCE_LANGUAGE],
                "by": (by.name_ar if person.language == SOURCE_LANGUAGE else by.name_latin) or by.email,
                "url": f"{settings.BASE_URL}{_address(source, act, person.language)}",
                **data,
            },
            key=f"{entry.pk} {person.pk}",
        )


def _concerned(source: CoursePage, act: str) -> QuerySet[User]:
    """Return whom an act concerns: submitting, those who may release; all else, those who write it or submitted it."""
    if act == SUBMIT:
        return PagePermissionPolicy().users_with_permission_for_instance("publish", source).order_by("pk")
    pages = CoursePage.objects.filter(translation_key=source.translation_key)
    submissions = PageLogEntry.objects.filter(page=source, action=f"courses.{SUBMIT}").order_by("-timestamp", "-pk")
    theirs = Q(pk__in=pages.values("owner")) | Q(pk__in=submissions.values("user")[:1])
    return User.objects.filter(theirs, is_active=True).order_by("pk")


def _address(source: CoursePage, act: str, language: str) -> str:
    """Return where they go on: to release, to revise, or to see it as readers do."""
    if act == SUBMIT:
        return reverse("courses_admin:release", args=[source.pk])
    if act == "return":
        return reverse("wagtailadmin_pages:edit", args=[source.pk])
    with translation.override(language):
        return reverse("courses:course", args=[source.slug])
