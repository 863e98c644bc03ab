"""Writing plain letters in a line."""

from outbox.models import Message


def write(*, kind="plain", about="test:1", to="ada@example.org", **more) -> Message:
    more.setdefault("sealed", {"subject": "A test", "text": "Hello."})
    return Message.write(kind=kind, about=about, to=to, **more)
