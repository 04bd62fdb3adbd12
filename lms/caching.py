"""A Redis that may be down: what it does not answer counts as not kept, and pages are made anew.

Sessions, attempts at passwords and everything that counts are in the database; limits by address that are counted here
let everyone pass meanwhile.
"""

import logging
import time
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Final

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError

# A server that did not answer is left alone so long: a page asks several times and must not wait each time.
PAUSE_SECONDS: Final = 5

logger = logging.getLogger(__name__)


class Outage:
    """Passes over what goes wrong with the server inside its `with`; says once that it began, once that it ended."""

    def __init__(self) -> None:
        self.paused_until = 0.0
        self.is_said = False

    @property
    def is_pause(self) -> bool:
        """Whether the server is left alone now."""
        return time.monotonic() < self.paused_until

    def __enter__(self) -> None:
        """Begin; there is nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: TracebackType | None) -> bool:
        """Pass over errors of the server alone."""
        if error is None and self.is_said:
            self.is_said = False
            logger.warning("The cache answers again.")
        if not isinstance(error, RedisError):
            return False
        if not self.is_pause:
            self.paused_until = time.monotonic() + PAUSE_SECONDS
        if not self.is_said:
            self.is_said = True
            logger.warning("The cache does not answer, and pages are made without it: %s", error)
        return True


class Client(RedisCacheClient):
    """Django's client, answering as an empty cache would when the server does not. One outage for all threads."""

    outage: Final = Outage()

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:  # noqa: ANN401 (Django's signature)
        """Return the connection; none is tried during the pause."""
        if self.outage.is_pause:
            raise NoConnection
        return super().get_client(key, write=write)

    def add(self, key: Any, value: Any, timeout: Any) -> bool:  # noqa: ANN401 (Django's signature)
        """Add; whoever asked for a lock has it when the server is down."""
        with self.outage:
            return super().add(key, value, timeout)
        return True

    def get(self, key: Any, default: Any) -> Any:  # noqa: ANN401 (Django's signature)
        with self.outage:
            return super().get(key, default)
        return default

    def set(self, key: Any, value: Any, timeout: Any) -> None:  # noqa: ANN401 (Django's signature)
        with self.outage:
            super().set(key, value, timeout)

    def touch(self, key: Any, timeout: Any) -> bool:  # noqa: ANN401 (Django's signature)
        with self.outage:
            return super().touch(key, timeout)
        return False

    def delete(self, key: Any) -> bool:  # noqa: ANN401 (Django's signature)
        with self.outage:
            return super().delete(key)
        return False

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        with self.outage:
            return super().get_many(keys)
        return {}

    def has_key(self, key: Any) -> bool:  # noqa: ANN401 (Django's signature)
        with self.outage:
            return super().has_key(key)
        return False

    def incr(self, key: Any, delta: int) -> Any:  # noqa: ANN401 (Django's signature)
        """Count; as for every key that is not there, `ValueError` when the server is down."""
        with self.outage:
            return super().incr(key, delta)
        raise ValueError(key)

    def set_many(self, data: Mapping[Any, Any], timeout: Any) -> None:  # noqa: ANN401 (Django's signature)
        with self.outage:
            super().set_many(data, timeout)

    def delete_many(self, keys: Iterable[Any]) -> None:
        with self.outage:
            super().delete_many(keys)

    def clear(self) -> bool:
        with self.outage:
            return super().clear()
        return False


class RedisThatMayBeDown(RedisCache):
    """Django's cache in Redis, on a client that forgives."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
