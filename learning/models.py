"""Facts of learning: what each person did (events), what follows from it (states), and what they enrolled in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.evaluation import Evaluation, Known, evaluate


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Questions about many enrolments."""

    def standing(self, learner: User) -> EnrolmentQuerySet:
        """Return the courses that the learner takes or completed, not those they left."""
        return self.filter(learner=learner, state__in=[Enrolment.State.ACTIVE, Enrolment.State.COMPLETED])

    def of_course(self, course_uid: uuid.UUID, words: str) -> EnrolmentQuerySet:
        """Return who stands in a course, of those in whose mail or names `words` are, the last seen first."""
        standing = self.filter(course=course_uid).exclude(state=Enrolment.State.LEFT)
        if words:
            fields = ("email", "name_ar", "name_latin")
            standing = standing.filter(reduce(or_, (Q(**{f"learner__{name}__icontains": words}) for name in fields)))
        return standing.order_by("-last_seen_at", "-pk")


class Enrolment(models.Model):
    """That a person takes a course, pinned to a version: the one that was current then, or the one they moved to.

    `floor` is the percentage that moving left them (`moving.floor_after`), `declined` the number of the version that
    they were offered and put away.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("In progress")
        COMPLETED = "completed", _("Completed")
        LEFT = "left", _("Left")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="enrolments")
    version = models.ForeignKey("courses.CourseVersion", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    enrolled_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    last_item_uid = models.UUIDField(null=True, blank=True)
    last_seen_at = models.DateTimeField(default=timezone.now)
    floor = models.PositiveSmallIntegerField(default=0, db_default=0)
    declined = models.PositiveIntegerField(default=0, db_default=0)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=~Q(state="left"),
                name="one_standing_enrolment_per_learner_and_course",
            ),
            models.CheckConstraint(
                condition=Q(state="completed", completed_at__isnull=False)
                | (~Q(state="completed") & Q(completed_at__isnull=True)),
                name="completed_enrolment_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(state="left", left_at__isnull=False) | (~Q(state="left") & Q(left_at__isnull=True)),
                name="left_enrolment_has_its_date",
            ),
            models.CheckConstraint(condition=Q(floor__lte=100), name="floor_is_a_percentage"),
        ]
        permissions: ClassVar = [("invalidate_progress", "Can declare progress invalid")]
        indexes: ClassVar = [models.Index(fields=["learner", "-last_seen_at"], name="enrolments_of_a_learner")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.course_id} {self.state}"

    @property
    def waived(self) -> frozenset[str]:
        """The items (uids) of the learner's version that are not asked of them, because a later one had them not."""
        return frozenset(uid for uid, number in self.course.dropped.items() if self.version.number < number)

    @property
    def is_behind(self) -> bool:
        """Whether more than wording has changed since the learner's version."""
        return self.version.number < self.course.newest_change

    @property
    def is_offered(self) -> bool:
        """Whether the learner is told of it: not when they put it away."""
        return self.is_behind and self.declined < self.course.newest_change

    def evaluate(self, states: Mapping[str, Known]) -> Evaluation:
        """Say how far the learner is, by what is known of the items of their version (by uid)."""
        return evaluate(self.version.outline, states, self.waived, floor=self.floor)


