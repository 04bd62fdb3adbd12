"""Why an act was refused. The text of each is for the learner to read."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An act that the rules do not allow. `text` says why."""

    text: str | Promise = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.text)


class NotEnrolled(Refusal):
    """The learner does not take the course."""

    text = _("You are not enrolled in this course.")


class UnknownItem(Refusal):
    """The version that the learner follows has no such lesson or quiz."""

    text = _("This page is not part of the course.")


class CourseIsOutline(Refusal):
    """Only the outline of the course is written."""

    text = _("This course is still being prepared. Enrolment opens when its lessons are ready.")


class CourseIsClosed(Refusal):
    """The course takes no new learners: it is not released, or it was retired."""

    text = _("This course does not take new learners.")


class PrerequisitesMissing(Refusal):
    """Other courses come first, and the learner has not completed all of them."""

    def __init__(self, titles: Iterable[str]) -> None:
        super().__init__()
        self.text = _("Complete first, then enrol here: %(courses)s.") % {"courses": " · ".join(titles)}


class AlreadyCompleted(Refusal):
    """A completed course stays in the learner's record."""

    text = _("You have completed this course: it stays among your courses with its certificate.")


class CompletedStands(Refusal):
    """Who is complete stays complete."""

    text = _("This course is completed, and stays so. What was not rightly earned is withdrawn with its certificate.")


class ReasonMissing(Refusal):
    """An act of staff that says no reason."""

    text = _("Write the reason.")


class NoAttemptsLeft(Refusal):
    """All attempts that the quiz allows have been used."""

    text = _("You have used all your attempts at this quiz.")


class WrongOption(Refusal):
    """The answer names a question or an option that the paper does not have, or too many options."""

    text = _("This answer does not belong to the question. Nothing was changed.")


class AttemptIsSubmitted(Refusal):
    """A submitted attempt is not answered any more."""

    text = _("This attempt has been submitted already; its answers stand.")
