"""The passage of a text that shows why it was found, with the words that answer, whole, clitics and marks included."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.analysis import Word, words

_LENGTH = 220
_BEFORE = 40
_MOST_LETTERS_READ = 20_000
_MOST_MATCHES_WEIGHED = 60
# A passage may cut between the two halves of a pair of direction controls, which would turn the rest of the page.
_DIRECTION_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Part(NamedTuple):
    """A stretch of text, and whether it is a word that was looked for."""

    text: str
    is_match: bool


class _Match(NamedTuple):
    start: int
    end: int
    asked: int


def highlighted(text: str, asked: Sequence[Word], language: str) -> tuple[Part, ...]:
    """Return the whole text in parts."""
    text = _DIRECTION_CONTROLS.sub("", text)
    return _parts(text, _matches(text, asked, language), 0, len(text))


def excerpt(text: str, asked: Sequence[Word], language: str) -> tuple[Part, ...]:
    """Return the passage of about 220 letters that holds the most of the words, or the beginning of the text."""
    text = " ".join(_DIRECTION_CONTROLS.sub("", text[:_MOST_LETTERS_READ]).split())
    matches = _matches(text, asked, language)
    start = _start_of_word(text, _best_start(matches) - _BEFORE)
    end = _end_of_word(text, start + _LENGTH)
    parts = _parts(text, matches, start, end)
    before = (Part("… ", is_match=False),) if start else ()
    after = (Part(" …", is_match=False),) if end < len(text) else ()
    return before + parts + after


def _matches(text: str, asked: Sequence[Word], language: str) -> list[_Match]:
    """Find the words by token; by shape only those that no token found."""
    found = list(words(text, language))
    by_token = {word.token: number for number, word in enumerate(asked)}
    matches = [_Match(word.start, word.end, by_token[word.token]) for word in found if word.token in by_token]
    answered = {match.asked for match in matches}
    by_shape = {word.shape: n for n, word in enumerate(asked) if word.shape and n not in answered}
    matches += [_Match(word.start, word.end, by_shape[word.shape]) for word in found if word.shape in by_shape]
    return sorted(matches)


def _best_start(matches: Sequence[_Match]) -> int:
    weighed = matches[:_MOST_MATCHES_WEIGHED]

    def different_words_from(first: _Match) -> int:
        return len({m.asked for m in weighed if first.start <= m.start and m.end <= first.start + _LENGTH - _BEFORE})

    # The first of the best: `max` keeps the order of the text.
    return max(weighed, key=different_words_from).start if weighed else 0


def _start_of_word(text: str, place: int) -> int:
    return 0 if place <= 0 else text.rfind(" ", 0, place) + 1


def _end_of_word(text: str, place: int) -> int:
    space = text.find(" ", place)
    return len(text) if space < 0 or place >= len(text) else space


def _parts(text: str, matches: Sequence[_Match], start: int, end: int) -> tuple[Part, ...]:
    parts = []
    done = start
    for match in matches:
        if done <= match.start and match.end <= end:
            parts += [
                Part(text[done : match.start], is_match=False),
                Part(text[match.start : match.end], is_match=True),
            ]
            done = match.end
    return tuple(part for part in [*parts, Part(text[done:end], is_match=False)] if part.text)
