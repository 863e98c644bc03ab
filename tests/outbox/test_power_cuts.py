"""A whole site of real processes that are killed again and again: no letter is lost, and few go twice.

FAULT_LETTERS=20000 pytest -s tests/outbox/test_power_cuts.py runs the whole size, and prints what happened.
"""

import os
import random
import time
from collections import Counter
from contextlib import ExitStack

import psycopg
import pytest

from tests.outbox.faults.processes import PostgresServer, SiteProcess
from tests.servers import MailServer, RedisServer, until

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="It brings a PostgreSQL of its own: once is enough."),
]

LETTERS = int(os.environ.get("FAULT_LETTERS", "600"))
SEED = 20261122
WORKERS = 2
VICTIMS = ["worker", "worker", "web", "beat", "Redis", "PostgreSQL", "mail server"]
QUICK = {"MAIL_LEASE_SECONDS": "15", "MAIL_HANDED_SECONDS": "5"}
CELERY = ["-m", "celery", "-A", "tests.outbox.faults.clock"]
WORKER = [*CELERY, "worker", "--concurrency=1", "--loglevel=ERROR", "--without-gossip", "--without-mingle"]
# The stage and the answer of the mail server at the first try, and of how many letters in a thousand.
FATES = {
    ("RCPT", "450 4.2.0 greylisted"): 20,
    ("DATA", "451 4.3.0 later"): 10,
    ("RCPT", "421 4.3.2 going down"): 5,
    ("RCPT", "550 5.1.1 unknown"): 10,
    ("DATA", "554 5.7.1 policy"): 10,
    ("RCPT", "cut"): 10,
    ("DATA", "cut"): 10,
    ("DATA", "take and cut"): 10,
    ("RCPT", "hang"): 1,
    ("DATA", "hang"): 1,
    ("DATA", "take and hang"): 1,
}


class Post(MailServer):
    """Answers each address as its fate is, most of them well."""

    def __init__(self, fate):
        super().__init__(self._fated)
        self.fate = fate
        self.taken_and_cut, self.away_until = 0, 0.0

    def go_away(self, seconds: float) -> None:
        """Nobody listens for so long. Each worker may have had one letter taken and not heard so."""
        if self.away_until:
            return
        self.__exit__()
        self.taken_and_cut += WORKERS
        self.away_until = time.monotonic() + seconds

    def keep_running(self) -> None:
        if self.away_until and time.monotonic() > self.away_until:
            self.away_until = 0.0
            self.__enter__()

    def _fated(self, stage: str, address: str, count: int) -> str | None:
        at, answer = self.fate(address)
        if at != stage or (count > 1 and not answer.startswith("55")):
            return None
        self.taken_and_cut += answer.startswith("take and ")
        return answer


def fate(address: str) -> tuple[str, str]:
    chance, sure = random.Random(f"{SEED} {address}"), 1000 - sum(FATES.values())
    return chance.choices([*FATES, ("", "")], [*FATES.values(), sure])[0]


