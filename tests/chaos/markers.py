"""Kills that count: SIGKILL landed after an act had started and before it was stored. PostgreSQL says both.

No flag in the product helps: each process's connections carry its name, and the database's own list of activities
shows what they are in the middle of.
"""

import time
from collections.abc import Callable

import psycopg

from tests.chaos.stage import Stage

LOOKING_SECONDS = 25.0
# A web process has locked or written something (only then a transaction has a number) and has not committed.
STORING = """
    SELECT pid, backend_xid::text::xid8::text FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'web' AND backend_xid IS NOT NULL LIMIT 1
"""
# The last that a worker asks before it draws is the holder's name.
DRAWING = """
    WITH drawing AS (
        SELECT pid, substring(query from '[0-9a-f]{32}')::uuid AS holder
        FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'worker' AND state = 'idle'
        AND query LIKE 'SELECT "certificates_certificateholder"."uid"%'
    )
    SELECT pid, holder, array_agg(certificate.id) FILTER (WHERE drawn_at IS NULL) AS waiting
    FROM drawing JOIN certificates_certificate certificate ON holder_uid = holder GROUP BY pid, holder
"""
STILL_WAITING = "SELECT array_agg(id) FROM certificates_certificate WHERE id = ANY(%s) AND drawn_at IS NULL"
CONNECTED = "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND application_name = %s"


class Witness:
    """A connection of the harness's own, which asks the database what the platform's processes are doing."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.connection = self._connect()

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.stage.database_url, autocommit=True, application_name="witness")

    def reconnect(self) -> None:
        """Connect to a database that was started again; after a crash it first repairs itself."""
        self.connection.close()
        deadline = time.monotonic() + LOOKING_SECONDS
        while True:
            try:
                self.connection = self._connect()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return

    def ask(self, question: str, *values: object) -> list[tuple[object, ...]]:
        return self.connection.execute(question.encode(), values or None).fetchall()

    def kill_web(self) -> tuple[bool, str]:
        """Kill the web server in the middle of a transaction; say whether that transaction was undone."""
        row = self._look(STORING)
        if row is None:
            return False, "no transaction was open"
        self.stage.kill("web")
        pid, number = row
        self._wait_for_end(pid, "web")
        status = str(self.ask("SELECT pg_xact_status(%s::text::xid8)", number)[0][0])
        return status == "aborted", f"transaction {number} was open, then {status}"

    def kill_worker(self) -> tuple[bool, str]:
        """Kill the worker while it draws; say whether the certificate was still without file afterwards."""
        return self._kill_while_drawing(lambda: self.stage.kill("worker"))

    def kill_pool(self) -> tuple[bool, str]:
        """Kill the worker's drawing process alone, and say the same."""
        return self._kill_while_drawing(self.stage.kill_pool)

    def _kill_while_drawing(self, kill: Callable[[], None]) -> tuple[bool, str]:
        row = self._look(DRAWING)
        if row is None:
            return False, "nothing was being drawn"
        kill()
        pid, holder, waiting = row
        self._wait_for_end(pid, "worker")
        left = self.ask(STILL_WAITING, waiting)[0][0]
        is_hit = bool(waiting) and left == waiting
        return is_hit, f"a certificate of {str(holder)[:8]} was being drawn, and was {'not ' if is_hit else ''}stored"

    def _look(self, question: str) -> tuple[object, ...] | None:
        """Ask as quickly as possible until there is an answer; None when there is none in time."""
        deadline = time.monotonic() + LOOKING_SECONDS
        while time.monotonic() < deadline:
            rows = self.ask(question)
            if rows:
                return rows[0]
            time.sleep(0.0005)
        return None

    def _wait_for_end(self, pid: object, name: str) -> None:
        """Wait until the database has noticed that the process is gone: then nothing of it can be stored any more."""
        deadline = time.monotonic() + 10
        while self.ask(CONNECTED, pid, name):
            if time.monotonic() > deadline:
                raise TimeoutError(f"The database still serves the {name} process that was killed.")
            time.sleep(0.01)
