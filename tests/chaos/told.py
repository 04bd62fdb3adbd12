"""What a story came to."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.chaos.counting import Count


@dataclass
class Told:
    """The count; of each process how many kills counted and were tried; how the platform answered; what went wrong.

    A problem is not a loss: it says that the story did not happen as it should, and so proves nothing. `findings` are
    what the platform's own commands say is not whole.
    """

    count: Count = field(default_factory=Count)
    hits: Counter[str] = field(default_factory=Counter)
    tries: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    problems: Sequence[str] = ()
    findings: Sequence[str] = ()

    def __str__(self) -> str:
        answers = ", ".join(f"{number} {what}" for what, number in sorted(self.answers.items()))
        kills = ", ".join(f"{what} {self.hits[what]} of {number}" for what, number in self.tries.items())
        parts = [
            str(self.count),
            f"answers: {answers}",
            f"kills that count: {kills}" if kills else "",
            *self.problems,
            *self.findings,
        ]
        return "; ".join(part for part in parts if part)

    def as_json(self) -> str:
        return json.dumps({**vars(self), "count": vars(self.count)})

    @classmethod
    def from_json(cls, text: str) -> "Told":
        read = json.loads(text)
        counters = {name: Counter(read[name]) for name in ("hits", "tries", "answers")}
        count = Count(**{name: Counter(numbers) for name, numbers in read["count"].items()})
        return cls(count=count, problems=read["problems"], findings=read["findings"], **counters)
