"""The front door: settings, the table of addresses, Celery. No room of the house imports it."""

import zoneinfo

# Every process reads time zones from the tzdata package alone. zoneinfo would prefer the
# system's files, which on a stable distribution are a year behind on what towns decided.
zoneinfo.reset_tzpath(())

from coalition.celery import app as celery_app  # noqa: E402 - after the time zones

__all__ = ["celery_app"]
