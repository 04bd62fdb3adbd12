"""A Celery worker whose drawing takes as long as its killer needs; started by test_killed_worker.py alone."""

import os
import time
from pathlib import Path

import django

django.setup()

import certificates.tasks  # noqa: E402 (after set-up)
from certificates import pdf  # noqa: E402 (after set-up)
from certificates.facts import CertificatePage  # noqa: E402 (after set-up)
from lms.celery import app  # noqa: E402 (after set-up)


def draw_slowly(page: CertificatePage) -> bytes:
    """Draw, say so, and wait."""
    content = pdf.draw(page)
    Path(os.environ["DRAWING_MARK"]).touch()
    time.sleep(float(os.environ["DRAWING_SECONDS"]))
    return content


certificates.tasks.draw_page = draw_slowly  # type: ignore[attr-defined] # the name under which it is called
app.worker_main(["worker", "--pool", "prefork", "--concurrency", "1", "--loglevel", "INFO", "--without-gossip"])
