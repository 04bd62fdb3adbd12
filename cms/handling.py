"""What people send to the team is handled: once, by somebody whom the log names."""

from typing import Final

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User

HANDLE: Final = "cms.handle"


@transaction.atomic
def mark_handled(received: Model, by: User) -> bool:
    """Note that `received`, a row with `handled_at`, was handled now; the first time stands. Say whether it was now."""
    untouched = type(received)._default_manager.filter(pk=received.pk, handled_at=None)  # noqa: SLF001 (Django's name for any model's rows)
    if not untouched.update(handled_at=timezone.now()):
        return False
    log(instance=received, action=HANDLE, user=by)
    return True
