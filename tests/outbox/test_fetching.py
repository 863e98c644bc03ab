"""What the one client fetches, and what it does not: against real servers on this machine."""

import socket
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from outbox.fetching import Client, is_public, web_address
from tests.servers import WebServer

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n"
PAGE = "https://calendar.example.org/one.ics"


@pytest.fixture(autouse=True)
def fetching_is_on(settings):
    settings.FETCH_CALENDARS = True


@pytest.fixture
def serving(tmp_path):
    """A server that answers as the test says; ends with it."""
    running = []

    def begin(answer) -> WebServer:
        server = WebServer(answer if callable(answer) else lambda path, send: send(answer), tmp_path)
        running.append(server)
        return server.__enter__()

    yield begin
    for server in running:
        server.__exit__()


def refused(client: Client, address: str = PAGE) -> str:
    with pytest.raises(ValidationError) as refusal:
        client.fetch(address)
    return refusal.value.code


def test_what_stands_there_is_fetched_without_a_cookie(serving):
    server = serving(OK + b"Set-Cookie: a=b\r\nContent-Length: 5\r\n\r\nhello")

    assert server.client.fetch("webcal://Calendar.Example.org/one.ics?a=b c#d") == b"hello"
    ((path, asked),) = server.visits
    assert path == "/one.ics?a=b%20c"
    assert {"cookie", "authorization", "referer"} & {
        line.partition(":")[0].lower() for line in asked.splitlines()
    } == set()


