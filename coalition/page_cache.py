"""Ready answers for visitors, in front of Django: a national day at noon must not even warm it.

The rule, in one place. Kept are answers to GET and HEAD that say of themselves `Cache-Control:
public` with an `s-maxage`, have status 200 and set no cookie; asked without a session cookie, a
signed-in reader always passes through. An answer is fresh for its `s-maxage`; for its
`stale-while-revalidate` after that the old one is given while one request makes the new one; of
requests that come while the first is made, one computes and the others wait for it.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus

import brotli

SECONDS = re.compile(r"(s-maxage|stale-while-revalidate)=(\d{1,6})")
LONGEST_QUERY = 300
LARGEST = 2 * 1024 * 1024
WAIT_SECONDS = 10
NOT_KEPT = {"content-length", "x-request-id", "age", "date", "etag", "vary", "last-modified", "set-cookie"}


@dataclass
class Kept:
    """An answer and its bytes in each encoding that was asked for."""

    headers: list[tuple[str, str]]
    body: bytes
    tag: str
    modified: str
    vary: str
    made_at: float
    fresh_for: int
    stale_for: int
    encoded: dict[str, bytes] = field(default_factory=dict)

    def bytes_in(self, encoding: str) -> bytes:
        if encoding not in self.encoded:
            makers = {
                "br": lambda body: brotli.compress(body, quality=5),
                "gzip": lambda body: gzip.compress(body, 6, mtime=0),
            }
            self.encoded[encoding] = makers[encoding](self.body) if encoding else self.body
        return self.encoded[encoding]

    @property
    def size(self) -> int:
        return len(self.body) * 2 + 2000

    def age(self) -> float:
        return time.monotonic() - self.made_at


class PageCache:
    """A WSGI application around another, holding at most so many bytes of its answers in this process."""

    def __init__(self, application: Callable, *, session_cookie: str, most_bytes: int = 48 * 1024 * 1024):
        self.application, self.session_cookie, self.most_bytes = application, session_cookie + "=", most_bytes
        self.kept: OrderedDict[tuple, Kept] = OrderedDict()
        self.bytes = 0
        self.lock = threading.Lock()
        self.making: dict[tuple, threading.Event] = {}

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self.application(environ, start_response)
        kept = self._look(key)
        if kept is None:
            return self._pass(environ, start_response, key)
        return _answer(kept, environ, start_response)

    def _key(self, environ: dict) -> tuple | None:
        """What tells answers apart; None for what is never kept."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or self.session_cookie in environ.get("HTTP_COOKIE", ""):
            return None
        path, query = environ.get("PATH_INFO", "/"), environ.get("QUERY_STRING", "")
        if path.startswith("/static/") or len(query) > LONGEST_QUERY or "HTTP_AUTHORIZATION" in environ:
            return None
        if "HTTP_HX_REQUEST" in environ or "HTTP_RANGE" in environ:
            return None
        return environ.get("HTTP_HOST", ""), environ.get("HTTP_X_FORWARDED_PROTO", ""), path, query

    def _look(self, key: tuple) -> Kept | None:
        """A kept answer; None where this request is to make it itself.

        It waits once for the request that is making it. Where that one's answer may not be kept, each that
        waited makes its own, all at once and not one after the other.
        """
        with self.lock:
            kept = self.kept.get(key)
            if kept and kept.age() < kept.fresh_for:
                self.kept.move_to_end(key)
                return kept
            making = self.making.get(key)
            if making is None:
                self.making[key] = threading.Event()
                return None
        if kept and kept.age() < kept.fresh_for + kept.stale_for:
            return kept
        making.wait(WAIT_SECONDS)
        with self.lock:
            return self.kept.get(key)

    def _pass(self, environ: dict, start_response: Callable, key: tuple) -> Iterable[bytes]:
        """Ask the application for the whole answer and keep it where it may be kept."""
        asked = dict(environ, REQUEST_METHOD="GET")
        for header in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING"):
            asked.pop(header, None)
        got: dict = {}

        def note(status, headers, exc_info=None):
            got["status"], got["headers"] = status, headers

        try:
            chunks = self.application(asked, note)
            try:
                body = b"".join(chunks)
            finally:
                getattr(chunks, "close", lambda: None)()
            kept = _keepable(got["status"], got["headers"], body)
            if kept:
                self._keep(key, kept)
        finally:
            with self.lock:
                if making := self.making.pop(key, None):
                    making.set()
        if kept:
            return _answer(kept, environ, start_response)
        start_response(got["status"], got["headers"])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _keep(self, key: tuple, kept: Kept) -> None:
        with self.lock:
            if old := self.kept.pop(key, None):
                self.bytes -= old.size
            self.kept[key] = kept
            self.bytes += kept.size
            while self.bytes > self.most_bytes:
                _oldest, gone = self.kept.popitem(last=False)
                self.bytes -= gone.size


def _keepable(status: str, headers: list[tuple[str, str]], body: bytes) -> Kept | None:
    named = {name.lower(): value for name, value in headers}
    control = named.get("cache-control", "")
    seconds = {name: int(value) for name, value in SECONDS.findall(control)}
    if not status.startswith("200 ") or "public" not in control or not seconds.get("s-maxage"):
        return None
    if "set-cookie" in named or "content-encoding" in named or len(body) > LARGEST:
        return None
    return Kept(
        headers=[(name, value) for name, value in headers if name.lower() not in NOT_KEPT],
        body=body,
        tag=named.get("etag", "").strip('"') or hashlib.sha256(body).hexdigest()[:32],
        modified=named.get("last-modified", ""),
        vary=", ".join(filter(None, [named.get("vary", ""), "Accept-Encoding"])),
        made_at=time.monotonic(),
        fresh_for=seconds["s-maxage"],
        stale_for=seconds.get("stale-while-revalidate", 0),
    )


def _answer(kept: Kept, environ: dict, start_response: Callable) -> list[bytes]:
    encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    # Each encoding is other bytes, and so has a strong tag of its own.
    tag = f'"{kept.tag}-{encoding}"' if encoding else f'"{kept.tag}"'
    headers = [
        *kept.headers,
        ("ETag", tag),
        ("Vary", kept.vary),
        ("Age", str(int(kept.age()))),
        ("Date", formatdate(usegmt=True)),
    ]
    if kept.modified:
        headers.append(("Last-Modified", kept.modified))
    if _is_known(environ, tag, kept.modified):
        skipped = {"content-type", "content-disposition"}
        start_response(_status(HTTPStatus.NOT_MODIFIED), [pair for pair in headers if pair[0].lower() not in skipped])
        return [b""]
    body = kept.bytes_in(encoding)
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response(_status(HTTPStatus.OK), [*headers, ("Content-Length", str(len(body)))])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _encoding(accepted: str) -> str:
    offers = {
        part.split(";")[0].strip() for part in accepted.lower().split(",") if not re.search(r";\s*q=0(\.0+)?\s*$", part)
    }
    return next((encoding for encoding in ("br", "gzip") if encoding in offers), "")


def _is_known(environ: dict, tag: str, modified: str) -> bool:
    """Whether the asker has these bytes: by tag where she sent one, else by date."""
    if known := environ.get("HTTP_IF_NONE_MATCH"):
        return known.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in known.split(",")}
    return bool(modified) and environ.get("HTTP_IF_MODIFIED_SINCE") == modified


def _status(status: HTTPStatus) -> str:
    return f"{status.value} {status.phrase}"
