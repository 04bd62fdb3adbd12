"""Reports of suspected forgeries: taken from anyone, but not by the thousand."""

from typing import Any, Final

from django.core.cache import cache

from certificates.models import ForgeryReport

MOST: Final = 5
PERIOD_SECONDS: Final = 60 * 60


def may_report(address: str) -> bool:
    """Count an attempt to report from a network address; False when there were too many within the hour."""
    key = f"certificates.reports.{address}"
    cache.add(key, 0, PERIOD_SECONDS)
    try:
        return int(cache.incr(key)) <= MOST
    except ValueError:  # It expired between the two lines.
        return True


def receive(report: dict[str, Any]) -> ForgeryReport:
    """Keep a report: serial, message and the address for an answer, as the form cleaned them."""
    return ForgeryReport.objects.create(**report)
