"""Feeds of news in Atom (RFC 4287): stable ids, and an `updated` that only a real change moves. No database."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML may hold them


class Entry(NamedTuple):
    """One piece of news, in plain text."""

    uid: str
    title: str
    text: str
    url: str
    author: str
    at: datetime


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Of a feed without entries when it began: never the moment at which somebody asks."""
        return max((item["updateddate"] for item in self.items), default=self.feed["began_at"])


def write(entries: Iterable[Entry], *, uid: str, title: str, page: str, address: str, began_at: datetime) -> str:
    """The feed as text; `address` is its own, `page` what it is about."""
    more = {"feed_url": address, "feed_guid": f"urn:uuid:{uid}", "language": get_language(), "began_at": began_at}
    feed = _Feed(_plain(title), page, "", **more)
    for entry in entries:
        feed.add_item(
            _plain(entry.title),
            entry.url,
            escape(_plain(entry.text)),
            unique_id=f"urn:uuid:{entry.uid}",
            pubdate=entry.at,
            updateddate=entry.at,
            author_name=_plain(entry.author),
        )
    return feed.writeString("utf-8")


def _plain(text: str) -> str:
    return UNWRITABLE.sub("", str(text))
