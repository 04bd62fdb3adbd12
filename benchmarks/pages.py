"""What pages cost: requests per second, CPU, statements, each as a multiple of the floor; certificates per second."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from accounts.sessions import SessionStore
from benchmarks.drawing import certificates_per_second
from benchmarks.server import Server, running
from certificates.issuing import holder_for, issue
from certificates.models import Certificate
from courses.models import Course
from learning.enrolment import enrol

LEARNERS = 40
ROUNDS = 10
COURSE = "creating-an-association"


@dataclass(frozen=True)
class Request:
    """One request as a browser sends it."""

    method: str
    path: str
    headers: dict[str, str]
    body: str = ""


@dataclass
class Page:
    """A page, its requests, and what they cost so far (seconds)."""

    name: str
    requests: Iterator[Request]
    repeat: int
    statements: str = ""
    size: int = 0
    seconds: float = 0
    cpu: float = 0

    def look(self, server: Server) -> None:
        """Ask once with caches cold and once with them warm, and count statements."""
        replies = []
        for _ in range(2):
            request = next(self.requests)
            headers = {**request.headers, "X-Count-Statements": "1"}
            replies.append(server.ask(request.method, request.path, headers, request.body))
        if any(reply.status >= 400 for reply in replies):  # noqa: PLR2004 (HTTP)
            raise RuntimeError(f"{self.name} answered {[reply.status for reply in replies]}")
        self.statements = " / ".join(reply.headers.get("x-statements", "0") for reply in replies)
        self.size = len(replies[0].body)

    def measure(self, server: Server) -> None:
        """Ask a round's share of the requests."""
        cpu, start = server.cpu_seconds(), time.perf_counter()
        for _ in range(self.repeat // ROUNDS):
            request = next(self.requests)
            server.ask(request.method, request.path, request.headers, request.body)
        self.seconds += time.perf_counter() - start
        self.cpu += server.cpu_seconds() - cpu


def main() -> int:
    """Fill an installation, measure, print a table."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_demo", verbosity=0)
    translation.activate("ar")
    pages = _pages()
    with running() as server:
        for page in pages:
            page.look(server)
        # A machine is now faster and now slower: in rounds, each page meets the same moments as the floor.
        for _ in range(ROUNDS):
            for page in pages:
                page.measure(server)
    _show(pages)
    print(f"\ncertificates: {certificates_per_second():.0f} per second and core")
    return 0


def _pages() -> list[Page]:
    course = Course.objects.get(slug=COURSE)
    learners = [enrolled(number, course) for number in range(LEARNERS)]
    lessons = [
        (course.slug, module["slug"], item["slug"])
        for module in course.contents["ar"]["modules"]
        for item in module["items"]
        if item["kind"] != "quiz"
    ]
    lesson, visitor = reverse("courses:lesson", args=lessons[0]), {"Accept-Language": "ar"}
    mine = signed_in(learners[0])
    certificate = certificate_of(learners[0], course)
    done = [_post(reverse("learning:done", args=place), learner) for learner in learners[1:] for place in lessons[:-1]]
    plans = [
        ("floor", [Request("GET", "/floor/", {})], 1500),
        ("home", [Request("GET", "/ar/", visitor)], 300),
        ("catalogue", [Request("GET", reverse("courses:catalogue"), visitor)], 300),
        ("catalogue signed in", [Request("GET", reverse("courses:catalogue"), mine)], 200),
        ("course signed in", [Request("GET", reverse("courses:course", args=[course.slug]), mine)], 200),
        ("lesson signed in", [Request("GET", lesson, mine)], 200),
        ("my learning", [Request("GET", reverse("learning:my_learning"), mine)], 200),
        ("mark done", done, len(done) - 2),
        ("verify", [Request("GET", reverse("certificates:verify", args=[certificate.serial]), visitor)], 300),
    ]
    return [Page(name, cycle(requests), repeat) for name, requests, repeat in plans]


def enrolled(number: int, course: Course) -> User:
    """Return a new learner who takes the course."""
    user = User.objects.create(
        email=f"bench{number}@example.org",
        password="!",  # noqa: S106 (an unusable password)
        name_ar="أمينة بوڨرة",
        name_latin="Amina Bouguerra",
        names_confirmed_at=timezone.now(),
    )
    enrol(user, course)
    return user


def signed_in(user: User) -> dict[str, str]:
    """Return the headers of a browser in which the person is signed in."""
    # A browser sends both cookies back; without the second one each page would make a new secret.
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.sessions.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: _get_new_csrf_string()}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def _post(path: str, user: User) -> Request:
    headers = signed_in(user)
    token = headers["Cookie"].rpartition("=")[2]
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return Request("POST", path, headers, f"csrfmiddlewaretoken={token}")


def certificate_of(user: User, course: Course) -> Certificate:
    """Return a certificate of the course for the learner, however far they are."""
    words = {"course": "x", "issuer": "y", "signatory_name": "", "signatory_title": ""}
    today = timezone.localdate().isoformat()
    facts = {"hours": 2, "completed_on": today, "issued_on": today, "specimen": True}
    return issue(
        holder=holder_for(user),
        subject_uid=course.uid,
        kind="completion",
        facts={"ar": words, "fr": words, "en": words, **facts},
    )


def _show(pages: list[Page]) -> None:
    floor = pages[0].cpu / pages[0].repeat
    print(f"{'page':22} {'req/s':>7} {'CPU ms':>8} {'x floor':>8} {'statements':>12} {'gzipped':>8}")
    print(f"{'':22} {'':>7} {'':>8} {'':>8} {'cold / warm':>12}")
    for page in pages:
        asked = page.repeat // ROUNDS * ROUNDS
        cpu = page.cpu / asked
        print(
            f"{page.name:22} {asked / page.seconds:7.0f} {cpu * 1000:8.2f} {cpu / floor:8.1f} "
            f"{page.statements:>12} {page.size:8}"
        )
