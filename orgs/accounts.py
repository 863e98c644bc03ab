"""How accounts write to people, and what they may know of the browser that asks."""

import hashlib
import hmac
import secrets
from ipaddress import IPv6Address

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs import fresh
from orgs.models.bucket import client_address
from outbox.models import Message


class AccountAdapter(DefaultAccountAdapter):
    """Letters go by the outbox; addresses of the network become stand-ins before anything keeps them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("This is the address in use. Choose another one first, then remove it."),
        "duplicate_email": _("This address is yours already."),
        "email_password_mismatch": _("Address and password do not match. You can also sign in with a code."),
        "incorrect_code": _("This is not the code. Look for the newest letter from us."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """What the library calls; nothing is sent here."""
        self.write_letter(template_prefix, email, context)

    def write_letter(self, template_prefix: str, email: str, context: dict) -> None:
        """Write the letter to the outbox, in the caller's transaction. Each call is a letter of its own."""
        context = {"email": email, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL} | context
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        text = render_to_string(f"{template_prefix}_message.txt", context)
        Message.write(
            kind="account",
            about=template_prefix.rsplit("/", 1)[-1],
            to=email,
            sequence=secrets.token_urlsafe(12),
            sealed={"subject": " ".join(subject.split()), "text": text.strip()},
        )

    def get_reauthentication_methods(self, user) -> list[dict]:
        """The ways to say once more who one is. A code by letter is one, unless she has a second factor."""
        ways = super().get_reauthentication_methods(user)
        by_letter = user.is_authenticated and not is_mfa_enabled(user)
        return [*ways, fresh.way_by_letter()] if by_letter else ways

    def get_client_ip(self, request) -> str:
        """An address of nobody that stands for the client's today: the same all day, another one tomorrow.

        Limits count by it and the list of devices stores it. Its salt is random and forgotten after a day,
        so nobody can find the true address again.
        """
        day = timezone.now().date().isoformat()
        salt = cache.get_or_set(f"client-salt:{day}", lambda: secrets.token_hex(16), 24 * 3600)
        digest = hmac.new(salt.encode(), client_address(request).encode(), hashlib.sha256).digest()
        # Limits look at the first 64 bits of an IPv6 address; fd00::/8 belongs to no network.
        return str(IPv6Address(b"\xfd" + digest[:7] + bytes(8)))
