"""What an item asks of a learner before it counts as done, and how far they are in it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from learning.evaluation import Known


@dataclass(frozen=True, slots=True)
class Asked:
    """The rule of an item; what it needs and what there is of it: seconds (studied) or a percentage (watched)."""

    rule: str
    needed: int = 0
    so_far: int = 0


def asked_by(item: Mapping[str, Any], state: Known | None) -> Asked:
    """Return what an item of an outline asks, given what is known of it."""
    rule, policy = item["rule"], item["policy"]
    if rule == "studied":
        return Asked(rule, policy["seconds"], state.active_seconds if state else 0)
    if rule == "watched":
        played = state.played_seconds if state else 0
        return Asked(rule, policy["share"], min(100, 100 * played // policy["length"]))
    return Asked(rule)
