"""Phones that learn on a bad line. `python -m tests.chaos.phones PLAN` runs them until all is accepted.

A phone has two tabs that share one outbox. An event stays in the outbox until an answer that was heard names it as
accepted; until then it is sent again, whatever happened: no connection, an error, an answer lost on the way.
What the phones did goes into a journal, a line of JSON each, before it is done.
"""

import datetime
import http.client
import itertools
import json
import random
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PATH = "/api/v1/progress/"
TABS = 2
ANSWER_PATIENCE = 10.0
OK, FOUND = 200, 302
CHANGES_OF_MIND = 3
# What a lesson may be told, but for "read", which ends it.
MEANWHILE: Sequence[tuple[str, dict[str, int]]] = [
    ("opened", {}),
    ("active", {"seconds": 5}),
    ("active", {"seconds": 3}),
    ("ended", {}),
]


@dataclass(frozen=True)
class Plan:
    """What the phones do: `people` as `seeding` prints it, `pace` the seconds between two batches of a tab."""

    port: int
    people: Sequence[Mapping[str, Any]]
    events: int
    pace: float
    dropped: float
    deadline: float
    journal: str
    seed: int = 1


class Journal:
    """Lines of JSON in one file, written at once."""

    def __init__(self, path: str) -> None:
        self.file = Path(path).open("a", buffering=1)  # noqa: SIM115 (as long as the process)
        self.lock = threading.Lock()

    def write(self, **line: Any) -> None:
        with self.lock:
            self.file.write(json.dumps(line) + "\n")


class Phone:
    """One learner's phone: the outbox in the order in which things happened, and what becomes of it."""

    def __init__(self, number: int, plan: Plan, journal: Journal) -> None:
        self.number = number
        self.plan = plan
        self.journal = journal
        self.person = plan.people[number]
        self.chance = random.Random(plan.seed * 1000 + number)
        self.lock = threading.Lock()
        self.moment = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)
        self.outbox = {each["uuid"]: each for each in self._life()}
        for each in self.outbox.values():
            if "form" not in each:
                journal.write(what="happened", phone=number, learner=self.person["learner"], **each)

    def _life(self) -> Iterator[dict[str, Any]]:
        """Yield what the learner does, course after course: lessons, then the quiz, answered and submitted."""
        courses = self.person["courses"].values()
        answers = CHANGES_OF_MIND * sum(len(course["quiz"]["questions"]) for course in courses)
        lessons = [lesson for course in courses for lesson in course["lessons"]]
        places = {lesson: place for place, lesson in enumerate(lessons)}
        rest = self.plan.events - answers
        for course in courses:
            for lesson in course["lessons"]:
                place = places[lesson]
                share = rest * (place + 1) // len(lessons) - rest * place // len(lessons)
                for number in range(share):
                    kind, body = ("read", {}) if number == share - 1 else MEANWHILE[number % len(MEANWHILE)]
                    yield self._event(lesson, kind, body)
            yield from self._quiz(course["quiz"])

    def _quiz(self, quiz: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the answers, each question wrong before it is right, and the form that submits them."""
        for question in quiz["questions"]:
            for number in range(CHANGES_OF_MIND):
                chosen = question["right" if number == CHANGES_OF_MIND - 1 else "wrong"]
                body = {"attempt": quiz["attempt"], "question": question["uid"], "options": chosen}
                yield self._event(quiz["item"], "answered", body)
        yield {"uuid": f"form {quiz['attempt']}", "form": quiz["submit"]}

    def _event(self, item: str, kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return an event at a moment of its own."""
        self.moment += datetime.timedelta(milliseconds=self.chance.randint(1_000, 9_000))
        return {
            "uuid": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)),
            "item": item,
            "kind": kind,
            "body": dict(body),
            "client_at": self.moment.isoformat(),
            "sequence": int(self.moment.timestamp() * 1000),
        }

    def live(self) -> None:
        """Send what the outbox holds until it is empty, or the time is over."""
        connection = None
        pause = self.plan.pace
        while self.outbox and time.time() < self.plan.deadline:
            time.sleep(self.chance.uniform(0, 2 * pause))
            connection = connection or http.client.HTTPConnection("127.0.0.1", self.plan.port, timeout=ANSWER_PATIENCE)
            try:
                self._send(connection)
                pause = self.plan.pace
            except (OSError, http.client.HTTPException) as error:
                self.journal.write(what="no answer", phone=self.number, why=type(error).__name__)
                connection.close()
                connection = None
                pause = min(max(pause, 0.2) * 1.5, 1.0)

    def _send(self, connection: http.client.HTTPConnection) -> None:
        """Send what is oldest: a form alone, once all before it was accepted, else a few events."""
        with self.lock:
            oldest = list(self.outbox.values())[: self.chance.randint(1, 6)]
            is_dropped = self.chance.random() < self.plan.dropped
        if not oldest:
            return
        events = list(itertools.takewhile(lambda each: "form" not in each, oldest))
        headers = {"Cookie": self.person["cookie"], "X-CSRFToken": self.person["token"]}
        if events:
            headers["Content-Type"] = "application/json"
            connection.request("POST", PATH, json.dumps({"events": events}), headers)
        else:
            connection.request("POST", oldest[0]["form"], "", headers)
        response = connection.getresponse()
        content = response.read()
        self.journal.write(what="dropped" if is_dropped else "answered", status=response.status)
        if is_dropped:
            return
        if events and response.status == OK:
            self._hear(json.loads(content))
        elif not events and response.status == FOUND:
            with self.lock:
                self.outbox.pop(oldest[0]["uuid"], None)

    def _hear(self, answer: Mapping[str, Any]) -> None:
        """Forget what was accepted; what was refused stays refused, and would be a loss."""
        for refused in answer["refused"]:
            self.journal.write(what="refused", phone=self.number, **refused)
        self.journal.write(what="accepted", phone=self.number, uuids=answer["accepted"])
        with self.lock:
            for name in [*answer["accepted"], *(refused["uuid"] for refused in answer["refused"])]:
                self.outbox.pop(name, None)


def main(arguments: Sequence[str]) -> int:
    """Run the phones of the plan in a file; return 1 when the time was over before all was accepted."""
    plan = Plan(**json.loads(Path(arguments[0]).read_text()))
    journal = Journal(plan.journal)
    phones = [Phone(number, plan, journal) for number in range(len(plan.people))]
    tabs = [threading.Thread(target=phone.live) for phone in phones for _tab in range(TABS)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    return 1 if any(phone.outbox for phone in phones) else 0


def write_plan(plan: Plan, path: Path) -> None:
    path.write_text(json.dumps(asdict(plan)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
