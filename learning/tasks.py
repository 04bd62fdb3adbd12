"""What the queue does for learning."""

from celery import shared_task

from courses.models import CourseVersion
from learning import completion, following, moving, reconciling


@shared_task(name="learning.tasks.sweep")
def sweep() -> int:
    """Do what a lost message or a day that came left to do; safe to run at any time. Returns how much there was.

    Enrolments that are complete but open, certificates that are owed, releases not followed, moves that are due.
    """
    return completion.mend() + following.follow_the_missed() + moving.move_the_due()


@shared_task(name="learning.tasks.follow")
def follow(version_id: int) -> int:
    """Follow a release (`courses.announcing` asks for it); safe to run twice."""
    return following.follow(CourseVersion.objects.select_related("course").get(pk=version_id))


@shared_task(name="learning.tasks.reconcile", ignore_result=True)
def reconcile() -> None:
    """Find and mend what does not agree; the administration shows what it was."""
    reconciling.reconcile()
