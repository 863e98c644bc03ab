"""The cache in front of Django: what it keeps, whom it passes through, and one computation at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import brotli
import pytest

from coalition.page_cache import PageCache

PUBLIC = [("Content-Type", "text/html"), ("Cache-Control", "public, s-maxage=60, stale-while-revalidate=60")]


class Application:
    """Answers with the number of times it was asked."""

    def __init__(self, headers=PUBLIC, status="200 OK"):
        self.headers, self.status, self.asked = headers, status, 0
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, environ, start_response):
        self.asked += 1
        number = self.asked
        self.gate.wait(10)
        start_response(self.status, list(self.headers))
        return [b"answer %d " % number * 50]


def ask(cache, path="/", method="GET", query="", **headers):
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "x",
        "wsgi.input": BytesIO(),
    }
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    got = {}
    body = b"".join(cache(environ, lambda status, pairs, exc_info=None: got.update(status=status, headers=dict(pairs))))
    return got["status"], got["headers"], body


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def cache(application):
    return PageCache(application, session_cookie="session")


def test_a_public_answer_is_made_once(cache, application):
    first, second = ask(cache), ask(cache)

    assert (application.asked, first[2]) == (1, second[2])


def test_a_signed_in_reader_passes_through(cache, application):
    ask(cache)
    ask(cache, cookie="session=abc")

    assert application.asked == 2


def test_paths_are_told_apart(cache):
    assert ask(cache, "/a")[2] != ask(cache, "/b")[2]


@pytest.mark.parametrize(
    "headers",
    [
        [("Cache-Control", "private, no-store")],
        [("Cache-Control", "public, max-age=60")],
        [*PUBLIC, ("Set-Cookie", "a=b")],
    ],
)
def test_what_is_not_public_is_never_kept(headers):
    application = Application(headers)
    cache = PageCache(application, session_cookie="session")
    ask(cache)
    ask(cache)

    assert application.asked == 2


def test_an_error_is_never_kept():
    application = Application(status="404 Not Found")
    cache = PageCache(application, session_cookie="session")
    ask(cache)
    ask(cache)

    assert application.asked == 2


def test_a_known_answer_is_not_sent_again(cache):
    _status, headers, _body = ask(cache, accept_encoding="br")

    status, _headers, body = ask(cache, accept_encoding="br", if_none_match=headers["ETag"])

    assert (status, body) == ("304 Not Modified", b"")


def test_a_tag_is_of_one_encoding(cache):
    plain, packed = ask(cache), ask(cache, accept_encoding="gzip, br")

    assert plain[1]["ETag"] != packed[1]["ETag"]
    assert brotli.decompress(packed[2]) == plain[2]


def test_a_refused_encoding_is_not_used(cache):
    assert "Content-Encoding" not in ask(cache, accept_encoding="br;q=0, gzip;q=0.0")[1]


def test_head_has_the_length_and_no_body(cache):
    length = ask(cache)[1]["Content-Length"]

    _status, headers, body = ask(cache, method="HEAD")

    assert (headers["Content-Length"], body) == (length, b"")


def test_a_crowd_causes_one_computation(cache, application):
    application.gate.clear()
    with ThreadPoolExecutor(20) as crowd:
        waiting = [crowd.submit(ask, cache) for _ in range(20)]
        application.gate.set()
        bodies = {answer.result()[2] for answer in waiting}

    assert (application.asked, len(bodies)) == (1, 1)


def test_the_old_answer_is_given_while_the_new_one_is_made(application):
    application.headers = [("Cache-Control", "public, s-maxage=1, stale-while-revalidate=60")]
    cache = PageCache(application, session_cookie="session")
    old = ask(cache)[2]
    for kept in cache.kept.values():
        kept.made_at -= 5
    application.gate.clear()
    with ThreadPoolExecutor(1) as other:
        new = other.submit(ask, cache)
        while application.asked < 2:
            threading.Event().wait(0.001)

        assert ask(cache)[2] == old
        application.gate.set()
        assert new.result()[2] != old


def test_a_failure_lets_the_next_one_try(cache, application):
    def fails(environ, start_response):
        raise RuntimeError

    cache.application = fails
    with pytest.raises(RuntimeError):
        ask(cache)
    cache.application = application

    assert ask(cache)[0] == "200 OK"


def test_memory_is_bounded(application):
    cache = PageCache(application, session_cookie="session", most_bytes=10_000)
    for number in range(100):
        ask(cache, f"/{number}")

    assert cache.bytes <= 10_000
    assert cache.bytes == sum(kept.size for kept in cache.kept.values())
