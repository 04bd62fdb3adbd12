import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.profile import change_profile
from certificates.models import Certificate, CertificateHolder
from certificates.printing import page_of
from certificates.revoking import revoke
from cms.models import SiteSettings
from learning import completion
from learning.enrolment import enrol
from learning.marking import mark_done
from learning.models import Enrolment, ItemState, ProgressEvent
from learning.progress import Event, record
from learning.tasks import sweep
from tests.factories import learner as make_learner
from tests.factories import released_course


def complete(learner: User) -> Enrolment:
    """Enrol the learner in a course of one lesson, and mark it done."""
    course = released_course(lessons=1, quizzes=0)
    enrolment = enrol(learner, course)
    mark_done(learner, course=course.slug, module="module-1", item="lesson-1-1")
    enrolment.refresh_from_db()
    return enrolment


def test_completion_issues_exactly_one_certificate(named: User) -> None:
    enrolment = complete(named)

    mark_done(named, course=enrolment.course.slug, module="module-1", item="lesson-1-1")
    completion.complete_if_done(enrolment)
    completion.issue_owed(named)
    sweep()

    assert enrolment.state == Enrolment.State.COMPLETED
    assert Certificate.objects.get().subject_uid == enrolment.course_id


def test_completion_waits_for_the_names(learner: User) -> None:
    enrolment = complete(learner)
    assert enrolment.state == Enrolment.State.COMPLETED
    assert not Certificate.objects.exists()

    issued = completion.confirm_names(learner, name_ar="أمينة  بوڨرة", name_latin="Amina Bouguerra")

    assert [certificate.subject_uid for certificate in issued] == [enrolment.course_id]
    assert (learner.name_ar, learner.name_latin) == ("أمينة بوڨرة", "Amina Bouguerra")
    assert learner.names_confirmed_at is not None


def test_confirm_names_counts_once(learner: User) -> None:
    complete(learner)
    completion.confirm_names(learner, name_ar="أمينة بوڨرة", name_latin="Amina Bouguerra")

    completion.confirm_names(learner, name_ar="كريمة", name_latin="Karima")

    learner.refresh_from_db()
    assert learner.name_latin == "Amina Bouguerra"
    assert Certificate.objects.count() == 1


def test_names_corrected_in_the_profile_are_printed_on_the_next_certificate(named: User) -> None:
    first = complete(named)
    profile = {"language": "ar", "wilaya": ""}
    change_profile(named, name_ar="أمينة بوقرة", name_latin="Amina Bouguera", **profile)

    second = complete(named)
    completion.confirm_names(named, name_ar="أمينة بوقرة", name_latin="Amina Bouguera")
    sweep()

    printed = {each.subject_uid: page_of(each).name_latin for each in Certificate.objects.all()}
    assert printed == {first.course_id: "Amina Bouguerra", second.course_id: "Amina Bouguera"}
    assert not completion.owed().exists()


def test_confirm_names_refuses_what_cannot_be_printed(learner: User) -> None:
    with pytest.raises(ValidationError):
        completion.confirm_names(learner, name_ar="Amina", name_latin="Amina")

    learner.refresh_from_db()
    assert learner.names_confirmed_at is None


def test_facts_are_frozen_in_every_language(named: User) -> None:
    SiteSettings.objects.update_or_create(
        pk=1, defaults={"signatory_name_fr": "Karim Ziani", "is_demonstration": True, "issuer_en": "Observatory"}
    )
    enrolment = complete(named)

    facts = Certificate.objects.get().facts

    assert set(facts) == {"ar", "fr", "en", "hours", "completed_on", "issued_on", "specimen"}
    assert facts["fr"]["signatory_name"] == facts["en"]["signatory_name"] == "Karim Ziani"
    assert facts["en"]["issuer"] == "Observatory"
    assert facts["completed_on"] == facts["issued_on"] == timezone.localdate().isoformat()
    assert facts["specimen"] is True
    assert named.name_latin not in str(facts)
    assert facts["hours"] == enrolment.course.hours


def test_sweep_mends_what_was_lost(learner: User, named: User) -> None:
    course = released_course(lessons=1, quizzes=0)
    lost = enrol(named, course)
    ItemState.objects.create(
        learner=named,
        item_uid=course.in_language("ar").items[0].uid,
        first_seen_at=timezone.now(),
        settled_at=timezone.now(),
    )
    owed = complete(learner)
    User.objects.filter(pk=learner.pk).update(names_confirmed_at=timezone.now())

    assert sweep() == 2
    assert sweep() == 0

    lost.refresh_from_db()
    assert lost.state == Enrolment.State.COMPLETED
    assert set(Certificate.objects.values_list("subject_uid", flat=True)) == {course.uid, owed.course_id}


def test_sweep_does_not_issue_again_what_was_revoked(named: User) -> None:
    complete(named)
    revoke(Certificate.objects.get(), by=named, reason="Issued in error")

    assert sweep() == 0
    assert Certificate.objects.get().status == Certificate.Status.REVOKED


def test_sweep_leaves_what_is_not_complete(learner: User) -> None:
    course = released_course(lessons=2, quizzes=0)
    enrolment = enrol(learner, course)
    mark_done(learner, course=course.slug, module="module-1", item="lesson-1-1")

    assert sweep() == 0
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.ACTIVE


def test_completed_stays_completed_whatever_is_asked_later(named: User) -> None:
    enrolment = complete(named)

    assert completion.complete_if_done(enrolment) is False
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert enrolment.completed_at > timezone.now() - datetime.timedelta(minutes=1)


@pytest.mark.django_db(transaction=True)
def test_last_items_marked_at_once_lead_to_one_certificate() -> None:
    learner = make_learner(names_confirmed_at=timezone.now())
    course = released_course(lessons=4, quizzes=0)
    enrol(learner, course)

    def mark(number: int) -> None:
        try:
            mark_done(learner, course=course.slug, module="module-1", item=f"lesson-1-{number % 4 + 1}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(mark, range(8)))

    assert Enrolment.objects.get().state == Enrolment.State.COMPLETED
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_forty_learners_who_complete_five_times_at_once_hold_forty_certificates() -> None:
    course = released_course(lessons=2, quizzes=0, languages=("ar",))
    learners = [make_learner(names_confirmed_at=timezone.now()) for _number in range(40)]
    for learner in learners:
        enrol(learner, course)
    items = [uuid.UUID(place.uid) for place in course.in_language("ar").items]

    def do_all(learner: User) -> bool:
        try:
            recorded = record(learner, [Event(uuid.uuid4(), item, "read") for item in items])
        finally:
            connection.close()
        return all(evaluation.complete for evaluation in recorded.evaluations.values())

    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(do_all, [learner for learner in learners for _time in range(5)]))

    assert told == [True] * 200
    assert ProgressEvent.objects.count() == 200 * len(items)
    assert Enrolment.objects.filter(state=Enrolment.State.COMPLETED).count() == 40
    assert Certificate.objects.count() == CertificateHolder.objects.count() == 40
    assert [Certificate.objects.held_by(learner).count() for learner in learners] == [1] * 40
