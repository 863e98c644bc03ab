"""The one client for addresses that somebody else gave us. It goes out to the public internet and nowhere else.

Off unless whoever runs the site turns it on. A name is looked up once, every address it has is checked, and the
connection goes to the address that was checked, so that a name that changes its mind meanwhile leads nowhere else.
"""

import http.client
import io
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from contextlib import closing
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 256 * 1024
MOST_IN_ALL = MOST_BYTES + 128 * 1024  # with what is said around it
LONGEST_ADDRESS = 1000
CONNECT_SECONDS, ALL_SECONDS = 5, 10
MOST_REDIRECTS = 3
REDIRECTS = (301, 302, 303, 307, 308)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, those that hide a v4 address within v6 taken at their word."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if parsed.version == 6:
        hidden = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo and parsed.teredo[1])
        if parsed in NAT64:
            hidden = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if hidden:
            return is_public(str(hidden))
        if int(parsed) < 1 << 32:  # ::127.0.0.1, as it was once written
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def web_address(text: str) -> str:
    """An address that we may fetch, in one spelling: webcal:// is https://. ValidationError for any other."""
    text = re.sub(r"^(?:webcals?|feed)://", "https://", text.strip(), flags=re.IGNORECASE)
    if len(text) > LONGEST_ADDRESS:
        raise _refusal(_("This address is too long."), "address")
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").encode("idna").decode().rstrip(".").lower(), parts.port
    except (UnicodeError, ValueError) as error:
        raise _refusal(_("This is not an address that we can fetch."), "address") from error
    if parts.scheme.lower() != "https":
        raise _refusal(_("The address must begin with https://."), "scheme")
    if port not in (None, 443) or parts.username is not None or parts.password is not None:
        raise _refusal(_("The address may hold no user name, password or port."), "address")
    if not _NAME.fullmatch(host) or host.rpartition(".")[2].isdigit():
        raise _refusal(_("This is not an address that we can fetch."), "address")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._") if parts.query else ""
    return f"https://{host}{path}{query}"


@dataclass(frozen=True)
class Client:
    """How addresses are fetched. What a test changes are its fields; the site uses them as they are."""

    is_allowed: Callable[[str], bool] = is_public
    look_up: Callable[..., list[tuple]] = socket.getaddrinfo
    port: int = 443
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = ALL_SECONDS

    def fetch(self, address: str, *, accept: str = "*/*") -> bytes:
        """What stands at an https address: at most 256 KB, within ten seconds, over at most three redirects.

        Everything else is a ValidationError whose sentence may be shown: off, address, scheme, no_such_name,
        not_public, unreachable, too_slow, status, too_many_redirects, too_big, cut_short, encoded.
        """
        if not settings.FETCH_CALENDARS:
            sentence = _("This site does not fetch addresses. Save the calendar as a file and choose it here.")
            raise _refusal(sentence, "off")
        end = monotonic() + self.seconds
        for _hop in range(MOST_REDIRECTS + 1):
            address = web_address(address)
            answer = self._answer(address, accept, end)
            if isinstance(answer, bytes):
                return answer
            address = _led_on(address, answer)
        raise _refusal(_("The address leads on to another one again and again."), "too_many_redirects")

    def _answer(self, address: str, accept: str, end: float) -> bytes | str:
        """What one server says: the content, or where else to look."""
        parts = urlsplit(address)
        try:
            with self._connected(parts.hostname, end) as connection:
                connection.sendall(_request(parts, accept))
                with closing(http.client.HTTPResponse(_Timed(connection, end))) as response:
                    response.begin()
                    return _content(response)
        except TimeoutError as error:
            raise _refusal(_("The server there takes too long to answer."), "too_slow") from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise _refusal(_("The server there cannot be reached."), "unreachable") from error

    def _connected(self, host: str, end: float) -> ssl.SSLSocket:
        """A connection to an address that was checked; its certificate is that of the name."""
        failure: OSError = OSError()
        for address in self._addresses(host, end):
            try:
                plain = socket.create_connection((address, self.port), timeout=min(CONNECT_SECONDS, _left(end)))
            except OSError as error:
                failure = error
                continue
            try:
                plain.settimeout(_left(end))
                return self.tls.wrap_socket(plain, server_hostname=host)
            except BaseException:
                plain.close()
                raise
        raise failure

    def _addresses(self, host: str, end: float) -> list[str]:
        """All addresses of a name, looked up once. One that is not public condemns them all."""
        pool = ThreadPoolExecutor(1)  # the look-up of the system knows no time limit
        try:
            asked = pool.submit(self.look_up, host, self.port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(row[4][0] for row in asked.result(min(CONNECT_SECONDS, _left(end)))))
        except Late as error:
            raise TimeoutError from error
        except (OSError, UnicodeError) as error:
            raise _refusal(_not_there(), "no_such_name") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        if not found or not all(self.is_allowed(address) for address in found):
            raise _refusal(_not_there(), "not_public")
        return found[:4]


class _Timed(io.RawIOBase):
    """What comes over a connection until a moment that does not move, however slowly it drips, and only so much."""

    def __init__(self, connection: socket.socket, end: float) -> None:
        self.connection, self.end, self.left = connection, end, MOST_IN_ALL

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, 8192)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.connection.settimeout(_left(self.end))
        got = self.connection.recv_into(buffer)
        self.left -= got
        if self.left < 0:
            raise OSError("more than was asked for")
        return got


def _left(end: float) -> float:
    left = end - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _led_on(address: str, there: str) -> str:
    try:
        return urljoin(address, there)
    except ValueError as error:
        raise _refusal(_("This is not an address that we can fetch."), "address") from error


def _request(parts, accept: str) -> bytes:
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {parts.hostname}",
        f"User-Agent: Coalition (+{settings.SITE_URL})",
        f"Accept: {accept}",
        "Accept-Encoding: identity",
        "Connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def _content(response: http.client.HTTPResponse) -> bytes | str:
    if response.status in REDIRECTS and (there := response.getheader("Location")):
        return there
    if response.status != 200:
        sentence = _("The server there answers %(status)s instead of the calendar.")
        raise ValidationError(sentence, code="status", params={"status": response.status})
    if (response.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise _refusal(_("The server there sends what we did not ask for."), "encoded")
    data = response.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        sentence = _("What stands there is larger than %(most)s KB.")
        raise ValidationError(sentence, code="too_big", params={"most": MOST_BYTES // 1024})
    if response.length:  # so many bytes were promised and did not come
        raise _refusal(_("The server there stopped half way. Try again later."), "cut_short")
    return data


def _not_there() -> str:
    """One sentence for both, so that nobody learns which names are known within our own network."""
    return _("There is no server on the public internet at this address.")


def _refusal(sentence: str, code: str) -> ValidationError:
    return ValidationError(sentence, code=code)
