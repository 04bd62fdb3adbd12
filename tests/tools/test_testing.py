import pytest

from tools import debian
from tools.checks import Check, Outcome, run
from tools.suites import Counts, Suite
from tools.suites import run as run_suite
from tools.testing import Report, main, report_tools


def test_check_fails_with_the_words_of_its_command() -> None:
    outcome = run(Check("one", [["sh", "-c", "echo what is wrong >&2; exit 3"]]))

    assert not outcome.is_passed
    assert outcome.output == "what is wrong\n"


def test_check_passes_its_variables_and_hides_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere")

    outcome = run(
        Check("one", [["sh", "-c", "echo $GIVEN${DATABASE_URL-hidden}"]], {"GIVEN": "x", "DATABASE_URL": None})
    )

    assert outcome.output == "xhidden\n"


def test_summary_ends_with_the_counts_and_fails_with_a_check(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.testing.checks", lambda **_: [Check("lint", [["true"]]), Check("types", [["false"]])])
    monkeypatch.setattr("tools.testing.suites", lambda **_: [Suite("sqlite", "", {})])
    monkeypatch.setattr(
        "tools.testing.run_suite", lambda *_args, **_options: (Outcome("sqlite", is_passed=True, seconds=1), Counts(7))
    )

    status = main(["--without", "postgresql", "--without", "journeys"])

    assert status == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "7 passed, 1 failed"
    assert any(line.startswith("  types        FAILED") for line in lines)
    assert "  journeys     left out (--without journeys)" in lines


def test_nothing_checked_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "no such check"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 0 failed"


def test_chaos_tells_the_stories_that_are_named() -> None:
    assert main(["--chaos", "--only", "no such story"]) == 2


def test_suite_without_tests_is_a_failure() -> None:
    outcome, counts = run_suite(
        Suite("none", "long and not long", {}, ["tests/tools/test_translations.py", "--numprocesses=0"])
    )

    assert not outcome.is_passed
    assert counts == Counts()


def test_libraries_are_looked_for_as_programs_are(monkeypatch: pytest.MonkeyPatch) -> None:
    there = [debian.Tool("sh", "dash", "a test"), debian.Tool("libc.so.6", "libc6", "a test")]
    absent = [debian.Tool("no-such-program", "a", "a test"), debian.Tool("libnosuch.so.1", "b", "a test")]
    monkeypatch.setattr(debian, "TOOLS", [*there, *absent])

    assert debian.missing() == absent


def test_missing_tool_fails_unless_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = debian.Tool("no-such-program", "no-such-package", "a test")
    monkeypatch.setattr(debian, "TOOLS", [tool])
    monkeypatch.setattr(debian, "install", lambda _packages: "not to be had")
    named, left_out = Report(), Report()

    report_tools(named, [])
    report_tools(left_out, ["no-such-package"])

    assert [outcome.is_passed for outcome in named.outcomes] == [False]
    assert "--without no-such-package" in named.outcomes[0].output
    assert left_out.outcomes == []
