"""Steps shown to whoever waits for them: a name, then how long it took."""

import contextlib
import sys
import time
from collections.abc import Iterator


class Failed(Exception):
    """A step could not be done; the text tells the reader why and what to do."""


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Show the step `name` while the block runs, and the seconds it took."""
    start = time.monotonic()
    print(f"  {name} …", end=" ", flush=True)
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - start:.1f} s", flush=True)


def stop_with(reason: str) -> int:
    """Say on standard error why the command ends, and return its exit status."""
    print(f"\n{reason}", file=sys.stderr, flush=True)
    return 1
