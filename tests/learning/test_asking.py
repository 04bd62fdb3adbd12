from typing import Any

import pytest

from learning.asking import Asked, asked_by
from learning.models import ItemState

STUDIED = {"rule": "studied", "policy": {"seconds": 180}}
WATCHED = {"rule": "watched", "policy": {"length": 240, "share": 80}}


@pytest.mark.parametrize(
    ("item", "state", "asked"),
    [
        ({"rule": "read", "policy": {}}, ItemState(active_seconds=9), Asked("read")),
        ({"rule": "opened", "policy": {}}, None, Asked("opened")),
        (STUDIED, None, Asked("studied", 180, 0)),
        (STUDIED, ItemState(active_seconds=80), Asked("studied", 180, 80)),
        (WATCHED, None, Asked("watched", 80, 0)),
        (WATCHED, ItemState(played_seconds=84), Asked("watched", 80, 35)),
        (WATCHED, ItemState(played_seconds=191), Asked("watched", 80, 79)),
        (WATCHED, ItemState(played_seconds=241), Asked("watched", 80, 100)),
    ],
)
def test_item_asks_by_its_rule_and_says_how_far(item: dict[str, Any], state: ItemState | None, asked: Asked) -> None:
    assert asked_by(item, state) == asked
