"""The work of the queue for this room: mail."""

import logging
from uuid import UUID

from celery import shared_task

from accounts import mailing

logger = logging.getLogger(__name__)


@shared_task(name="accounts.tasks.deliver")
def deliver(uid: str) -> None:
    """Send one message. A server that refuses is asked again by the sweep; so is a message that cannot be written."""
    try:
        mailing.deliver(UUID(uid))
    except OSError:
        logger.warning("Message %s could not be sent yet.", uid, exc_info=True)
    except Exception:
        # Whatever is wrong with one message, the others of the sweep leave.
        logger.exception("Message %s cannot be sent as it is.", uid)


@shared_task(name="accounts.tasks.sweep")
def sweep() -> None:
    """Send the messages whose task was lost."""
    for uid in mailing.lost_messages():
        deliver(str(uid))
