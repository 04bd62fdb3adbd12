"""What completing a course leads to: the enrolment closes; the certificate is owed until the names are confirmed."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.names import check_arabic_name, check_latin_name, clean_name
from certificates.issuing import holder_for, issue
from certificates.models import Certificate, CertificateHolder
from cms.models import SiteSettings
from learning.evaluation import Evaluation
from learning.models import Enrolment, EnrolmentQuerySet, ItemState

COMPLETION: Final = Certificate.Kind.COMPLETION.value
# Nothing becomes complete without being recorded, or by a release, which is followed by itself: older enrolments need
# no second look.
LOOK_BACK: Final = datetime.timedelta(days=2)
CHUNK: Final = 500
# What an evaluation asks of a state, and whose state it is (`evaluation.Known`).
EVALUATED: Final = ("learner", "item_uid", "settled_at", "ended_at", "active_seconds", "played_seconds")


def complete_if_done(enrolment: Enrolment) -> bool:
    """Complete the enrolment if nothing required remains, and issue its certificate; say whether that happened now."""
    with transaction.atomic():
        standing = Enrolment.objects.select_related("course", "version", "learner").select_for_update(of=("self",))
        locked = standing.filter(pk=enrolment.pk).first()
        if locked is None:
            # It moves to another version right now, and whoever moves it looks whether it is complete.
            return False
        enrolment = locked
        uids = [item["uid"] for item in enrolment.version.outline]
        states = ItemState.objects.filter(learner=enrolment.learner, item_uid__in=uids)
        evaluation = enrolment.evaluate({str(state.item_uid): state for state in states})
        if not close(enrolment, evaluation):
            return False
        enrolment.save(update_fields=["state", "completed_at"])
        award(enrolment.learner, [enrolment])
    return True


def close(enrolment: Enrolment, evaluation: Evaluation) -> bool:
    """Set the fields of an active enrolment to completed when `evaluation` is; the caller, who locked it, stores it."""
    if enrolment.state != Enrolment.State.ACTIVE or not evaluation.complete:
        return False
    enrolment.state, enrolment.completed_at = Enrolment.State.COMPLETED, timezone.now()
    return True


def award(learner: User, completed: Iterable[Enrolment]) -> list[Certificate]:
    """Issue the certificates of courses completed just now, or leave them owed until the names are confirmed."""
    completed = list(completed)
    if not completed or learner.names_confirmed_at is None:
        return []
    holder, site = holder_for(learner), SiteSettings.load()
    return [
        issue(
            holder=holder,
            subject_uid=each.course_id,
            kind=COMPLETION,
            facts=facts_of(each, site),
            prefix=site.serial_prefix,
        )
        for each in completed
    ]


def confirm_names(learner: User, *, name_ar: str, name_latin: str) -> list[Certificate]:
    """Take the names that certificates will carry, and issue what waited for them.

    Raises `ValidationError` for a name that cannot be printed. A second call changes none.
    """
    names = {"name_ar": clean_name(name_ar), "name_latin": clean_name(name_latin)}
    check_arabic_name(names["name_ar"])
    check_latin_name(names["name_latin"])
    with transaction.atomic():
        unconfirmed = User.objects.filter(pk=learner.pk, names_confirmed_at__isnull=True)
        unconfirmed.update(**names, names_confirmed_at=timezone.now())
        learner.refresh_from_db(fields=["name_ar", "name_latin", "names_confirmed_at"])
        return issue_owed(learner)


def issue_owed(learner: User) -> list[Certificate]:
    """Issue the certificates of completed courses that have none, once the names are confirmed."""
    with transaction.atomic():
        return award(learner, owed().filter(learner=learner).select_for_update(of=("self",)))


def waits_for_names(learner: User) -> bool:
    """Whether a certificate is issued as soon as the learner confirms their names."""
    return learner.names_confirmed_at is None and _without_certificate().filter(learner=learner).exists()


def owed() -> QuerySet[Enrolment]:
    """Return the completed enrolments without certificate of learners whose names are confirmed."""
    return _without_certificate().filter(learner__names_confirmed_at__isnull=False)


def _without_certificate() -> QuerySet[Enrolment]:
    """Return the completed enrolments without certificate, a revoked one counting.

    What was withdrawn is not issued again by itself.
    """
    holders = CertificateHolder.objects.filter(learner=OuterRef(OuterRef("learner")))
    certificates = Certificate.objects.filter(
        holder_uid__in=holders.values("uid"), subject_uid=OuterRef("course_id"), kind=COMPLETION
    )
    return (
        Enrolment.objects.filter(~Exists(certificates), state=Enrolment.State.COMPLETED)
        .select_related("course", "version", "learner")
        .order_by("pk")
    )


def mend() -> int:
    """Complete what is complete and issue what is owed, whatever was lost on the way; return how many were mended."""
    recent = Enrolment.objects.filter(state=Enrolment.State.ACTIVE, last_seen_at__gte=timezone.now() - LOOK_BACK)
    mended = complete_those_done(recent)
    learners = User.objects.filter(pk__in=owed().values("learner"))[:CHUNK]
    return mended + sum(len(issue_owed(learner)) for learner in learners)


def complete_those_done(active: EnrolmentQuerySet) -> int:
    """Complete those of the active enrolments of whom nothing is asked any more; return how many."""
    return sum(complete_if_done(enrolment) for enrolment in complete_but_active(active))


def complete_but_active(enrolments: EnrolmentQuerySet) -> Iterable[Enrolment]:
    """Yield the enrolments whose states say that they are complete, two statements for each chunk."""
    following = enrolments.select_related("course", "version").defer("course__contents")
    return (each for each, states in with_states(following) if each.evaluate(states).complete)


def with_states(enrolments: EnrolmentQuerySet) -> Iterator[tuple[Enrolment, dict[str, ItemState]]]:
    """Yield each of the enrolments with what evaluation asks of its learner's items, two statements for each chunk."""
    last = 0
    while chunk := list(enrolments.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        states: dict[int, dict[str, ItemState]] = {}
        for state in ItemState.objects.filter(learner__in={each.learner_id for each in chunk}).only(*EVALUATED):
            states.setdefault(state.learner_id, {})[str(state.item_uid)] = state
        for each in chunk:
            yield each, states.get(each.learner_id, {})


def facts_of(enrolment: Enrolment, site: SiteSettings) -> dict[str, Any]:
    """Return what the certificate of a completed enrolment says for ever, in every language, without the name."""
    completed_at = enrolment.completed_at or timezone.now()
    return {
        **{language: _facts_in(enrolment, site, language) for language, _name in settings.LANGUAGES},
        "hours": enrolment.course.hours,
        "completed_on": timezone.localdate(completed_at).isoformat(),
        "issued_on": timezone.localdate().isoformat(),
        "specimen": site.is_demonstration,
    }


def _facts_in(enrolment: Enrolment, site: SiteSettings, language: str) -> dict[str, str]:
    # The signatory is named in Arabic and in Latin letters only.
    written = "ar" if language == "ar" else "fr"
    return {
        "course": enrolment.course.in_language(language).title,
        "issuer": site.in_language("issuer", language),
        "signatory_name": site.in_language("signatory_name", written),
        "signatory_title": site.in_language("signatory_title", written),
    }
