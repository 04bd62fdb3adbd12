"""A story of chaos as it goes on: phones that learn, processes that are killed, the count at its end."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis

from tests.chaos.counting import Count, count, read_journal
from tests.chaos.markers import Witness
from tests.chaos.phones import Plan, write_plan
from tests.chaos.stage import Stage
from tools.processes import end_with_parent
from tools.setup import ROOT
from tools.steps import say

DROPPED = 0.15
# Of each process; a kill that comes too early or too late does not count.
TRIES = 12


@dataclass
class Story:
    """A story as it goes on: its stage, its phones, what was seen."""

    stage: Stage
    witness: Witness
    people: Sequence[Mapping[str, Any]]
    events: int
    phones: subprocess.Popen[bytes] | None = None
    hits: Counter[str] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)

    @property
    def journal(self) -> Path:
        return self.stage.var / "journal"

    def say(self, words: str) -> None:
        say(f"    {time.monotonic() - self.began:5.1f} s  {words}")

    def learn(self, *, seconds: float) -> None:
        """Let the phones begin, in a process of their own; without chaos they would take that long."""
        each = self.events // len(self.people)
        plan = Plan(
            port=self.stage.port,
            people=self.people,
            events=each,
            pace=6 * seconds / each,
            dropped=DROPPED,
            deadline=time.time() + 2 * seconds + 60,
            journal=str(self.journal),
        )
        write_plan(plan, self.stage.var / "plan")
        self.phones = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.phones", str(self.stage.var / "plan")],
            cwd=ROOT,
            preexec_fn=end_with_parent,  # noqa: PLW1509 (one thread, and nothing but a system call)
        )

    def wait_for_share(self, share: float) -> None:
        """Wait until that share of the events is stored, or the phones have ended."""
        while self.phones and self.phones.poll() is None:
            (stored,) = self.witness.ask("SELECT count(*) FROM learning_progressevent")[0]
            if int(str(stored)) >= share * self.events:
                return
            self.revive()
            time.sleep(0.05)

    def revive(self) -> None:
        for name in self.stage.revive():
            self.say(f"{name} had ended by itself and was started again")

    def kill(self, what: str, act: Callable[[], tuple[bool, str]]) -> None:
        """Kill until a kill counts, a few times at most; what was killed is started again each time."""
        while self.tries[what] < TRIES and self.phones and self.phones.poll() is None:
            cut = self.cut()
            is_hit, words = act()
            self.tries[what] += 1
            self.hits[what] += is_hit
            time.sleep(0.3)
            self.say(f"{what} killed: {words}; {self.cut() - cut} requests cut{'' if is_hit else ' (does not count)'}")
            self.stage.revive()
            if is_hit:
                return

    def cut(self) -> int:
        """Return how many requests were under way when the server went."""
        lines = (line for line in read_journal(self.journal) if line["what"] == "no answer")
        return sum(line["why"] != "ConnectionRefusedError" for line in lines)

    def answers(self) -> Counter[str]:
        """Return how often the platform answered with which status, and how many answers the line lost."""
        lines = [line for line in read_journal(self.journal) if line["what"] in {"answered", "dropped"}]
        dropped = sum(line["what"] == "dropped" for line in lines)
        return Counter(str(line["status"]) for line in lines) + Counter({"dropped": dropped})

    def wait_for_phones(self) -> None:
        if self.phones is None or self.phones.returncode is not None:
            return
        while self.phones.poll() is None:
            self.revive()
            time.sleep(0.2)
        self.say("the phones have ended")

    def wait_until_whole(self, *, patience: float) -> None:
        """Wait until nothing is lost any more and nothing is queued, or time is over."""
        deadline = time.monotonic() + patience
        while not (self.count().is_clean and self.is_queue_empty()) and time.monotonic() < deadline:
            self.revive()
            time.sleep(0.5)

    def end(self, *, patience: float) -> Count:
        """Let the phones end and the platform mend what it can within `patience` seconds; then count."""
        self.wait_for_phones()
        self.wait_until_whole(patience=patience)
        time.sleep(1)  # for what might still be made twice
        self.say("the end")
        return self.count()

    def count(self) -> Count:
        return count(self.witness, self.people, read_journal(self.journal), self.stage.var)

    def is_queue_empty(self) -> bool:
        return not redis.Redis.from_url(os.environ["REDIS_URL"]).llen("celery")
