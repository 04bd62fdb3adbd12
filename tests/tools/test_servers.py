"""The servers that come with the development packages."""

import signal
from pathlib import Path

import redis

from tools.servers import valkey


def test_server_that_was_killed_starts_again_at_its_address(tmp_path: Path) -> None:
    with valkey(tmp_path / "valkey") as server:
        first = redis.Redis.from_url(server.url).info("server")["process_id"]

        server.end(signal.SIGKILL)
        server.start()

        second = redis.Redis.from_url(server.url).info("server")["process_id"]
    assert first != second
    assert server.process
    assert server.process.poll() is not None