def test_parts_of_unknown_number_are_put_together(serving):
    assert (
        serving(OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").client.fetch(PAGE)
        == b"abcde"
    )


def test_three_redirects_are_followed_and_no_fourth(serving):
    def answer(path, send):
        left = int(path.strip("/").partition(".")[0])
        send(OK + b"\r\ndone" if left == 0 else f"HTTP/1.1 302 Found\r\nLocation: /{left - 1}.ics\r\n\r\n".encode())

    client = serving(answer).client

    assert client.fetch("https://calendar.example.org/3.ics") == b"done"
    assert refused(client, "https://calendar.example.org/4.ics") == "too_many_redirects"


@pytest.mark.parametrize(
    ("there", "code"),
    [
        ("http://calendar.example.org/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("https://127.0.0.1/", "address"),
        ("https://[::1]/", "address"),
        ("https://localhost/", "address"),
        ("https://calendar.example.org:6379/", "address"),
        ("https://[", "address"),
        ("https://inside.example.org/", "not_public"),
    ],
)
def test_each_redirect_is_looked_at_anew(serving, there, code):
    server = serving(f"HTTP/1.1 301 Moved\r\nLocation: {there}\r\n\r\n".encode())

    def look_up(host, port, **_how):
        address = "10.0.0.1" if host.startswith("inside") else "127.0.0.1"
        return [(0, 0, 0, "", (address, port))]

    assert refused(replace(server.client, look_up=look_up)) == code
    assert len(server.visits) == 1


def test_a_name_is_looked_up_once_and_all_its_addresses_are_checked(serving):
    server, asked = serving(OK + b"\r\nx"), []

    def look_up(host, port, **_how):
        asked.append(host)
        return [(0, 0, 0, "", ("127.0.0.1", port)), (0, 0, 0, "", ("192.168.1.1", port))]

    assert refused(replace(server.client, look_up=look_up)) == "not_public"
    assert (asked, server.visits) == (["calendar.example.org"], [])


def test_our_own_machine_is_never_visited(serving):
    server = serving(OK + b"\r\nx")

    assert refused(replace(server.client, is_allowed=is_public)) == "not_public"
    assert server.visits == []


def drip(head: bytes):
    def answer(path, send):
        send(head)
        for _second in range(100):
            send(b"x")
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize("head", [OK + b"\r\n", OK + b"X-Slow: ", b"HTTP/1.1 200 "])
def test_a_server_that_drips_is_left_in_time(serving, head):
    began = time.monotonic()

    assert refused(replace(serving(drip(head)).client, seconds=1)) == "too_slow"
    assert time.monotonic() - began < 2


def test_a_server_that_never_answers_is_left_in_time(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        found = [(0, 0, 0, "", ("127.0.0.1", port))]
        client = Client(is_allowed=lambda _address: True, look_up=lambda *_a, **_k: found, port=port, seconds=1)
        began = time.monotonic()

        assert refused(client) == "too_slow"
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("length", [b"", b"Content-Length: 9999999\r\n"])
def test_no_more_than_so_much_is_taken(serving, length):
    assert refused(serving(OK + length + b"\r\n" + b"x" * 300_000).client) == "too_big"


def test_a_part_of_no_length_is_not_read_to_its_end(serving):
    sent = []

    def answer(path, send):
        send(OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n")
        with suppress(OSError):
            for _kilobyte in range(20_000):
                send(b"x" * 1024)
                sent.append(1)

    assert refused(serving(answer).client) == "unreachable"
    assert len(sent) < 15_000


def test_a_name_within_our_network_is_told_from_none_by_nobody(serving):
    def unknown(*_args, **_how):
        raise socket.gaierror

    client, said = serving(OK + b"\r\nx").client, []
    for asked in (replace(client, is_allowed=is_public), replace(client, look_up=unknown)):
        with pytest.raises(ValidationError) as refusal:
            asked.fetch(PAGE)
        said.append((refusal.value.code, *refusal.value.messages))

    assert [code for code, _sentence in said] == ["not_public", "no_such_name"]
    assert said[0][1] == said[1][1]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 404 Not Found\r\n\r\n", "status"),
        (b"HTTP/1.1 500 Oh\r\n\r\n", "status"),
        (b"HTTP/1.1 302 Found\r\n\r\n", "status"),
        (OK + b"Content-Encoding: gzip\r\n\r\nx", "encoded"),
        (b"rubbish\r\n\r\n", "unreachable"),
        (b"", "unreachable"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n", "unreachable"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nabc", "unreachable"),
        (OK + b"Content-Length: 9\r\n\r\nabc", "cut_short"),
        (OK + b"Content-Length: 9\r\n\r\n", "cut_short"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200, "unreachable"),
    ],
)
def test_other_answers_are_refused(serving, answer, code):
    assert refused(serving(answer).client) == code


def test_another_certificate_is_not_believed(serving):
    server = serving(OK + b"\r\nx")

    assert refused(replace(server.client, tls=Client().tls)) == "unreachable"


def test_nothing_is_fetched_where_it_is_off(serving, settings):
    settings.FETCH_CALENDARS = False
    server = serving(OK + b"\r\nx")

    assert refused(server.client) == "off"
    assert server.visits == []


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::7f00:1",
            "2002:7f00:1::",
        ),
        *("2001:db8::1", "ff02::1", "ff0e::1", "2001:0:7f00:1::80ff:fffe", "rubbish", ""),
    ],
)
def test_what_is_not_of_the_public_internet_is_told_apart(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_the_public_internet_is_allowed(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://example.org/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("", "scheme"),
        ("https://", "address"),
        ("https://user:secret@example.org/", "address"),
        ("https://@example.org/", "address"),
        ("https://example.org:8443/", "address"),
        ("https://example.org:99999/", "address"),
        ("https://2130706433/", "address"),
        ("https://0x7f.1/", "address"),
        ("https://exa mple.org/", "address"),
        ("https://example.org\r\nHost: inside/", "address"),
        ("https://[::1", "address"),
        ("https://example.org/" + "a" * 1000, "address"),
    ],
)
def test_addresses_that_nobody_needs_are_refused(text, code):
    with pytest.raises(ValidationError) as refusal:
        web_address(text)

    assert refusal.value.code == code


def test_an_address_has_one_spelling():
    assert (
        web_address(" webcal://B\u00fccher.Example.ORG/\u00fc?q=\u00fc#x ")
        == "https://xn--bcher-kva.example.org/%C3%BC?q=%C3%BC"
    )
