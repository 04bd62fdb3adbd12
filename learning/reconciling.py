"""What must agree, found where it does not, and mended: states, completions, certificates and their files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from certificates import filing
from certificates.issuing import ask_for_drawing
from certificates.models import Certificate, CertificateHolder
from learning import completion, rebuilding
from learning.models import Enrolment, Finding

Kind = Finding.Kind


@dataclass(frozen=True, slots=True)
class Found:
    """Something that does not agree. `mend` sets it right, or has it set right; None when a person must decide.

    `is_mended_at_once`: else the next look says whether it was.
    """

    kind: Finding.Kind
    subject: str
    details: str = ""
    mend: Callable[[], object] | None = field(default=None, compare=False)
    is_mended_at_once: bool = True

    def __str__(self) -> str:
        return f"{self.kind.value}: {self.subject}{': ' if self.details else ''}{self.details}"


def find() -> Iterator[Found]:
    """Yield everything that does not agree, changing nothing itself.

    States come first and completions next: when each is mended as it comes, what follows from it is seen right.
    """
    for difference in rebuilding.differences():
        details = ", ".join(f"{name}: {stored} → {folded}" for name, stored, folded in difference.fields())
        mend = partial(rebuilding.rebuild, difference.learner)
        yield Found(Kind.STATE, f"#{difference.learner} · {difference.item_uid}", details, mend)
    for enrolment in completion.complete_but_active(Enrolment.objects.filter(state=Enrolment.State.ACTIVE)):
        yield Found(Kind.OPEN, _name(enrolment), mend=partial(completion.complete_if_done, enrolment))
    for enrolment in completion.owed().iterator():
        yield Found(Kind.OWED, _name(enrolment), mend=partial(completion.issue_owed, enrolment.learner))
    for certificate in filing.not_drawn():
        ask = partial(ask_for_drawing, certificate.pk)
        yield Found(Kind.NOT_DRAWN, certificate.serial, mend=ask, is_mended_at_once=False)
    for certificate in filing.lost_or_damaged():
        # Without its holder the file cannot be made again: what it was stays written down, for a backup to be found.
        draw = partial(filing.draw_again, certificate) if filing.can_be_drawn(certificate) else None
        yield Found(Kind.FILE, certificate.serial, mend=draw, is_mended_at_once=False)
    yield from _twice()


def reconcile() -> list[Found]:
    """Find and mend, and keep what was found for the administration to see; return it. Safe to run at any time."""
    found = []
    for each in find():
        if each.mend:
            each.mend()
        found.append(each)
    _keep(found)
    return found


def _name(enrolment: Enrolment) -> str:
    """Name an enrolment in any language: by the learner's number and the course's address."""
    return f"#{enrolment.learner_id} · {enrolment.course.slug}"


def _twice() -> Iterator[Found]:
    """Yield who holds two valid certificates of one course. Nobody can say by rule which one should go."""
    holders = CertificateHolder.objects.filter(uid=OuterRef("holder_uid"))
    valid = Certificate.objects.filter(status=Certificate.Status.VALID, kind=completion.COMPLETION)
    several = (
        valid.annotate(learner=Subquery(holders.values("learner_id")[:1]))
        .filter(learner__isnull=False)
        .values("learner", "subject_uid")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
        .order_by("learner", "subject_uid")
    )
    for row in several:
        yield Found(Kind.TWICE, f"#{row['learner']} · {row['subject_uid']}")


@transaction.atomic
def _keep(found: list[Found]) -> None:
    """Close the findings that no longer hold, and add those that are new, closed at once when they were mended."""
    now = timezone.now()
    standing = {(row.kind, row.subject): row for row in Finding.objects.filter(mended_at=None).select_for_update()}
    by_place = {(each.kind.value, each.subject): each for each in found}
    is_open = {place for place, each in by_place.items() if each.mend is None or not each.is_mended_at_once}
    Finding.objects.filter(pk__in=[row.pk for place, row in standing.items() if place not in is_open]).update(
        mended_at=now
    )
    Finding.objects.bulk_create(
        Finding(
            kind=each.kind,
            subject=each.subject,
            details=each.details,
            found_at=now,
            mended_at=None if place in is_open else now,
        )
        for place, each in by_place.items()
        if place not in standing
    )
