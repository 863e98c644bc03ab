"""The cache in Redis, and in a table of the database while Redis is away."""

import logging
import time

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Away
from redis.exceptions import TimeoutError as Silent

log = logging.getLogger("coalition.cache")

AGAIN_AFTER_SECONDS = 5


class RedisOrTable(BaseCache):
    """Redis; while it cannot be reached the cache named "table", so that pages work and limits still count.

    What is counted in one is not known to the other: a limit starts anew when Redis goes and when it comes.
    """

    def __init__(self, server, params):
        super().__init__(params)
        self.redis = RedisCache(server, params)
        self.away_until = 0.0

    def _ask(self, method: str, *args, **kwargs):
        if time.monotonic() >= self.away_until:
            try:
                return getattr(self.redis, method)(*args, **kwargs)
            except (Away, Silent):
                self.away_until = time.monotonic() + AGAIN_AFTER_SECONDS
                log.warning("Redis is away; the table takes its place")
        return getattr(caches["table"], method)(*args, **kwargs)


def _passing(method: str):
    def passed(self, *args, **kwargs):
        return self._ask(method, *args, **kwargs)

    passed.__name__ = method
    return passed


for _method in "add get set touch delete get_many set_many delete_many has_key incr clear".split():
    setattr(RedisOrTable, _method, _passing(_method))
