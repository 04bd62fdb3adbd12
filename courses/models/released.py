"""What was released: one row per course for readers, and one immutable row per version for those who learn.

Only `courses.releasing` writes these tables. Pages may change at any time; what counts changes here alone.
"""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.remembering import Memory
from courses.models.localised import SOURCE_LANGUAGE, LocalisedCourse, localise

# Each is some tens of kilobytes; `changed_at` is part of the key.
_LOCALISED: Final[Memory[LocalisedCourse]] = Memory(500)

NOTHING: Final = models.Value([], models.JSONField())


class Level(models.TextChoices):
    """How much a course expects."""

    BEGINNER = "beginner", _("Beginner")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class CourseQuerySet(models.QuerySet["Course"]):
    """Questions about many courses."""

    def visible(self) -> CourseQuerySet:
        """Courses that readers find in the catalogue."""
        return self.filter(state=Course.State.RELEASED)

    def readable(self) -> CourseQuerySet:
        """Courses that have an address: those in the catalogue, and the retired ones that people still follow."""
        return self.filter(state__in=[Course.State.RELEASED, Course.State.RETIRED])


class Course(models.Model):
    """A taught course across its languages and versions: what readers see of it, ready to be shown.

    `uid` is the `translation_key` of its pages. `contents` holds titles, summaries and the outline in each language
    ({language: {title, summary, publisher, trainer, licence, modules: [{uid, slug, title, items: [{uid, slug, title,
    kind, minutes, questions}]}], kept: modules of what only earlier releases had, before: [{uid, slug, title,
    language}] of the prerequisites}}), so that a page needs one row. `changed_at` is part of every cache key of
    content.

    `prerequisites` are the uids of the courses that who enrols must have completed. What became of earlier versions:
    `dropped` says of each item that one of them had, by uid, in which version it was missing last; `newest_change` is
    the number of the last version in which more than wording changed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RELEASED = "released", _("Released")
        RETIRED = "retired", _("Retired")

    uid = models.UUIDField(primary_key=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True)
    is_outline_only = models.BooleanField(_("only the outline is written"), default=False)
    theme = models.ForeignKey("cms.Theme", verbose_name=_("theme"), on_delete=models.PROTECT, related_name="courses")
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.BEGINNER)
    hours = models.PositiveSmallIntegerField(_("hours"), default=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    current_version = models.ForeignKey(
        "courses.CourseVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contents = models.JSONField(default=dict)
    prerequisites = models.JSONField(default=list, db_default=NOTHING)
    dropped = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    newest_change = models.PositiveIntegerField(default=1, db_default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering: ClassVar = ["position", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(current_version__isnull=False), name="released_course_has_a_version"
            ),
            models.CheckConstraint(condition=Q(hours__gte=1), name="course_lasts_an_hour_or_more"),
        ]

    def __str__(self) -> str:
        return self.slug

    def in_language(self, language: str, version: CourseVersion | None = None) -> LocalisedCourse:
        """Return what readers of `language` see of this course. Reads `contents` once for each release.

        With the `version` that a learner follows: the items of that version alone.
        """
        outline = version.outline if version and version.pk != self.current_version_id else None
        stamp = (self.pk, self.changed_at, language, version.pk if version and outline is not None else None)
        return _LOCALISED.recall(stamp, lambda: localise(stamp, self.slug, self.contents, language, outline))

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return self.in_language(get_language() or SOURCE_LANGUAGE).title

    @property
    def url(self) -> str:
        """Where the course presents itself."""
        return reverse("courses:course", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """Whether somebody new can enrol."""
        return self.state == self.State.RELEASED and not self.is_outline_only

    @property
    def is_retired(self) -> bool:
        return self.state == self.State.RETIRED


class CourseVersion(models.Model):
    """One release of a course. Immutable.

    `outline` is the ordered list of its items: {uid, module_uid, kind, weight, required, rule, policy}. For
    those in progress on an earlier version: `move_by` is the day on which they are moved to what is current then
    (without one they may stay), `redo` the uids of the items that whoever moves does again.
    """

    class ChangeClass(models.TextChoices):
        INITIAL = "initial", _("first version")
        EDITORIAL = "editorial", _("editorial")
        ADDITIVE = "additive", _("additive")
        SUBSTANTIVE = "substantive", _("substantive")

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    change_class = models.CharField(_("class of change"), max_length=12, choices=ChangeClass)
    outline = models.JSONField()
    tree_hash = models.CharField(max_length=64)
    released_at = models.DateTimeField(_("released on"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    move_by = models.DateField(_("day on which those in progress move"), null=True, blank=True)
    redo = models.JSONField(default=list, db_default=NOTHING)

    class Meta:
        verbose_name = _("version of a course")
        verbose_name_plural = _("versions of courses")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "number"], name="one_version_per_course_and_number"),
            models.CheckConstraint(
                condition=Q(change_class="substantive") | Q(move_by__isnull=True),
                name="only_a_substantive_version_moves_learners",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} v{self.number}"


class QuizVersion(models.Model):
    """The questions of one quiz as a version of its course froze them, with their key. Never sent to a browser.

    `questions`: [{uid, kind, prompt: {language}, options: [{uid, text: {language}, is_correct, feedback: {language}}],
    explanation: {language: html}}].
    """

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="quizzes")
    item_uid = models.UUIDField()
    questions = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "item_uid"], name="one_frozen_quiz_per_version_and_item"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.item_uid}"
