"""Reports of suspected forgeries, taken from anyone."""

from typing import Any

from certificates.models import ForgeryReport


def receive(report: dict[str, Any]) -> ForgeryReport:
    """Keep a report: serial, message and the address for an answer, as the form cleaned them."""
    return ForgeryReport.objects.create(**report)
