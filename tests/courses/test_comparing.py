"""What became of each item between two outlines."""

from typing import Any

import pytest

from courses import comparing
from courses.comparing import Change

Json = dict[str, Any]


def item(uid: str, module: str = "m", **other: Any) -> Json:
    facts = {"kind": "text", "weight": 1, "required": True, "rule": "read", "policy": {}}
    return {"uid": uid, "module_uid": module, **facts, **other}


def question(uid: str, *right: str, prompt: str = "?") -> Json:
    options = [{"uid": option, "is_correct": option in right} for option in "xyz"]
    return {"uid": uid, "kind": "single", "prompt": {"ar": prompt}, "options": options}


@pytest.mark.parametrize(
    ("after", "found", "proposed"),
    [
        ("a b c", {}, "editorial"),
        ("a b c d", {"d": [Change.NEW]}, "additive"),
        ("a c", {"b": [Change.LEFT_OUT]}, "substantive"),
        ("c a b", {"c": [Change.MOVED]}, "editorial"),
        ("d c a", {"d": [Change.NEW], "c": [Change.MOVED], "b": [Change.LEFT_OUT]}, "substantive"),
    ],
)
def test_items_are_found_new_left_out_and_moved(after: str, found: dict[str, list[Change]], proposed: str) -> None:
    before, now = [item(uid) for uid in "abc"], [item(uid) for uid in after.split()]

    differences = comparing.differences(before, now, keys_before={}, keys_after={})

    # Of two that changed places, either may be called the one that moved.
    assert {uid: changes for uid, changes in differences.items() if changes != [Change.MOVED]} == {
        uid: changes for uid, changes in found.items() if changes != [Change.MOVED]
    }
    assert sum(changes == [Change.MOVED] for changes in differences.values()) == sum(
        changes == [Change.MOVED] for changes in found.values()
    )
    assert comparing.propose(before, now, keys_before={}, keys_after={}) == proposed


def test_item_in_another_module_is_moved() -> None:
    before, after = [item("a"), item("b")], [item("a"), item("b", "other")]

    assert comparing.differences(before, after, keys_before={}, keys_after={}) == {"b": [Change.MOVED]}


@pytest.mark.parametrize("change", [{"rule": "studied"}, {"policy": {"seconds": 9}}, {"required": False}])
def test_other_rule_is_substantive(change: Json) -> None:
    before, after = [item("a")], [item("a", **change)]

    assert comparing.differences(before, after, keys_before={}, keys_after={}) == {"a": [Change.RULE]}
    assert comparing.propose(before, after, keys_before={}, keys_after={}) == "substantive"


@pytest.mark.parametrize(
    ("after", "changes", "proposed"),
    [
        ([question("q", "x")], [], "editorial"),
        ([question("q", "x", prompt="!")], [Change.WORDING], "editorial"),
        ([question("q", "y")], [Change.KEY], "substantive"),
        ([question("q", "x"), question("p", "x")], [Change.QUESTIONS], "substantive"),
        ([question("p", "x")], [Change.QUESTIONS], "substantive"),
        ([question("q", "y"), question("p", "x")], [Change.KEY, Change.QUESTIONS], "substantive"),
        ([], [Change.QUESTIONS], "substantive"),
    ],
)
def test_questions_and_their_key_are_compared(after: list[Json], changes: list[Change], proposed: str) -> None:
    outline = [item("a", kind="quiz")]
    keys: dict[str, Any] = {"keys_before": {"a": [question("q", "x")]}, "keys_after": {"a": after}}

    assert comparing.differences(outline, outline, **keys) == ({"a": changes} if changes else {})
    assert comparing.propose(outline, outline, **keys) == proposed


def test_first_version_is_no_change() -> None:
    assert comparing.propose(None, [item("a")], keys_before={}, keys_after={}) == "initial"
