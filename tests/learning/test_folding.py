import datetime

from hypothesis import given
from hypothesis import strategies as st

from learning.folding import LONGEST_DELAY, Fact, fold, moment

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)

moments = st.integers(0, 10_000).map(lambda seconds: NOW + datetime.timedelta(seconds=seconds))
graded = st.builds(
    lambda at, score: Fact("graded", at, {"score": score, "is_passed": score >= 60}), moments, st.integers(0, 100)
)
plain = st.builds(lambda at, kind: Fact(kind, at, {}), moments, st.sampled_from(["opened", "read"]))
histories = st.lists(plain | graded, max_size=12)


@given(st.data(), histories)
def test_fold_is_the_same_in_any_order_repetition_and_split(data: st.DataObject, facts: list[Fact]) -> None:
    shuffled = data.draw(st.permutations(facts + facts[: len(facts) // 2]))
    cut = data.draw(st.integers(0, len(shuffled)))

    in_two = fold(fold(None, shuffled[:cut]), shuffled[cut:])

    assert in_two == fold(None, facts)


@given(histories, histories)
def test_fold_only_grows(before: list[Fact], later: list[Fact]) -> None:
    first = fold(None, before)

    second = fold(first, later)

    if first is not None:
        assert second is not None
        assert second.first_seen_at <= first.first_seen_at
        assert first.done_at is None or (second.done_at is not None and second.done_at <= first.done_at)
        assert first.best_score is None or (second.best_score is not None and second.best_score >= first.best_score)


def test_fold_of_nothing_is_nothing() -> None:
    assert fold(None, []) is None


def test_fold_keeps_the_best_score_and_the_first_pass() -> None:
    hour = datetime.timedelta(hours=1)
    failed = Fact("graded", NOW, {"score": 40, "is_passed": False})
    passed = Fact("graded", NOW + hour, {"score": 80, "is_passed": True})
    worse = Fact("graded", NOW + 2 * hour, {"score": 60, "is_passed": True})

    state = fold(None, [worse, failed, passed])

    assert state is not None
    assert (state.first_seen_at, state.best_score, state.done_at) == (NOW, 80, NOW + hour)


def test_moment_is_clamped_to_what_can_be_true() -> None:
    hour = datetime.timedelta(hours=1)

    assert moment(None, NOW) == NOW
    assert moment(NOW - hour, NOW) == NOW - hour
    assert moment(NOW + hour, NOW) == NOW
    assert moment(NOW - 400 * 24 * hour, NOW) == NOW - LONGEST_DELAY
