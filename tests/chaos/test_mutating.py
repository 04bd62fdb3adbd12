"""The patches that take a protection away fit the code as it is; whether each is missed, ./test --chaos finds out."""

import re

import pytest

from tests.chaos.mutating import MUTANTS, PATCHES
from tests.chaos.scenarios import SCENARIOS
from tools.setup import ROOT

HUNK = re.compile(r"^@@.*\n((?:[ +-].*\n)+)", re.MULTILINE)


def test_each_patch_has_its_story() -> None:
    assert {path.stem for path in PATCHES.glob("*.patch")} == set(MUTANTS)
    assert set(MUTANTS.values()) <= set(SCENARIOS)


@pytest.mark.parametrize("protection", MUTANTS)
def test_patch_takes_away_what_is_there(protection: str) -> None:
    files = re.split(r"^diff --git .*\n", (PATCHES / f"{protection}.patch").read_text(), flags=re.MULTILINE)[1:]

    changes = [(re.search(r"^\+\+\+ b/(.+)$", part, re.MULTILINE), HUNK.findall(part)) for part in files]

    assert changes
    for name, hunks in changes:
        assert name
        assert hunks
        text = (ROOT / name[1]).read_text()
        for hunk in hunks:
            assert "".join(line[1:] for line in hunk.splitlines(keepends=True) if line[0] in " -") in text
