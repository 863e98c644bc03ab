"""Small typed readers of the environment. A malformed value stops the start and names its variable."""

import os
import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured


def env_text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that NAME_FILE points to (secrets of containers)."""
    if name in os.environ:
        return os.environ[name].strip()
    file_name = os.environ.get(f"{name}_FILE")
    if not file_name:
        return default
    try:
        return Path(file_name).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE: {file_name} cannot be read ({error.strerror}).") from error


def env_bool(name: str, default: bool) -> bool:
    value = env_text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes 1 or 0.")
    return default


def env_int(name: str, default: int, *, least: int, most: int) -> int:
    value = env_text(name)
    if not value:
        return default
    if not re.fullmatch(r"-?\d{1,9}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes a whole number from {least} to {most}.")
    return int(value)


def env_list(name: str, default: list[str]) -> list[str]:
    value = env_text(name)
    return [item.strip() for item in value.split(",") if item.strip()] if value else default


def env_choice(name: str, default: str, choices: list[str]) -> str:
    value = env_text(name, default).upper()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes one of {', '.join(choices)}.")
    return value


def env_hosts(name: str, default: list[str]) -> list[str]:
    """Names of hosts with commas between them, without scheme, port or path."""
    hosts = env_list(name, default)
    for host in hosts:
        if not re.fullmatch(r"\*|\.?[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]", host):
            raise ImproperlyConfigured(f"{name} has {host!r}; it takes names such as coalition.example.org.")
    return hosts


def env_sender(name: str, default: str) -> str:
    """Who letters come from: an address, or a name and an address in angle brackets."""
    value = env_text(name, default)
    _words, address = parseaddr(value, strict=True)
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", address) or not value.isprintable():
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes such as Coalition <post@example.org>.")
    return value


def env_mailbox(name: str) -> str:
    """A plain mail address that can be extended with +something, or nothing."""
    value = env_text(name).lower()
    if value and not re.fullmatch(r"[a-z0-9._-]{1,20}@[a-z0-9.-]+", value):
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes such as bounces@example.org.")
    return value


# What each provider calls the key of its signatures; "" where it has none and the secret alone must do.
PROVIDERS = {
    "": "",
    "brevo": "",
    "mailersend": "MAILERSEND_SIGNING_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "mailjet": "",
    "mailtrap": "MAILTRAP_TRACKING_SECRET",
    "postal": "POSTAL_WEBHOOK_KEY",
    "postmark": "",
    "sparkpost": "",
}


def mail_provider(provider: str, secret: str, key: str) -> tuple[str, dict[str, str]]:
    """The provider of mail whose reports are taken, and what anymail asks to know it by; ("", {}) for none."""
    provider = provider.lower()
    if provider not in PROVIDERS:
        known = ", ".join(filter(None, PROVIDERS))
        raise ImproperlyConfigured(f"MAIL_PROVIDER is {provider!r}; it takes one of {known}.")
    if not provider:
        return "", {}
    if not re.fullmatch(r"[^\s:]+:\S{16,}", secret):
        raise ImproperlyConfigured("MAIL_PROVIDER_SECRET takes a name, a colon and a password of 16 or more.")
    if PROVIDERS[provider] and not key:
        raise ImproperlyConfigured(f"MAIL_PROVIDER_KEY is not set: {provider} signs what it tells.")
    return provider, {"WEBHOOK_SECRET": secret} | ({PROVIDERS[provider]: key} if PROVIDERS[provider] else {})


def env_folder(name: str, default: Path) -> Path:
    """A folder, made where it is missing."""
    folder = Path(env_text(name, str(default))).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: {folder} cannot be made ({error.strerror}).") from error
    return folder


def env_address(name: str, default: str) -> str:
    """An http or https address of a site without a path, without the slash at its end."""
    value = env_text(name, default).rstrip("/")
    parts = _split(name, value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes an address such as https://coalition.example.org.")
    return value


def env_redis(name: str) -> str:
    """An address of Redis, with the number of a database where it is not 0; or nothing."""
    value = env_text(name)
    if not value:
        return value
    parts = _split(name, value)
    if parts.scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(f"{name} must begin with redis://, rediss:// or unix://.")
    number = dict(parse_qsl(parts.query)).get("db", "0") if parts.scheme == "unix" else parts.path.strip("/") or "0"
    if not re.fullmatch(r"\d{1,4}", number):
        raise ImproperlyConfigured(f"{name} names no database number; it ends as in redis://localhost:6379/0.")
    return value


def next_redis_number(url: str) -> str:
    """The same Redis with the database number after the one that the address names."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        options = dict(parse_qsl(parts.query))
        return f"unix://{parts.path}?{urlencode(options | {'db': int(options.get('db', 0)) + 1})}"
    return parts._replace(path=f"/{int(parts.path.strip('/') or 0) + 1}").geturl()


def env_web_page(name: str) -> str:
    """An http or https address of any page, or nothing."""
    value = env_text(name)
    parts = _split(name, value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes an address such as https://example.org/source.")
    return value


def env_mailer(name: str, default: str) -> dict:
    """A mailer for Django's MAILERS from an address.

    smtp://user:password@host:587?tls=1 (STARTTLS), smtps://user:password@host:465,
    or development: (written to files, to the console, and shown on a page).
    """
    value = env_text(name, default)
    if value == "development:":
        return {"BACKEND": "outbox.backends.DevelopmentBackend"}
    parts = _split(name, value)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must be smtp://user:password@host:587?tls=1, smtps://user:password@host:465 or development:"
        )
    options = dict(parse_qsl(parts.query))
    if unknown := set(options) - {"tls", "timeout"}:
        raise ImproperlyConfigured(f"{name} has an unknown option: {', '.join(sorted(unknown))}.")
    if options.get("tls", "0") not in {"0", "1"} or not options.get("timeout", "20").isdigit():
        raise ImproperlyConfigured(f"{name}: tls takes 1 or 0, timeout takes seconds.")
    if parts.scheme == "smtps" and options.get("tls") == "1":
        raise ImproperlyConfigured(f"{name}: smtps:// is encrypted from the start and takes no tls=1.")
    return {
        "BACKEND": "outbox.backends.SmtpBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": options.get("tls") == "1",
            "timeout": int(options.get("timeout", "20")),
        },
    }


def _split(name: str, value: str) -> SplitResult:
    """The parts of an address. It is not repeated where it cannot be read: it may hold a password."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not an address that can be read.") from error
    return parts


def env_keys(name: str, default: list[str]) -> list[str]:
    """A ring of Fernet keys: the first encrypts, all decrypt."""
    keys = env_list(name, default)
    for key in keys:
        try:
            Fernet(key)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} has a value that is no key; make one with: python manage.py make_key"
            ) from error
    return keys


def development_secrets(path: Path) -> dict[str, str]:
    """Secrets of this one machine, made once into a file that is never committed.

    The second time the file is read, so that a second run can read the first one's data.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "CONTACT_KEYS": Fernet.generate_key().decode(),
            "CONTACT_INDEX_KEY": secrets.token_urlsafe(32),
        }
        # Two processes may start at once: the one that creates the file wins, both read it.
        try:
            with open(path, "x", encoding="utf-8", opener=lambda p, f: os.open(p, f, 0o600)) as file:
                file.write("".join(f"{key}={value}\n" for key, value in made.items()))
        except FileExistsError:
            pass
    return dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").split())