class Site:
    """Web, two workers, beat, Redis and PostgreSQL, under a supervisor and somebody who kills some of them."""

    def __init__(self, stack: ExitStack, post: Post, journal, *, letters: int, victims: list[str]):
        self.victims, self.kills_at_most = victims, letters // 40
        self.post = post
        self.redis = stack.enter_context(RedisServer())
        self.postgres = stack.enter_context(PostgresServer())
        environment = QUICK | {"REDIS_URL": self.redis.url, "DATABASE_URL": self.postgres.url, "EMAIL_URL": post.url}

        def process(*command) -> SiteProcess:
            return SiteProcess(*command, environment=environment)

        with process("manage.py", "migrate", "--verbosity=0") as migrate:
            assert migrate.process.wait(120) == 0
        self.web = process("-m", "tests.outbox.faults.writer", str(letters), str(journal))
        self.site = [self.web, process(*CELERY, "beat"), *(process(*WORKER) for _ in range(WORKERS))]
        for each in self.site:
            stack.enter_context(each)
        self.kills, self.chance = Counter(), random.Random(SEED)

    def kill_one(self) -> None:
        web, beat, *workers = self.site
        kill = {
            "web": lambda: web.kill_some(self.chance),
            "beat": lambda: beat.kill_some(self.chance),
            "worker": lambda: self.chance.choice(workers).kill_some(self.chance),
            "Redis": self.redis.kill,
            "PostgreSQL": self.postgres.process.kill,
            "mail server": lambda: self.post.go_away(self.chance.uniform(0, 2)),
        }
        whom = self.chance.choice(self.victims)
        self.kills[whom] += 1
        kill[whom]()

    def go_on(self, seconds: float) -> None:
        """Until every letter is sent or refused, and PostgreSQL can be asked."""
        began, again = time.monotonic(), 0.0

        def a_moment() -> bool:
            nonlocal again
            self.supervise()
            if time.monotonic() > again and self.kills.total() < self.kills_at_most:
                again = time.monotonic() + self.chance.uniform(1, 7)
                self.kill_one()
            try:
                self.hasten()
                return self.is_done()
            except psycopg.Error:
                return False

        until(a_moment, seconds, "all letters are sent or refused")
        self.seconds = time.monotonic() - began
        until(lambda: self.supervise() or self.postgres.answers(), 30, "PostgreSQL answers")

    def supervise(self) -> None:
        self.post.keep_running()
        for each in [self.postgres, self.redis, *self.site]:
            ended_well = each is self.web and each.process is not None and each.process.poll() == 0
            if not each.is_running() and not ended_well:
                each.start()

    def hasten(self) -> None:
        """A retry in a minute comes in a second, and a mail server that was away is looked at sooner."""
        self.postgres.ask(
            "UPDATE outbox_message SET next_at = now()"
            " WHERE state = 'waiting' AND next_at > now() + interval '8 seconds'"
        )
        self.postgres.ask("UPDATE outbox_heartbeat SET at = at - interval '1 minute' WHERE name = 'mail-server-away'")

    def is_done(self) -> bool:
        if self.web.process is None or self.web.process.poll() != 0:
            return False
        return self.postgres.ask("SELECT count(*) FROM outbox_message WHERE state IN ('waiting', 'sending')") == [(0,)]


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """The site and its post after the last letter."""
    with ExitStack() as stack:
        post = stack.enter_context(Post(fate))
        journal = tmp_path_factory.mktemp("faults") / "journal"
        site = Site(stack, post, journal, letters=LETTERS, victims=VICTIMS)
        site.go_on(seconds=120 + LETTERS / 8)
        yield site, post


def test_nothing_is_lost_and_little_goes_twice(ended):
    site, post = ended
    rows = dict(site.postgres.ask("SELECT message_id, state FROM outbox_message"))
    copies = Counter(post.ids())
    doubled = copies.total() - len(copies)
    print(f"\n{len(rows)} letters, {site.seconds:.0f} s, {len(rows) / site.seconds:.0f}/s; killed {dict(site.kills)};")
    print(f"lost {len(rows) - len(copies) - list(rows.values()).count('failed')}, doubled {doubled},")
    print(f"answers cut after the letter was taken {post.taken_and_cut}")

    assert len(rows) == LETTERS
    assert set(copies) == {message_id for message_id, state in rows.items() if state == "sent"}
    assert doubled <= site.kills["worker"] + post.taken_and_cut


def test_what_was_refused_for_good_failed_and_nothing_else(ended):
    site, _post = ended
    states = site.postgres.ask("SELECT state, count(*) FROM outbox_message GROUP BY state")

    refused = sum(fate(f"person{number}@example.org")[1].startswith("55") for number in range(LETTERS))
    assert dict(states) == {"sent": LETTERS - refused, "failed": refused}


def test_every_copy_is_the_same(ended):
    _site, post = ended
    first = {}

    assert all(
        first.setdefault(letter["Message-ID"], letter.as_bytes()) == letter.as_bytes() for letter in post.letters
    )
    assert len({letter["To"] for letter in post.letters}) == len(first)


def test_a_change_that_was_undone_told_nobody(ended):
    _site, post = ended

    assert not [letter["To"] for letter in post.letters if letter["To"].startswith("undone")]


def test_where_only_postgresql_is_killed_nothing_goes_twice(tmp_path):
    with ExitStack() as stack:
        post = stack.enter_context(Post(lambda address: ("", "")))
        site = Site(stack, post, tmp_path / "journal", letters=LETTERS // 4, victims=["PostgreSQL"])
        site.go_on(seconds=120 + LETTERS / 8)

        assert site.kills["PostgreSQL"]
        assert len(post.ids()) == len(set(post.ids())) == LETTERS // 4
