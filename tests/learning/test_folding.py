import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from learning.folding import LONGEST_DELAY, MOST_ACTIVE, Fact, Spans, State, fold, moment, unite

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)

moments = st.integers(0, 20_000).map(lambda seconds: NOW + datetime.timedelta(seconds=seconds))
graded = st.builds(
    lambda at, score: Fact("graded", at, {"score": score, "is_passed": score >= 60}), moments, st.integers(0, 100)
)
plain = st.builds(
    lambda at, kind: Fact(kind, at, {}), moments, st.sampled_from(["opened", "ended", "read", "fetched", "answered"])
)
active = st.builds(lambda at, seconds: Fact("active", at, {"seconds": seconds}), moments, st.integers(1, 60))
played = st.builds(
    lambda at, start, length: Fact("played", at, {"from": start / 10, "to": (start + length) / 10}),
    moments,
    st.integers(0, 3000),
    st.integers(1, 600),
)
histories = st.lists(plain | graded | active | played, max_size=20)
spans = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30)).map(lambda pair: (pair[0], sum(pair))), max_size=12)


def active_for(seconds: int, at: datetime.datetime) -> Fact:
    return Fact("active", at, {"seconds": seconds})


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

    if first is None or second is None:
        assert first is None
        return
    assert second.first_seen_at <= first.first_seen_at
    assert (second.active_seconds, second.played_seconds) >= (first.active_seconds, first.played_seconds)
    for one, other in ((first.settled_at, second.settled_at), (first.ended_at, second.ended_at)):
        assert one is None or (other is not None and other <= one)
    assert first.best_score is None or (second.best_score is not None and second.best_score >= first.best_score)


@given(histories, histories)
def test_fold_of_an_invalidated_item_counts_what_came_after(before: list[Fact], later: list[Fact]) -> None:
    cut = Fact("invalidated", NOW + 6 * HOUR, {"reason": "copied"})
    afterwards = [Fact(fact.kind, fact.at + 12 * HOUR, fact.body) for fact in later]

    by_and_by = fold(fold(fold(None, before), [cut]), [*before, *afterwards])

    assert by_and_by == fold(None, [*afterwards, *before, cut])
    assert by_and_by == fold(State(first_seen_at=cut.at, valid_from=cut.at), afterwards)


@given(spans, spans, spans)
def test_union_of_spans_is_the_same_in_any_grouping(one: Spans, other: Spans, third: Spans) -> None:
    left = unite(unite(one, other, 2), third, 2)

    assert left == unite(one, unite(other, third, 2), 2) == unite([*third, *one, *other], (), 2)
    assert all(later[0] > earlier[1] + 2 for earlier, later in itertools.pairwise(left))


def test_fold_of_nothing_is_nothing() -> None:
    assert fold(None, []) is None


def test_fold_keeps_the_best_score_and_the_first_pass() -> None:
    failed = Fact("graded", NOW, {"score": 40, "is_passed": False})
    passed = Fact("graded", NOW + HOUR, {"score": 80, "is_passed": True})
    worse = Fact("graded", NOW + 2 * HOUR, {"score": 60, "is_passed": True})

    state = fold(None, [worse, failed, passed])

    assert state is not None
    assert (state.first_seen_at, state.best_score, state.settled_at) == (NOW, 80, NOW + HOUR)


def test_ten_tabs_do_not_count_ten_times() -> None:
    tabs = [active_for(30, NOW + datetime.timedelta(seconds=tab)) for tab in range(10)]

    state = fold(None, tabs)

    assert state is not None
    assert state.active_seconds == 39


def test_active_time_is_not_counted_without_end() -> None:
    reports = [active_for(60, NOW + number * MINUTE) for number in range(MOST_ACTIVE // 60 + 50)]

    state = fold(fold(None, reports[:200]), reports[200:])

    assert state is not None
    assert (state.active_seconds, state.active) == (MOST_ACTIVE, ())
    assert fold(None, reports[::-1]) == state


def test_played_twice_is_played_once() -> None:
    bodies: list[dict[str, float]] = [{"from": 0, "to": 30.2}, {"from": 10, "to": 20}, {"from": 50, "to": 60}]

    state = fold(None, [Fact("played", NOW, body) for body in bodies])

    assert state is not None
    assert (state.spans, state.played_seconds) == (((0, 31), (50, 60)), 41)


def test_moment_is_clamped_to_what_can_be_true() -> None:
    enrolled = NOW - 2 * HOUR

    assert moment(None, NOW, enrolled) == NOW
    assert moment(NOW - HOUR, NOW, enrolled) == NOW - HOUR
    assert moment(NOW + HOUR, NOW, enrolled) == NOW
    assert moment(NOW - 3 * HOUR, NOW, enrolled) == enrolled
    assert moment(NOW - 400 * 24 * HOUR, NOW, NOW - 500 * 24 * HOUR) == NOW - LONGEST_DELAY
    assert moment(NOW - HOUR, NOW, NOW + HOUR) == NOW
