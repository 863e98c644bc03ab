"""The signed link that ends letters to one address. It never expires and opens nothing else."""

from typing import NamedTuple

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_SALT = "outbox.unsubscribe"


class Subscription(NamedTuple):
    """Which letters a link speaks of: to whom, of which kind, on whose behalf ("" is the site's own)."""

    recipient_index: str
    kind: str
    sender: str = ""


def token(recipient_index: str, kind: str, sender: str = "") -> str:
    said = f"{recipient_index}.{kind}.{sender}" if sender else f"{recipient_index}.{kind}"
    return Signer(salt=_SALT).sign(said)


def link(recipient_index: str, kind: str, sender: str = "") -> str:
    """The whole address, the same for every letter of the kind and the sender to the address."""
    return settings.SITE_URL + reverse("outbox:unsubscribe", args=[token(recipient_index, kind, sender)])


def read(signed: str) -> Subscription | None:
    """What the link speaks of, or None where we never signed this."""
    try:
        parts = Signer(salt=_SALT).unsign(signed).split(".", 2)
    except BadSignature:
        return None
    return Subscription(*parts) if len(parts) > 1 else None
