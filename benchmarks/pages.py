"""What pages cost: requests per second, CPU, statements, each as a multiple of the floor; certificates per second."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from benchmarks.drawing import certificates_per_second
from benchmarks.server import Server, running
from certificates.issuing import holder_for, issue
from certificates.models import Certificate
from courses.models import Course
from learning.enrolment import enrol

LEARNERS = 40
COURSE = "creating-an-association"


@dataclass(frozen=True)
class Request:
    """One request as a browser sends it."""

    method: str
    path: str
    headers: dict[str, str]
    body: str = ""


@dataclass(frozen=True)
class Cost:
    """What one request of a page costs on the average."""

    name: str
    per_second: float
    cpu: float
    statements: str
    size: int


def main() -> int:
    """Fill an installation, measure, print a table."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_demo", verbosity=0)
    translation.activate("ar")
    plans = _plans()
    with running() as server:
        costs = [_measure(server, name, requests, repeat) for name, requests, repeat in plans]
    _show(costs)
    print(f"\ncertificates: {certificates_per_second():.0f} per second and core")
    return 0


def _plans() -> list[tuple[str, list[Request], int]]:
    course = Course.objects.get(slug=COURSE)
    learners = [_learner(number, course) for number in range(LEARNERS)]
    lessons = [
        (course.slug, module["slug"], item["slug"])
        for module in course.contents["ar"]["modules"]
        for item in module["items"]
        if item["kind"] != "quiz"
    ]
    lesson, visitor = reverse("courses:lesson", args=lessons[0]), {"Accept-Language": "ar"}
    mine = _signed_in(learners[0])
    certificate = _certificate(learners[0], course)
    done = [_post(reverse("learning:done", args=place), learner) for learner in learners[1:] for place in lessons[:-1]]
    return [
        ("floor", [Request("GET", "/floor/", {})], 1500),
        ("home", [Request("GET", "/ar/", visitor)], 300),
        ("catalogue", [Request("GET", reverse("courses:catalogue"), visitor)], 300),
        ("catalogue signed in", [Request("GET", reverse("courses:catalogue"), mine)], 200),
        ("course signed in", [Request("GET", reverse("courses:course", args=[course.slug]), mine)], 200),
        ("lesson signed in", [Request("GET", lesson, mine)], 200),
        ("my learning", [Request("GET", reverse("learning:my_learning"), mine)], 200),
        ("mark done", done, len(done)),
        ("verify", [Request("GET", reverse("certificates:verify", args=[certificate.serial]), visitor)], 300),
    ]


def _learner(number: int, course: Course) -> User:
    user = User.objects.create(
        email=f"bench{number}@example.org",
        password="!",  # noqa: S106 (an unusable password)
        name_ar="أمينة بوڨرة",
        name_latin="Amina Bouguerra",
        names_confirmed_at=timezone.now(),
    )
    enrol(user, course)
    return user


def _signed_in(user: User) -> dict[str, str]:
    # A browser sends both cookies back; without the second one each page would make a new secret.
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: _get_new_csrf_string()}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def _post(path: str, user: User) -> Request:
    headers = _signed_in(user)
    token = headers["Cookie"].rpartition("=")[2]
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return Request("POST", path, headers, f"csrfmiddlewaretoken={token}")


def _certificate(user: User, course: Course) -> Certificate:
    words = {"course": "x", "issuer": "y", "signatory_name": "", "signatory_title": ""}
    today = timezone.localdate().isoformat()
    facts = {"hours": 2, "completed_on": today, "issued_on": today, "specimen": True}
    return issue(
        holder=holder_for(user),
        subject_uid=course.uid,
        kind="completion",
        facts={"ar": words, "fr": words, "en": words, **facts},
    )


def _measure(server: Server, name: str, requests: list[Request], repeat: int) -> Cost:
    first = requests[0]
    cold = server.ask(first.method, first.path, {**first.headers, "X-Count-Statements": "1"}, first.body)
    if cold.status >= 400:  # noqa: PLR2004 (HTTP)
        raise RuntimeError(f"{name}: {first.path} answered {cold.status}")
    warm = server.ask(first.method, first.path, {**first.headers, "X-Count-Statements": "1"}, first.body)
    source: Iterator[Request] = cycle(requests)
    seconds, cpu = _timed(server, lambda: next(source), repeat)
    counted = [reply.headers.get("x-statements", "0") for reply in (cold, warm)]
    return Cost(name, repeat / seconds, cpu / repeat, " / ".join(counted), len(cold.body))


def _timed(server: Server, draw: Callable[[], Request], repeat: int) -> tuple[float, float]:
    cpu, start = server.cpu_seconds(), time.perf_counter()
    for _ in range(repeat):
        request = draw()
        server.ask(request.method, request.path, request.headers, request.body)
    return time.perf_counter() - start, server.cpu_seconds() - cpu


def _show(costs: list[Cost]) -> None:
    floor = costs[0]
    print(f"{'page':22} {'req/s':>7} {'CPU ms':>8} {'x floor':>8} {'statements':>12} {'bytes':>8}")
    print(f"{'':22} {'':>7} {'':>8} {'':>8} {'cold / warm':>12}")
    for cost in costs:
        print(
            f"{cost.name:22} {cost.per_second:7.0f} {cost.cpu * 1000:8.2f} {cost.cpu / floor.cpu:8.1f} "
            f"{cost.statements:>12} {cost.size:8}"
        )
