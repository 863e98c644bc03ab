"""Mail as bytes, written by hand.

Python's own generator takes three times as long as sending does, and it folds a long address in a
header (List-Unsubscribe) into encoded words, which mail programs then cannot read. Here the same
letter gives the same bytes each time, so that a second copy is recognisable.
"""

import hashlib
from base64 import encodebytes
from binascii import b2a_qp
from email import message_from_bytes, policy
from email.header import Header
from email.utils import formataddr, parseaddr
from functools import cached_property, lru_cache
from urllib.parse import quote

from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode

_LONGEST_LINE = 990  # RFC 5322 allows 998


class Mail(EmailMultiAlternatives):
    """Text, perhaps HTML, perhaps attachments, to one address. ValueError where a header would break."""

    def message(self, *, policy=policy.default) -> "Written":
        headers = {
            "Subject": _words(self.subject),
            # Where the letter has an envelope sender of its own, that is `from_email`, as Django's mailers read it.
            "From": _mailbox(self.extra_headers.get("From", self.from_email)),
            "To": ", ".join(_mailbox(address) for address in self.to),
        }
        if self.reply_to:
            headers["Reply-To"] = ", ".join(_mailbox(address) for address in self.reply_to)
        headers |= self.extra_headers | {"From": headers["From"], "MIME-Version": "1.0"}
        lines = [_header(name, value) for name, value in headers.items()]
        return Written("".join(lines).encode("ascii") + self._content(), policy)

    def _content(self) -> bytes:
        mark = hashlib.sha256(self.extra_headers.get("Message-ID", self.body).encode()).hexdigest()[:24]
        texts = [_text(self.body, "plain"), *(_alternative(*part) for part in self.alternatives)]
        content = _multipart("alternative", f"=_a{mark}", texts) if len(texts) > 1 else texts[0]
        if self.attachments:
            content = _multipart("mixed", f"=_m{mark}", [content, *(_attachment(*file) for file in self.attachments)])
        return content


def is_writable(address: str) -> bool:
    """Whether mail can be addressed so: one address, its part before the @ in ASCII."""
    try:
        _mailbox(address)
    except ValueError:
        return False
    return True


class Written:
    """The bytes, which a mailer asks for; read as a message of Python where someone looks inside."""

    def __init__(self, data: bytes, policy):
        self._data, self._policy = data, policy

    def as_bytes(self) -> bytes:
        return self._data

    def __getitem__(self, name):
        return self._parsed[name]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._parsed, name)

    @cached_property
    def _parsed(self):
        return message_from_bytes(self._data.replace(b"\r\n", b"\n"), policy=self._policy)


def _header(name: str, value: str) -> str:
    if "\n" in value.replace("\r\n ", "") or "\r" in value.replace("\r\n ", "") or len(value) > _LONGEST_LINE * 4:
        raise ValueError(f"The header {name} would break the letter.")
    return f"{name}: {value}\r\n"


def _words(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")


@lru_cache(maxsize=64)
def _mailbox(address: str) -> str:
    name, bare = parseaddr(address, strict=True)
    local, at, domain = bare.rpartition("@")
    if not at or not local.isascii() or any(ord(letter) < 32 for letter in address):
        raise ValueError("An address cannot be written into a header.")
    return formataddr((name, f"{local}@{punycode(domain)}"))


def _alternative(content: str | bytes, mimetype: str) -> bytes:
    """The same in HTML, or for a calendar: whose bytes, and whose method in the header, must arrive as they are."""
    if mimetype == "text/html":
        return _text(content, "html")
    head = f"Content-Type: {mimetype}; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("ascii") + _base64(content)


def _text(text: str, subtype: str) -> bytes:
    data = "\r\n".join(text.splitlines()).encode() + b"\r\n"
    encoding, data = _encoded(text, data)
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head.encode() + data


def _encoded(text: str, data: bytes) -> tuple[str, bytes]:
    if text.isascii() and max(map(len, data.split(b"\r\n"))) < _LONGEST_LINE:
        return "7bit", data
    if len(data) > 1.4 * len(text):  # mostly another script: quoted-printable would treble it
        return "base64", _base64(data)
    return "quoted-printable", b2a_qp(data, istext=True)


def _attachment(name: str, content: str | bytes, mimetype: str | None = None) -> bytes:
    data = content.encode() if isinstance(content, str) else content
    charset = '; charset="utf-8"' if isinstance(content, str) else ""
    head = (
        f"Content-Type: {mimetype or 'application/octet-stream'}{charset}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment; filename*=utf-8''{quote(name or 'file', safe='')}\r\n\r\n"
    )
    return head.encode("ascii") + _base64(data)


def _base64(data: bytes) -> bytes:
    return encodebytes(data).replace(b"\n", b"\r\n")


def _multipart(subtype: str, mark: str, parts: list[bytes]) -> bytes:
    between = b"\r\n--" + mark.encode()
    head = f'Content-Type: multipart/{subtype}; boundary="{mark}"\r\n'.encode()
    return head + b"".join(between + b"\r\n" + part for part in parts) + between + b"--\r\n"
