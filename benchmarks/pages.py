"""How fast pages and feeds are served, beside a constant page: python -m benchmarks.pages

Needs wrk (apt install wrk). Makes a database of its own in a temporary folder, or where
DATABASE_URL says, and starts the production server on this machine. The load runs here too.
"""

import argparse
import http.client
import os
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BROTLI = {"Accept-Encoding": "br"}
PAGES = {"/": "list", "/events/{slug}/": "series page", "/events.ics": "feed of all"}


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server ends too
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="coalition-benchmark-") as folder:
        environment = _environment(folder, port)
        began = time.monotonic()
        slug = _prepare(environment, options.series)
        print(f"{options.series} series made in {time.monotonic() - began:.0f} s; {_machine()}")
        pages = {path.format(slug=slug): name for path, name in PAGES.items()}
        for workers, threads in options.shapes:
            for kept in (True, False):
                shape = f"{workers} workers with {threads} threads, page cache {'on' if kept else 'off'}"
                with _server(environment | {"PAGE_CACHE": str(int(kept))}, port, workers, threads) as process:
                    before = _memory(process.pid)
                    print(f"\n{shape}")
                    _measure(port, process.pid, pages, options, kept)
                    print(
                        f"Memory: {before:.0f} MiB before, {_memory(process.pid):.0f} after (proportional)", flush=True
                    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many is told")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--shapes", type=_shapes, default=[(2, 4)], help="workers x threads, such as 1x4,2x4,2x8")
    return parser.parse_args()


def _shapes(text: str) -> list[tuple[int, int]]:
    return [tuple(int(number) for number in shape.split("x")) for shape in text.split(",")]


def _environment(folder: str, port: int) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DEBUG"} | {
        "DATA_DIR": folder,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "CONTACT_KEYS": Fernet.generate_key().decode(),
        "CONTACT_INDEX_KEY": secrets.token_urlsafe(32),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "coalition.settings",
    }


def _prepare(environment: dict, series: int) -> str:
    for command in (
        [BIN / "python", "manage.py", "prepare"],
        [BIN / "python", "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        [BIN / "python", "-m", "benchmarks.data", str(series)],
    ):
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    code = "import django; django.setup(); from events.models import Series; print(Series.objects.first().slug)"
    found = subprocess.run([BIN / "python", "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True)
    return found.stdout.decode().strip()


@contextmanager
def _server(environment: dict, port: int, workers: int, threads: int):
    command = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--log-level", "warning"]
    process = subprocess.Popen([*command, "benchmarks.served:application"], cwd=ROOT, env=environment)
    try:
        _wait(port)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _measure(port: int, master: int, pages: dict[str, str], options: argparse.Namespace, kept: bool) -> None:
    names = {
        "bytes": 9,
        "wire": 9,
        "cpu ms": 9,
        "alone ms": 10,
        "req/s": 9,
        "p50 ms": 9,
        "p99 ms": 9,
        "of constant": 13,
    }
    print(" " * 24 + "".join(f"{name:>{width}}" for name, width in names.items()))
    limit = _row(port, master, "/constant", "constant page", {}, options, 0)
    _row(port, master, "/healthz", "/healthz", {}, options, limit)
    for path, name in pages.items():
        _row(port, master, path, name, BROTLI, options, limit)
        tag = _get(port, path, BROTLI)[1].get("etag")
        if tag and kept:
            _row(port, master, path, f"{name}, 304", BROTLI | {"If-None-Match": tag}, options, limit)
    if kept:
        _first_visit(port)


def _row(
    port: int, master: int, path: str, name: str, headers: dict, options: argparse.Namespace, limit: float
) -> float:
    for _ in range(8):
        _get(port, path, headers)  # so that each process is warm
    plain, wire = len(_get(port, path, {})[2]), len(_get(port, path, headers)[2])
    alone = _alone(port, path, headers)
    rounds = [_load(port, master, path, headers, options) for _ in range(options.rounds)]
    rate, median, slow, _cpu = max(rounds)
    cpu = min(each[3] for each in rounds)
    share = f"{rate / limit:.2f}" if limit else ""
    print(
        f"{name:24}{plain:>9}{wire:>9}{cpu:>9.2f}{alone:>10.1f}{rate:>9.0f}{median:>9.1f}{slow:>9.1f}{share:>13}",
        flush=True,
    )
    return rate


def _load(port: int, master: int, path: str, headers: dict, options: argparse.Namespace) -> tuple[float, ...]:
    """Requests a second; milliseconds within which half and 99 % were answered; the server's processor time of one.

    The last hardly depends on what else runs on the machine.
    """
    command = ["wrk", "--latency", "--timeout", "30s", "-t1", f"-c{options.connections}", f"-d{options.seconds}s"]
    for header, value in headers.items():
        command += ["-H", f"{header}: {value}"]
    before = _processor_time(master)
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{path} failed:\n{said}")
    spent = (_processor_time(master) - before) * 1000 / int(re.search(r"(\d+) requests in", said)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    median, slow = (_milliseconds(re.search(rf"\s{part}%\s+(\S+)", said)[1]) for part in (50, 99))
    return rate, median, slow, spent


def _processor_time(master: int) -> float:
    """Seconds that the server's processes have had of the processors."""
    stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in _processes(master))
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def _processes(master: int) -> list[str]:
    return [str(master), *Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def _alone(port: int, path: str, headers: dict) -> float:
    """The median of milliseconds where one asks at a time."""
    times = []
    for _ in range(25):
        began = time.perf_counter()
        _get(port, path, headers)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _get(port: int, path: str, headers: dict) -> tuple[int, dict, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def _first_visit(port: int) -> None:
    """Bytes on the wire for somebody who was never here: the page and all that it names."""
    sizes = {"page": len(_get(port, "/", BROTLI)[2])}
    html = _get(port, "/", {})[2].decode()
    named = {("style", href) for href in re.findall(r'<link[^>]+href="([^"]+\.css)"', html)}
    named |= {("script", source) for source in re.findall(r'<script[^>]+src="([^"]+)"', html)}
    named |= {("icon", href) for href in re.findall(r'<link[^>]+rel="icon"[^>]+href="([^"]+)"', html)}
    for _kind, path in [pair for pair in named if pair[0] == "style"]:
        css = _get(port, path, {})[2].decode()
        # Browsers fetch the faces whose letters a page uses: Latin here.
        named |= {
            ("font", urljoin(path, font)) for font in re.findall(r'url\("?([^")]+\.woff2)', css) if "-ext" not in font
        }
    for kind, path in named:
        sizes[kind] = sizes.get(kind, 0) + len(_get(port, path, BROTLI)[2])
    told = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sizes.items())
    print(f"First visit: {sum(sizes.values()) / 1000:.1f} kB in {len(named) + 1} requests ({told})")


def _memory(master: int) -> float:
    """MiB of the server's processes, shared pages divided among those who share them."""
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in _processes(master))
    return sum(int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1]) for rollup in rollups) / 1024


def _machine() -> str:
    busy = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {busy} before"


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            if _get(port, "/readyz", {})[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit("The server did not become ready.")


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


if __name__ == "__main__":
    main()
