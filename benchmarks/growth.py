"""`./bench growth`: whether pages and progress cost the same with 1,000, 100,000 and 1,000,000 events.

Each size is a copy of one installation with a web server of its own; in each round every server gets the same requests,
so that all meet the same moments of the machine. On PostgreSQL the database's own CPU is counted too.
"""

import datetime
import json
import os
import shutil
import statistics
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from benchmarks.crowd import multiply
from benchmarks.pages import COURSE, Page, Request, certificate_of, enrolled, signed_in
from benchmarks.server import Server, cpu_of_children, running
from courses.models import Course
from learning.progress import Event, record
from tools.servers import Server as DatabaseServer

SIZES = (1_000, 100_000, 1_000_000)
LIMIT = 1.5
ROUNDS = 15
REPEAT = 8
HISTORY = 250
LEARNERS = 8
BATCH = 20


@dataclass
class Cost:
    """What one page costs at one size: CPU seconds for each request, of each round."""

    server: Server
    page: Page
    database: int | None = None
    rounds: list[float] = field(default_factory=list)

    def cpu_seconds(self) -> float:
        return self.server.cpu_seconds() + (cpu_of_children(self.database) if self.database else 0)

    def measure(self) -> None:
        before = self.cpu_seconds()
        for _ in range(REPEAT):
            request = next(self.page.requests)
            self.server.ask(request.method, request.path, request.headers, request.body)
        self.rounds.append((self.cpu_seconds() - before) / REPEAT)

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.rounds) * 1000


def main(database: DatabaseServer | None) -> int:
    """Make the installations, measure, print a table; return 1 when a size costs more than it may."""
    learners, requests = _fill()
    process = database.process.pid if database and database.process else None
    with tempfile.TemporaryDirectory(prefix="kafaat-growth-") as folder, ExitStack() as stack:
        copies = [_copy(Path(folder), size, learners[0]) for size in SIZES]
        costs: dict[str, list[Cost]] = {name: [] for name in requests}
        for variables in copies:
            server = stack.enter_context(running(variables))
            for name, asked in requests.items():
                page = Page(name, cycle(asked), REPEAT)
                page.look(server)
                costs[name].append(Cost(server, page, process))
        for _ in range(ROUNDS):
            for name in requests:
                for cost in costs[name]:
                    cost.measure()
    return _show(costs)


def _fill() -> tuple[list[User], dict[str, list[Request]]]:
    """Make the installation that is copied; return who learns in it (the first is the crowd's model), what is asked."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_demo", verbosity=0)
    translation.activate("ar")
    course = Course.objects.get(slug=COURSE)
    learners = [enrolled(number, course) for number in range(LEARNERS)]
    for learner in learners:
        record(learner, _events(course, HISTORY))
    certificate = certificate_of(learners[0], course)
    module = course.contents["ar"]["modules"][0]
    lesson = next(item["slug"] for item in module["items"] if item["kind"] != "quiz")
    requests = {
        "lesson": [_get(reverse("courses:lesson", args=(course.slug, module["slug"], lesson)), learners[1])],
        "my learning": [_get(reverse("learning:my_learning"), learners[1])],
        f"ingest of {BATCH}": list(_batches(course, learners[2:])),
        "verify": [
            Request("GET", reverse("certificates:verify", args=[certificate.serial]), {"Accept-Language": "ar"})
        ],
    }
    connection.close()
    return learners, requests


def _get(path: str, user: User) -> Request:
    return Request("GET", path, signed_in(user))


def _batches(course: Course, learners: Sequence[User]) -> Iterator[Request]:
    """Yield enough batches for all rounds, no event of them twice."""
    headers = {user.pk: signed_in(user) for user in learners}
    for number in range(ROUNDS * REPEAT + 2):
        user = learners[number % len(learners)]
        events = [
            {"uuid": str(event.event_uid), "item": str(event.item_uid), "kind": event.kind, "body": dict(event.body)}
            for event in _events(course, BATCH)
        ]
        more = {"Content-Type": "application/json", "X-CSRFToken": headers[user.pk]["Cookie"].rpartition("=")[2]}
        yield Request("POST", "/api/v1/progress/", headers[user.pk] | more, json.dumps({"events": events}))


def _events(course: Course, count: int) -> list[Event]:
    """Return new events spread over the lessons of the course."""
    lessons = [place for place in course.in_language("ar").items if not place.is_quiz]
    now = timezone.now()
    return [
        Event(
            uuid.uuid4(),
            uuid.UUID(lessons[number % len(lessons)].uid),
            "active",
            {"seconds": 30},
            now - datetime.timedelta(minutes=number),
        )
        for number in range(count)
    ]


def _copy(folder: Path, size: int, model: User) -> dict[str, str]:
    """Copy the installation, let a crowd into it that makes `size` events, and return the variables that lead there."""
    before = connection.settings_dict["NAME"]
    copy = _copy_database(folder, size)
    connection.settings_dict["NAME"] = copy
    multiply(model.pk, size)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    connection.close()
    connection.settings_dict["NAME"] = before
    if connection.vendor == "postgresql":
        return {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{copy}").geturl()}
    return {"KAFAAT_VAR": str(Path(copy).parent)}


def _copy_database(folder: Path, size: int) -> str:
    """Return the name of a copy of the database; an SQLite file lies in a copy of its data folder."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    source = str(connection.settings_dict["NAME"])
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copytree(Path(source).parent, folder / str(size))
        return str(folder / str(size) / Path(source).name)
    with connection._nodb_cursor() as cursor:  # noqa: SLF001 (what Django's own test databases use)
        cursor.execute(f"CREATE DATABASE growth_{size:d} TEMPLATE {source}")
    return f"growth_{size:d}"


def _show(costs: dict[str, list[Cost]]) -> int:
    print(f"{'CPU ms at':14}" + "".join(f"{size:>12,}" for size in SIZES) + f"{'most / least':>14}")
    worst = 0.0
    for name, sizes in costs.items():
        ratio = max(cost.milliseconds for cost in sizes) / sizes[0].milliseconds
        worst = max(worst, ratio)
        print(f"{name:14}" + "".join(f"{cost.milliseconds:12.2f}" for cost in sizes) + f"{ratio:14.2f}")
    print(f"\nworst {worst:.2f}, at most {LIMIT}: {'ok' if worst <= LIMIT else 'FAILED'}")
    return int(worst > LIMIT)
