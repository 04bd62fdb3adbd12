"""What the queue does for learning."""

from celery import shared_task

from learning import completion, reconciling


@shared_task(name="learning.tasks.sweep")
def sweep() -> int:
    """Mend enrolments that are complete but open, and issue certificates that are owed; safe to run at any time."""
    return completion.mend()


@shared_task(name="learning.tasks.reconcile", ignore_result=True)
def reconcile() -> None:
    """Find and mend what does not agree; the administration shows what it was."""
    reconciling.reconcile()
