"""What a release means for those who are in the course already, done once for each version and safe to do again."""

import datetime
from typing import Final

from django.db.models import Q
from django.utils import timezone

from courses.models import CourseVersion
from learning import completion, regrading
from learning.models import Enrolment, FollowedRelease

# No submission takes longer than that.
FRESH: Final = datetime.timedelta(minutes=5)


def follow(version: CourseVersion) -> int:
    """Grade again what was graded by a wrong key and complete those of whom nothing is asked any more.

    Returns how many grades rose and how many courses were completed. A run that is killed begins anew.
    """
    # A key that was replaced since is nobody's measure any more.
    changed = regrading.regrade(version) if version.course.current_version_id == version.pk else 0
    active = Enrolment.objects.filter(course=version.course_id, state=Enrolment.State.ACTIVE)
    changed += completion.complete_those_done(active)
    FollowedRelease.objects.get_or_create(version=version)
    return changed


def follow_the_missed() -> int:
    """Follow the releases whose message was lost, and once more those that are fresh, the oldest first.

    Who submitted a quiz in the moment of a release may have been graded by the key before it, after it was followed.
    """
    missed = Q(followed=None) | Q(released_at__gte=timezone.now() - FRESH)
    versions = CourseVersion.objects.filter(missed).select_related("course").order_by("pk")
    return sum(follow(version) for version in versions)
