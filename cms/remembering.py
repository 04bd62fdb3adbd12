"""What is made once and kept in the process, because it can never change under its key."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class Memory(Generic[Made]):
    """At most `most` things, by key; a full memory begins anew.

    Only for keys that name a version of what they stand for (a stamp, a language): nothing here is ever dropped because
    it changed. What is kept is shared by all threads and must not be altered.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: dict[Hashable, Any] = {}

    def recall(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under `key`, made now if nothing is."""
        try:
            return self.kept[key]
        except KeyError:
            made = make()
        if len(self.kept) >= self.most:
            self.kept.clear()
        self.kept[key] = made
        return made
