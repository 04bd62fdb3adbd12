"""Saying by a form that an item is done, and opening its document: what works in every browser.

Whoever has no script is timed by the server: their form tells when they were shown the page, under our seal.
"""

import datetime
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from cms.durations import duration
from courses.models import Course, LocalisedCourse, LocalisedItem
from learning.asking import Asked, asked_by
from learning.evaluation import Evaluation
from learning.models import Enrolment, ProgressEvent
from learning.naming import own_uid
from learning.progress import MOST_ACTIVE_AT_ONCE, Event, Recorded, take
from learning.refusals import NotEnrolled, UnknownItem
from learning.standing import locked_enrolment

Kind = ProgressEvent.Kind
SHOWN: Final = "learning.marking.shown"


@dataclass(frozen=True, slots=True)
class Marked:
    """Where marking an item leads: to the next, after the last to one that is left (None when nothing is); how far.

    `missing` says in words what the item still asks, when it is not done yet.
    """

    following: LocalisedItem | None
    evaluation: Evaluation
    missing: str = ""


def shown_now(learner: int, item_uid: str) -> str:
    """Return, sealed, that the learner (primary key) is shown the item's page now."""
    return Signer(salt=SHOWN).sign_object([learner, item_uid, int(timezone.now().timestamp())])


def mark_done(learner: User, *, course: str, module: str, item: str, shown: str = "") -> Marked:
    """Record what the form of the item at an address (slugs) says: "I have read it", or "I am at its end".

    `shown` is what `shown_now` gave when the page was shown. Raises `NotEnrolled`, and `UnknownItem` for what is not in
    the learner's version or cannot be marked (a quiz).
    """
    with transaction.atomic():
        enrolment = locked_enrolment(learner, course)
        if enrolment is None:
            raise NotEnrolled
        content = enrolment.course.in_language(get_language() or "ar", enrolment.version)
        found = content.find(module, item)
        outlined = _outlined(enrolment, found.uid) if found else None
        if found is None or outlined is None or outlined["rule"] == "passed":
            raise UnknownItem
        recorded = _record(learner, enrolment, outlined, shown)
        evaluation = recorded.evaluations[enrolment.pk]
        # Without a state, though it was said before, the row was lost: `reconcile` folds it again.
        state = recorded.states.get(uuid.UUID(found.uid))
        missing = "" if found.uid in evaluation.done or state is None else _missing(asked_by(outlined, state))
        return Marked(content.after(found) or _first_remaining(content, evaluation), evaluation, missing)


def note_opening(learner: User, course: Course, item_uid: str) -> None:
    """Record that the learner opened the document of an item, if that is what their version asks."""
    with transaction.atomic():
        enrolment = locked_enrolment(learner, course.slug)
        outlined = _outlined(enrolment, item_uid) if enrolment else None
        if enrolment and outlined and outlined["rule"] == "opened":
            _say(learner, enrolment, outlined, Kind.FETCHED)


def _record(learner: User, enrolment: Enrolment, outlined: Mapping[str, Any], shown: str) -> Recorded:
    if outlined["rule"] == "studied":
        return take(learner, [enrolment], _studied(learner, outlined, _shown_at(learner, outlined, shown)))
    return _say(learner, enrolment, outlined, Kind.OPENED if outlined["rule"] == "opened" else Kind.READ)


def _say(learner: User, enrolment: Enrolment, outlined: Mapping[str, Any], kind: str) -> Recorded:
    """Record that a learner said something of an item, which they can say once; and anew once it was invalidated."""
    uid = outlined["uid"]
    recorded = take(learner, [enrolment], [_event(learner, uid, kind)])
    state = recorded.states.get(uuid.UUID(uid))
    if state and state.valid_from and uid not in recorded.evaluations[enrolment.pk].done:
        recorded = take(learner, [enrolment], [_event(learner, uid, kind, state.valid_from.isoformat())])
    return recorded


def _studied(learner: User, outlined: Mapping[str, Any], shown_at: int | None) -> Iterator[Event]:
    """Yield that the learner came to the end, and the time since they were shown the page: what is needed at most.

    Each piece is named by what it says, so that sending it again adds nothing.
    """
    uid = outlined["uid"]
    yield _event(learner, uid, Kind.ENDED, shown_at)
    if shown_at is None:
        return
    end = min(int(timezone.now().timestamp()), shown_at + outlined["policy"]["seconds"])
    for begin in range(shown_at, end, MOST_ACTIVE_AT_ONCE):
        seconds = min(MOST_ACTIVE_AT_ONCE, end - begin)
        at = datetime.datetime.fromtimestamp(begin + seconds, datetime.UTC)
        yield _event(learner, uid, Kind.ACTIVE, begin, seconds, body={"seconds": seconds}, client_at=at)


def _event(learner: User, uid: str, kind: str, *more: object, **said: Any) -> Event:  # noqa: ANN401 (fields of Event)
    return Event(own_uid("form", learner.pk, uid, kind, *more), uuid.UUID(uid), kind, **said)


def _shown_at(learner: User, outlined: Mapping[str, Any], shown: str) -> int | None:
    """Return when (epoch seconds) the learner was shown the item, if the word for it is ours, and theirs."""
    try:
        whose, what, at = Signer(salt=SHOWN).unsign_object(shown)
    except BadSignature:
        return None
    return int(at) if [whose, what] == [learner.pk, outlined["uid"]] else None


def _missing(asked: Asked) -> str:
    if asked.rule == "studied":
        left = duration(asked.needed - asked.so_far)
        return _("Not yet: this lesson asks for %(left)s more. What you have spent is kept.") % {"left": left}
    return _("Not yet: open the document of this lesson first.")


def _outlined(enrolment: Enrolment, uid: str) -> Mapping[str, Any] | None:
    return next((item for item in enrolment.version.outline if item["uid"] == uid), None)


def _first_remaining(content: LocalisedCourse, evaluation: Evaluation) -> LocalisedItem | None:
    left = {remaining.uid for remaining in evaluation.remaining}
    return next((item for item in content.items if item.uid in left), None)
