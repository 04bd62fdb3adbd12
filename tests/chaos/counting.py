"""What is lost and what is there twice, counted from the phones' journal, the tables and the files alone."""

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos.markers import Witness

EVENTS = "SELECT learner_id, item_uid::text, kind, client_at FROM learning_progressevent"
CERTIFICATES = """
    SELECT holder.learner_id, certificate.subject_uid::text, certificate.serial, certificate.file, certificate.sha256
    FROM certificates_certificate certificate
    JOIN certificates_certificateholder holder ON holder.uid = certificate.holder_uid
"""
ATTEMPTS = """
    SELECT attempt.uid::text, jsonb_array_length(attempt.paper), coalesce(attempt.right_answers, 0),
           (SELECT count(*) FROM learning_progressevent event
            WHERE event.learner_id = enrolment.learner_id AND event.item_uid = attempt.item_uid AND kind = 'graded')
    FROM learning_attempt attempt JOIN learning_enrolment enrolment ON enrolment.id = attempt.enrolment_id
"""


@dataclass
class Count:
    """What should be there, what of it is lost, and what is there once too often: events, certificates, files."""

    expected: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    twice: Counter[str] = field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        return not self.lost.total() and not self.twice.total()

    def risen(self) -> str:
        """Say which numbers are not 0, as they must be."""
        risen = {"lost": self.lost, "duplicated": self.twice}
        return ", ".join(f"{what} 0 -> {_words(numbers)}" for what, numbers in risen.items() if numbers.total())

    def __str__(self) -> str:
        return f"{_words(self.expected)}; lost {_words(self.lost)}; duplicated {_words(self.twice)}"


def _words(counter: Counter[str]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counter.items() if number) or "0"


def read_journal(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a journal; the last one may be in the middle of being written."""
    lines = path.read_text().splitlines(keepends=True) if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def count(
    witness: Witness, people: Sequence[Mapping[str, Any]], journal: Sequence[Mapping[str, Any]], var: Path
) -> Count:
    """Count what became of all that happened on the phones: each event once, each course's certificate, its file."""
    found = Count()
    _count_events(found, witness, journal)
    _count_grades(found, witness, people)
    _count_certificates(found, witness, people, var / "certificates")
    return found


def _count_events(found: Count, witness: Witness, journal: Iterable[Mapping[str, Any]]) -> None:
    """An event is known by what it says, not only by its name: a server that renames it has it twice all the same."""
    happened: dict[str, tuple[object, ...]] = {}
    accepted: set[str] = set()
    for line in journal:
        if line["what"] == "happened":
            moment = datetime.datetime.fromisoformat(line["client_at"])
            happened[line["uuid"]] = (line["learner"], line["item"], line["kind"], moment)
        elif line["what"] == "accepted":
            accepted.update(line["uuids"])
    rows = Counter(witness.ask(EVENTS))
    found.expected["events"] = len(happened)
    found.lost["events"] = sum(name not in accepted or not rows[what] for name, what in happened.items())
    found.twice["events"] = sum(max(0, rows[what] - 1) for what in happened.values())


def _count_grades(found: Count, witness: Witness, people: Iterable[Mapping[str, Any]]) -> None:
    """Each quiz was answered rightly in the end: whatever answer is lost, the grade shows it."""
    attempts = {str(uid): numbers for uid, *numbers in witness.ask(ATTEMPTS)}
    begun = [course["quiz"]["attempt"] for person in people for course in person["courses"].values()]
    for uid in begun:
        questions, right, graded = (int(str(number)) for number in attempts[uid])
        found.expected["answers"] += questions
        found.lost["answers"] += questions - right
        found.expected["grades"] += 1
        found.lost["grades"] += graded == 0
        found.twice["grades"] += max(0, graded - 1)
    found.twice["attempts"] = len(attempts) - len(begun)


def _count_certificates(found: Count, witness: Witness, people: Iterable[Mapping[str, Any]], folder: Path) -> None:
    certificates = witness.ask(CERTIFICATES)
    earned = [(person["learner"], course) for person in people for course in person["courses"]]
    issued = Counter((learner, course) for learner, course, *_rest in certificates)
    found.expected["certificates"] = len(earned)
    found.lost["certificates"] = sum(not issued[each] for each in earned)
    found.twice["certificates"] = sum(max(0, issued[each] - 1) for each in earned)
    found.expected["files"] = len(certificates)
    for _learner, _course, serial, name, sha256 in certificates:
        files = [path for path in folder.glob(f"*/{serial}/*") if path.is_file()]
        is_right = any(path == folder / str(name) and _hash(path) == sha256 for path in files)
        found.lost["files"] += not is_right
        found.twice["files"] += max(0, len(files) - 1)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
