import datetime
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evaluation import evaluate, is_done

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Known:
    settled_at: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None
    active_seconds: int = 0
    played_seconds: int = 0


DONE, SEEN = Known(NOW), Known()


def item(uid: str, *, weight: int = 1, required: bool = True, rule: str = "read") -> dict[str, Any]:
    policy = {"pass_mark": 60, "attempts": 3, "draw": None} if rule == "passed" else None
    kind = "quiz" if rule == "passed" else "text"
    return {"uid": uid, "kind": kind, "weight": weight, "required": required, "rule": rule, "policy": policy}


outlines = st.lists(
    st.builds(
        lambda uid, weight, required: item(str(uid), weight=weight, required=required),
        st.uuids(),
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=20,
    unique_by=lambda each: each["uid"],
)


@given(outlines, st.data())
def test_evaluate_says_100_exactly_when_nothing_remains(outline: list[dict[str, Any]], data: st.DataObject) -> None:
    known = data.draw(st.lists(st.sampled_from([None, SEEN, DONE]), min_size=len(outline), max_size=len(outline)))
    states = {each["uid"]: state for each, state in zip(outline, known, strict=True) if state}

    evaluation = evaluate(outline, states)

    assert 0 <= evaluation.percent <= 100
    assert evaluation.complete == (evaluation.percent == 100)
    assert evaluation.complete == (bool(outline) and not evaluation.remaining)
    assert evaluation.counted_done + len(evaluation.remaining) == evaluation.counted


@given(outlines, st.data())
def test_evaluate_never_goes_back_when_more_is_done(outline: list[dict[str, Any]], data: st.DataObject) -> None:
    uids = [each["uid"] for each in outline]
    some = data.draw(st.sets(st.sampled_from(uids))) if uids else set()
    more = some | (data.draw(st.sets(st.sampled_from(uids))) if uids else set())

    before = evaluate(outline, dict.fromkeys(some, DONE))
    after = evaluate(outline, dict.fromkeys(more, DONE))

    assert after.percent >= before.percent
    assert set(after.remaining) <= set(before.remaining)


def test_evaluate_never_goes_back_when_items_are_waived_and_never_gives_all_away() -> None:
    outline = [item("a"), item("b"), item("c")]

    assert evaluate(outline, {"a": DONE}, waived={"b"}).percent == 50
    assert evaluate(outline, {"a": DONE}, waived={"a"}).percent == 33
    assert evaluate(outline, {"a": DONE}, waived={"b", "c"}).complete
    assert evaluate(outline, {}, waived={"a", "b", "c"}).percent == 0


@pytest.mark.parametrize(
    ("rule", "policy", "known", "expected"),
    [
        ("studied", {"seconds": 60}, Known(ended_at=NOW, active_seconds=60), True),
        ("studied", {"seconds": 60}, Known(ended_at=NOW, active_seconds=59), False),
        ("studied", {"seconds": 60}, Known(active_seconds=600), False),
        ("watched", {"length": 100, "share": 80}, Known(played_seconds=80), True),
        ("watched", {"length": 100, "share": 80}, Known(played_seconds=79, ended_at=NOW), False),
        ("watched", {"length": 100, "share": 80}, Known(settled_at=NOW), True),
        ("watched", {"length": 0, "share": 80}, Known(), False),
        ("opened", {}, Known(ended_at=NOW, active_seconds=60), False),
        ("opened", {}, Known(settled_at=NOW), True),
        ("read", {}, Known(ended_at=NOW, active_seconds=999), False),
        ("passed", {"pass_mark": 60}, Known(active_seconds=999), False),
    ],
)
def test_item_is_done_by_the_rule_of_the_version(
    rule: str, policy: dict[str, int], known: Known, *, expected: bool
) -> None:
    assert is_done({"rule": rule, "policy": policy}, known) is expected


def test_evaluate_floors_and_weighs() -> None:
    outline = [item("a"), item("b"), item("c", weight=4)]

    assert evaluate(outline, {"a": DONE}).percent == 16
    assert evaluate(outline, {"c": DONE}).percent == 66


def test_evaluate_does_not_count_what_is_optional() -> None:
    outline = [item("a"), item("b", required=False)]

    evaluation = evaluate(outline, {"a": DONE})

    assert (evaluation.percent, evaluation.complete, evaluation.remaining) == (100, True, ())


def test_evaluate_of_an_outline_without_required_items_asks_for_all() -> None:
    outline = [item("a", required=False), item("b", required=False)]

    assert evaluate(outline, {"a": DONE}).percent == 50
    assert evaluate(outline, {"a": DONE, "b": DONE}).complete


def test_evaluate_of_nothing_is_never_complete() -> None:
    assert evaluate([], {}).percent == 0
    assert not evaluate([], {}).complete