class Transition(models.Model):
    """That a learner moved to a later version of their course.

    `kept` are the uids of the items that were done and stayed so, `redo` of those that they had begun and do again.
    """

    class Reason(models.TextChoices):
        OFFERED = "offered", _("chosen by the learner")
        DATED = "dated", _("on the day that was set")
        ENROLLED_AGAIN = "enrolled_again", _("enrolled again")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="transitions")
    from_version = models.ForeignKey("courses.CourseVersion", on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey("courses.CourseVersion", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=14, choices=Reason)
    kept = models.JSONField(default=list)
    redo = models.JSONField(default=list)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("move to another version")
        verbose_name_plural = _("moves to other versions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "to_version"], name="one_transition_per_enrolment_and_version"
            ),
            models.CheckConstraint(condition=~Q(from_version=F("to_version")), name="transition_leads_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.from_version_id} {self.to_version_id}"


class FollowedRelease(models.Model):
    """That those in a course were looked at after a release; a version without one waits for it (`following`)."""

    version = models.OneToOneField("courses.CourseVersion", on_delete=models.CASCADE, related_name="followed")
    followed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("followed release")
        verbose_name_plural = _("followed releases")

    def __str__(self) -> str:
        return f"{self.version_id}"


class ProgressEvent(models.Model):
    """One thing that a person did with one item. Rows are only added; the same event sent twice is one row.

    Bodies: active {seconds} before the moment; played {from, to} in seconds of the recording; answered {attempt,
    question, options}; graded {score, is_passed, attempt}; kept {version}; invalidated {reason, by}; others {}.
    The last three come from the server alone.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        ACTIVE = "active", _("was reading")
        ENDED = "ended", _("came to the end")
        READ = "read", _("read")
        PLAYED = "played", _("played")
        FETCHED = "fetched", _("opened the document")
        ANSWERED = "answered", _("answered")
        GRADED = "graded", _("graded")
        KEPT = "kept", _("kept from another version")
        INVALIDATED = "invalidated", _("invalidated")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="progress_events")
    event_uid = models.UUIDField()
    item_uid = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind)
    body = models.JSONField(default=dict)
    # As the phone said it, and its own count.
    client_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveBigIntegerField(null=True, blank=True)
    # The moment that counts (`folding.moment`).
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("progress event")
        verbose_name_plural = _("progress events")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "event_uid"], name="one_event_per_learner_and_uid"),
        ]
        indexes: ClassVar = [models.Index(fields=["learner", "item_uid"], name="events_of_an_item")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.kind} {self.item_uid}"


class ItemState(models.Model):
    """What the events of one person on one item add up to; the fields are those of `folding.State`.

    Whether that is enough, the version that the person follows says (`evaluation.is_done`).
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="item_states")
    item_uid = models.UUIDField()
    first_seen_at = models.DateTimeField()
    active = models.JSONField(default=list)
    active_seconds = models.PositiveIntegerField(default=0)
    spans = models.JSONField(default=list)
    played_seconds = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    best_score = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("state of an item")
        verbose_name_plural = _("states of items")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["learner", "item_uid"], name="one_state_per_learner_and_item"),
            models.CheckConstraint(
                condition=Q(best_score__isnull=True) | Q(best_score__lte=100), name="best_score_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.item_uid}"


class Attempt(models.Model):
    """One try at a quiz, drawn and frozen on the server.

    `paper` is what the learner is shown, in every language: [{uid, kind, prompt, options: [{uid, text}]}]. The key is
    not in it: grading reads the `QuizVersion` of `version`, and that of `corrected_by` where a later version mended the
    key and the grade rose by it. Void is what staff invalidated or a move asked for again: it uses up no attempt.
    """

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    item_uid = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey("courses.CourseVersion", on_delete=models.PROTECT, related_name="+")
    paper = models.JSONField()
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    right_answers = models.PositiveSmallIntegerField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    is_passed = models.BooleanField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        "courses.CourseVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_void = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "item_uid", "number"],
                condition=Q(is_void=False),
                name="one_attempt_per_enrolment_item_and_number",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "item_uid"],
                condition=Q(submitted_at__isnull=True, is_void=False),
                name="one_open_attempt_per_quiz",
            ),
            models.CheckConstraint(
                condition=Q(
                    submitted_at__isnull=True,
                    score__isnull=True,
                    is_passed__isnull=True,
                    right_answers__isnull=True,
                )
                | Q(
                    submitted_at__isnull=False,
                    score__isnull=False,
                    is_passed__isnull=False,
                    right_answers__isnull=False,
                ),
                name="submitted_attempt_is_graded",
            ),
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__lte=100), name="score_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(submitted_at__gte=F("started_at")),
                name="attempt_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.item_uid} {self.number}"


class Answer(models.Model):
    """The options chosen for one question of an attempt; the highest revision (`answering.revision_of`) stands."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question_uid = models.UUIDField()
    option_uids = models.JSONField(default=list)
    revision = models.PositiveBigIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "question_uid"], name="one_answer_per_question_of_an_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question_uid}"


class Finding(models.Model):
    """Something that did not agree when `reconcile` looked; a row without `mended_at` still does not."""

    class Kind(models.TextChoices):
        STATE = "state", _("A state differs from its events")
        OPEN = "open", _("A complete course is still open")
        OWED = "owed", _("A completed course has no certificate")
        NOT_DRAWN = "not_drawn", _("A certificate has no file")
        FILE = "file", _("The file of a certificate is lost or damaged")
        TWICE = "twice", _("A learner has two valid certificates of one course")

    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    subject = models.CharField(_("where"), max_length=200)
    details = models.TextField(_("details"), blank=True)
    found_at = models.DateTimeField(_("found on"), default=timezone.now)
    mended_at = models.DateTimeField(_("mended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(mended_at__isnull=True),
                name="one_open_finding_per_kind_and_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
