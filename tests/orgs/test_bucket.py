"""How often is too often, whoever it is and however many ask at once."""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from orgs.models import Bucket
from orgs.models.bucket import client_address
from tests.races import at_once

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def noon():
    """A moment in the middle of an hour and of a day, that stands still."""
    with time_machine.travel("2026-11-22 12:05Z", tick=False) as moment:
        yield moment


def take(source="192.0.2.1", act="answer", limit=3) -> bool:
    return Bucket.take(act, source, limit=limit, within=HOUR)


def test_a_limit_is_reached_and_recovers(noon):
    assert [take() for _ in range(5)] == [True, True, True, False, False]

    noon.shift(HOUR)
    assert take()


def test_sources_and_acts_have_limits_of_their_own(noon):
    for _ in range(3):
        take()

    assert (take(source="192.0.2.2"), take(act="report"), take()) == (True, True, False)


def test_what_is_stored_names_nobody(noon):
    take(source="192.0.2.1")

    assert [len(key) for key in Bucket.objects.values_list("key", flat=True)] == [64]
    assert "192" not in str(Bucket.objects.get())


def test_buckets_are_gone_after_a_day(noon):
    take()
    noon.shift(timedelta(hours=23))
    kept = Bucket.purge()
    noon.shift(timedelta(hours=2))

    assert (kept, Bucket.purge(), Bucket.purge()) == (0, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_six_at_once_do_not_exceed_a_limit():
    with time_machine.travel(timezone.now(), tick=False):
        taken = at_once(*[take] * 6)

    assert sorted(taken) == [False] * 3 + [True] * 3


def address(settings, proxies=0, forwarded=None, remote="198.51.100.7") -> str:
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, "198.51.100.7"),
        (0, "203.0.113.9", "198.51.100.7"),  # nobody vouches for the header
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),  # what the client wrote itself comes first
        (2, "10.0.0.1, 203.0.113.9, 192.0.2.5", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),  # one proxy was passed by
        (1, "", "198.51.100.7"),
        (1, "nonsense", "unknown"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_client_is_whom_our_own_proxies_vouch_for(settings, proxies, forwarded, expected):
    assert address(settings, proxies, forwarded) == expected


@pytest.mark.parametrize("remote", ["", "unix:"])
def test_a_client_without_an_address_is_unknown(settings, remote):
    assert address(settings, remote=remote) == "unknown"
