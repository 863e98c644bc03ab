"""How often somebody did something lately, without knowing who she is."""

import hashlib
import hmac
import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone


class Bucket(models.Model):
    """A count of one kind of act from one source in one stretch of time, in the database.

    Counted by one conditional UPDATE, so that parallel processes cannot exceed a limit, and no
    broken cache ever opens it. The source is an HMAC whose salt changes daily: no address is kept.
    """

    key = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "began_at"], name="one_bucket_per_key_and_time")]

    def __str__(self) -> str:
        return f"{self.count} since {self.began_at:%H:%M}"

    @classmethod
    def take(cls, act: str, source: str, *, limit: int, within: timedelta) -> bool:
        """Whether this act is still within `limit` per `within` for this source; if so it is counted."""
        now = timezone.now()
        seconds = int(within.total_seconds())
        began_at = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
        key = cls._key(f"{now:%Y-%m-%d}:{act}:{source}")
        bucket, _made = cls.objects.get_or_create(key=key, began_at=began_at)
        return bool(cls.objects.filter(pk=bucket.pk, count__lt=limit).update(count=models.F("count") + 1))

    @classmethod
    def take_for(cls, request, act: str, *, limit: int, within: timedelta) -> bool:
        """The same for the client address of a request."""
        return cls.take(act, client_address(request), limit=limit, within=within)

    @classmethod
    def take_hourly_fetch(cls, user) -> bool:
        """Whether this person may have an address fetched once more within the hour."""
        return cls.take("fetch", f"user:{user.pk}", limit=20, within=timedelta(hours=1))

    @staticmethod
    def _key(text: str) -> str:
        return hmac.new(settings.CONTACT_INDEX_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()

    @classmethod
    def purge(cls) -> int:
        return cls.objects.filter(began_at__lt=timezone.now() - timedelta(hours=24)).delete()[0]


def client_address(request) -> str:
    """The address a request came from, as far as our own proxies vouch for it; IPv6 by its /64."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXY_COUNT:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(passed) >= settings.TRUSTED_PROXY_COUNT:
            address = passed[-settings.TRUSTED_PROXY_COUNT]
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed  # a server that listens on both writes ::ffff:192.0.2.1
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
