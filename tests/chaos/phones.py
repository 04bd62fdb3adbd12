"""Phones that learn on a bad line. `python -m tests.chaos.phones PLAN` runs them until all is accepted.

A phone has two tabs that share one outbox. An event stays in the outbox until an answer that was heard names it as
accepted; until then it is sent again, whatever happened: no connection, an error, an answer lost on the way.
What the phones did goes into a journal, a line of JSON each, before it is done.
"""

import datetime
import http.client
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
OK = 200
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
        self.outbox = {event["uuid"]: event for event in self._life()}
        for event in self.outbox.values():
            journal.write(what="happened", phone=number, learner=self.person["learner"], **event)

    def _life(self) -> Iterator[dict[str, Any]]:
        """Yield what the learner does: course after course, item after item, each moment its own."""
        items = [item for course in self.person["courses"].values() for item in course]
        moment = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)
        for place, item in enumerate(items):
            share = self.plan.events * (place + 1) // len(items) - self.plan.events * place // len(items)
            for number in range(share):
                kind, body = ("read", {}) if number == share - 1 else MEANWHILE[number % len(MEANWHILE)]
                moment += datetime.timedelta(milliseconds=self.chance.randint(1_000, 9_000))
                name = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
                yield {"uuid": name, "item": item, "kind": kind, "body": body, "client_at": moment.isoformat()}

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
        with self.lock:
            batch = list(self.outbox.values())[: self.chance.randint(1, 6)]
            is_dropped = self.chance.random() < self.plan.dropped
        if not batch:
            return
        headers = {
            "Cookie": self.person["cookie"], "X-CSRFToken": self.person["token"], "Content-Type": "application/json",
        }  # fmt: skip
        connection.request("POST", PATH, json.dumps({"events": batch}), headers)
        response = connection.getresponse()
        content = response.read()
        if is_dropped:
            self.journal.write(what="dropped", status=response.status)
            return
        self.journal.write(what="answered", status=response.status)
        if response.status == OK:
            self._hear(json.loads(content))

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
