"""The signed link that ends letters of one kind to one address. It never expires and opens nothing else."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_SALT = "outbox.unsubscribe"


def token(recipient_index: str, kind: str) -> str:
    return Signer(salt=_SALT).sign(f"{recipient_index}.{kind}")


def link(recipient_index: str, kind: str) -> str:
    """The whole address, the same for every letter of the kind to the address."""
    return settings.SITE_URL + reverse("outbox:unsubscribe", args=[token(recipient_index, kind)])


def read(signed: str) -> tuple[str, str] | None:
    """(recipient index, kind), or None where we never signed this."""
    try:
        recipient_index, dot, kind = Signer(salt=_SALT).unsign(signed).partition(".")
    except BadSignature:
        return None
    return (recipient_index, kind) if dot else None
