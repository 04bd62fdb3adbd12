"""What kinds are called, and in which order the page offers them."""

from search.kinds import in_order, name_of


def test_unknown_kind_has_a_name_too() -> None:
    assert name_of("lesson") != name_of("podcast")
    assert str(name_of("podcast").many)


def test_known_kinds_come_in_their_order_and_unknown_ones_last() -> None:
    assert in_order({"zine": 1, "text": 2, "article": 3, "course": 4, "abc": 5}) == [
        ("course", 4),
        ("text", 2),
        ("article", 3),
        ("abc", 5),
        ("zine", 1),
    ]
