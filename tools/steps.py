"""Steps shown to whoever waits for them: a name, then how long it took."""

import contextlib
import sys
import time
from collections.abc import Iterator


class Failed(Exception):
    """A step could not be done; the text tells the reader why and what to do."""


@contextlib.contextmanager
def step(name: str, *, is_talkative: bool = False) -> Iterator[None]:
    """Show the step `name` while the block runs, and the seconds it took; a talkative block prints lines of its own."""
    start = time.monotonic()
    print(f"  {name} …", end="\n" if is_talkative else " ", flush=True)
    prefix = f"  {name}: " if is_talkative else ""
    try:
        yield
    except BaseException:
        print(f"{prefix}failed", flush=True)
        raise
    print(f"{prefix}{time.monotonic() - start:.1f} s", flush=True)


def say(words: str) -> None:
    """Show a line at once to whoever waits."""
    print(words, flush=True)


def stop_with(reason: str) -> int:
    """Say on standard error why the command ends, and return its exit status."""
    print(f"\n{reason}", file=sys.stderr, flush=True)
    return 1
