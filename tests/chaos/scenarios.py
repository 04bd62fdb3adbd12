"""The stories: one with everything, and for each protection one in which it alone stands between chaos and a loss."""

import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.markers import Witness
from tests.chaos.stage import Stage, stage
from tests.chaos.story import Story
from tests.chaos.told import Told
from tools.servers import Server
from tools.steps import say

WEB, WORKER, POOL = "web", "worker", "drawing process"
# What the platform itself says of its progress and certificates.
CHECKS = ("reconcile", "rebuild_progress")


@dataclass(frozen=True)
class Scenario:
    """A story: who learns how much, what runs, what happens meanwhile, how long a loss may take to be mended."""

    title: str
    happens: Callable[[Story], None]
    processes: Sequence[str] = ("web", "worker")
    phones: int = 4
    courses: int = 3
    events: int = 240
    patience: float = 20
    kills: Mapping[str, int] = field(default_factory=dict)
    is_stormy: bool = False

    def problems(self, story: Story) -> list[str]:
        """Return in words what did not happen as this story wants it."""
        missing = [
            f"only {story.hits[what]} kills of the {what} count, not {number}"
            for what, number in self.kills.items()
            if story.hits[what] < number
        ]
        errors = [f"an answer {status}" for status in story.answers() if status not in {"200", "302", "dropped"}]
        gave_up = ["the phones gave up"] if story.phones is None or story.phones.returncode else []
        return [*missing, *gave_up, *(errors if not self.is_stormy else [])]


def run_checks(set_up: Stage) -> list[str]:
    """Let the platform look for itself whether all is whole; return what it says is not."""
    findings = []
    for command in CHECKS:
        done = set_up.manage(command, "--check")
        say(f"    manage.py {command} --check ended with {done.returncode}")
        findings += [f"{command} --check: {done.stdout}{done.stderr}".strip()] if done.returncode else []
    return findings


def tell(name: str, scenario: Scenario, folder: Path, *, is_checked: bool = True) -> Told:
    """Tell the story on a new stage to its end, and count; let the platform say too whether all is whole."""
    say(f"\n  {name}: {scenario.title}")
    with stage(folder) as set_up:
        people = set_up.seed(phones=scenario.phones, courses=scenario.courses)
        set_up.start(*scenario.processes)
        story = Story(set_up, Witness(set_up), people, scenario.events)
        scenario.happens(story)
        count = story.end(patience=scenario.patience)
        findings = run_checks(set_up) if is_checked else []
        return Told(count, story.hits, story.tries, story.answers(), scenario.problems(story), findings)


def storm(postgres: Server, broker: Server) -> Scenario:
    """Return the story in which everything happens, to these servers too."""

    def happens(story: Story) -> None:
        story.learn(seconds=45)
        acts: list[tuple[float, Callable[[], None]]] = [
            (0.06, lambda: story.kill(WEB, story.witness.kill_web)),
            (0.16, lambda: story.kill(WORKER, story.witness.kill_worker)),
            (0.28, lambda: _stop_broker(story, broker)),
            (0.40, lambda: story.kill(WEB, story.witness.kill_web)),
            (0.50, lambda: story.kill(WORKER, story.witness.kill_worker)),
            (0.60, lambda: _restart_database(story, postgres)),
            (0.70, lambda: story.kill(WEB, story.witness.kill_web)),
            (0.80, lambda: story.kill(WORKER, story.witness.kill_worker)),
            (0.86, lambda: story.kill(POOL, story.witness.kill_pool)),
        ]
        for share, act in acts:
            story.wait_for_share(share)
            act()

    return Scenario(
        "everything at once",
        happens,
        processes=("beat", "worker", "web"),
        phones=8,
        courses=6,
        events=2_000,
        patience=150,
        kills={WEB: 3, WORKER: 3},
        is_stormy=True,
    )


def _stop_broker(story: Story, broker: Server) -> None:
    broker.end(signal.SIGKILL)
    story.say("broker stopped; it keeps nothing")
    time.sleep(3)
    broker.start()
    story.say("broker started")


def _restart_database(story: Story, postgres: Server) -> None:
    postgres.end(signal.SIGQUIT)
    story.say("database stopped at once, as by a crash")
    time.sleep(1)
    postgres.start()
    story.witness.reconnect()
    story.say("database started")


def _bad_line(story: Story) -> None:
    story.learn(seconds=6)


def _drawing_killed(story: Story) -> None:
    story.learn(seconds=8)
    for share in (0.2, 0.5):
        story.wait_for_share(share)
        story.kill(POOL, story.witness.kill_pool)


def _worker_killed(story: Story) -> None:
    story.learn(seconds=8)
    for share in (0.2, 0.5):
        story.wait_for_share(share)
        story.kill(WORKER, story.witness.kill_worker)


def _files_lost(story: Story) -> None:
    story.learn(seconds=6)
    story.wait_for_phones()
    story.wait_until_whole(patience=30)
    gone, cut, *_others = sorted((story.stage.var / "certificates").glob("*/*/*.pdf"))
    gone.unlink()
    cut.write_bytes(cut.read_bytes()[:1000])
    story.say("the disk lost a file and half of another")
    done = story.stage.manage("reconcile")
    story.say(f"manage.py reconcile: {' '.join(done.stdout.splitlines()[-1:])}")


SCENARIOS = {
    "bad-line": Scenario("15 % of the answers are dropped", _bad_line),
    "drawing-killed": Scenario(
        "the drawing process is killed while the clock is down", _drawing_killed, kills={POOL: 2}
    ),
    "worker-killed": Scenario(
        "the whole worker is killed",
        _worker_killed,
        processes=("beat", "worker", "web"),
        patience=75,
        kills={WORKER: 2},
    ),
    "files-lost": Scenario(
        "drawn files are lost, and all that runs by the minute is up",
        _files_lost,
        processes=("beat", "worker", "web"),
        patience=70,
    ),
}
