"""Says that a version was released to whoever keeps the progress of those who learn."""

import logging
from typing import Final

from celery import current_app
from kombu.exceptions import KombuError, OperationalError

# By name: this room knows nothing of learners.
FOLLOW: Final = "learning.tasks.follow"

logger = logging.getLogger(__name__)


def announce(version_id: int) -> None:
    """Send the message. It is only a hint: when the queue is down, the sweep finds the version."""
    try:
        # No retry: the editor waits for the answer.
        current_app.signature(FOLLOW, args=[version_id]).apply_async(retry=False)
    except (OperationalError, KombuError, OSError):
        logger.warning("The queue does not answer; version %s waits for the sweep.", version_id, exc_info=True)
