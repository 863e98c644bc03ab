import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from itertools import batched
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import now

from outbox import wake
from outbox.contacts import EncryptedTextField, contact_index
from outbox.models.queue import MessageQuerySet
from outbox.models.sending import Sending
from outbox.states import DROPPED, FAILED, FINAL, SENDING, SENT, WAITING


class Message(Sending):
    """One letter to one address about one thing: written with its cause, rendered and sent later, once."""

    class State(models.TextChoices):
        WAITING = WAITING
        SENDING = SENDING  # claimed by a worker, until its lease ends
        SENT = SENT
        FAILED = FAILED
        DROPPED = DROPPED  # it lost its point before it went out

    key = models.CharField(max_length=200, unique=True)  # kind:about:recipient_index:sequence
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60)
    # On whose behalf: "" is the site itself, "organization:12" a group; outbox.senders knows what it is called.
    sender = models.CharField(max_length=60, blank=True, default="", db_default="")
    recipient = EncryptedTextField(blank=True)  # "" once erased
    recipient_index = models.CharField(max_length=64)
    context = models.JSONField(default=dict, blank=True)  # ids, never contacts or texts
    sealed = EncryptedTextField(blank=True)  # JSON of what is known only when the letter is written; "" once sent
    due_at = models.DateTimeField()
    next_at = models.DateTimeField()  # the next sweep that hands it out: due_at, then retries
    held_for = models.CharField(max_length=60, blank=True)  # "organization:12" while that is in review
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)  # a code and a sentence; never an address
    attempts = models.PositiveIntegerField(default=0)  # also the fence: only the newest attempt may settle
    lease_until = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[WAITING, SENDING, SENT, FAILED, DROPPED]), name="message_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=SENDING, lease_until__isnull=False)
                | (~Q(state=SENDING) & Q(lease_until__isnull=True)),
                name="message_being_sent_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINAL, finished_at__isnull=False)
                | Q(state__in=[WAITING, SENDING], finished_at__isnull=True),
                name="message_end_is_dated",
            ),
        ]
        indexes = [
            # hand_out(): the next rows of the sweep, without those that were handed out already.
            models.Index(fields=["next_at"], name="message_to_hand_out", condition=Q(state=WAITING, held_for="")),
            # lapsed()
            models.Index(fields=["lease_until"], name="message_lease", condition=Q(state=SENDING)),
            # to(), stranger_may_cause(), the count of bounces
            models.Index(fields=["recipient_index", "created_at"], name="message_of_recipient"),
            # the letter that a report of a mail server speaks of
            models.Index(fields=["message_id"], name="message_of_id"),
            # withdraw()
            models.Index(fields=["kind", "about"], name="message_about"),
            # what went out for a sender today
            models.Index(
                fields=["sender", "finished_at"], name="message_of_sender", condition=Q(state=SENT) & ~Q(sender="")
            ),
            # release()
            models.Index(fields=["held_for"], name="message_held", condition=~Q(held_for="")),
            # retention
            models.Index(fields=["finished_at"], name="message_end", condition=Q(finished_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.kind} about {self.about}: {self.state}"

    @classmethod
    def write(
        cls,
        *,
        kind: str,
        about: str,
        to: str,
        context: dict | None = None,
        sequence: str = "1",
        due_at: datetime | None = None,
        held_for: str = "",
        sender: str = "",
        sealed: dict | None = None,
    ) -> "Message":
        """Store a letter in the caller's transaction; a worker sends it once that commits and it is due.

        Asked again with the same kind, about, to and sequence it gives the row of the first time,
        unchanged, whatever became of it. `context` holds ids only. `sender` is on whose behalf it goes:
        who has ended that sender's letters does not get it. `sealed` holds what can be known only
        now, such as a code; it is encrypted, and erased when the letter is sent.
        """
        made = cls._made(kind, about, to, context, sequence, due_at, held_for, sealed, sender=sender)
        message, created = cls.objects.get_or_create(key=made.key, defaults=_values(made))
        if created and not held_for and message.due_at <= now():
            # The sweep would also see it: it waits a minute for the worker that is woken here.
            transaction.on_commit(partial(wake.deliver, [message.pk]), robust=True)
        return message

    @classmethod
    def write_many(
        cls,
        *,
        kind: str,
        about: str,
        to: Iterable[tuple[str, dict]],
        sequence: str = "1",
        due_at: datetime | None = None,
        held_for: str = "",
        sender: str = "",
    ) -> int:
        """Store a letter for each (address, context); how many were asked for. Those that exist stay unchanged.

        Takes any number of addresses, in the memory of a thousand.
        """
        count = 0
        for some in batched(to, 1000):
            rows = [
                cls._made(kind, about, address, context, sequence, due_at, held_for, sender=sender, woken=False)
                for address, context in some
            ]
            cls.objects.bulk_create(rows, ignore_conflicts=True)
            count += len(rows)
        if count and not held_for and (due_at is None or due_at <= now()):
            transaction.on_commit(wake.sweep, robust=True)
        return count

    @classmethod
    def _made(
        cls, kind, about, to, context, sequence, due_at, held_for, sealed=None, *, sender="", woken=True
    ) -> "Message":
        if ":" in kind or len(kind) > 40 or len(about) > 60 or len(sequence) > 32 or not to.strip():
            raise ValueError("A letter needs a kind, a thing it is about, an address and a short sequence.")
        index, moment = contact_index(to), now()
        key = f"{kind}:{about}:{index}:{sequence}"
        due_at = max(due_at or moment, moment)
        grace = timedelta(minutes=1) if woken and due_at == moment and not held_for else timedelta()
        return cls(
            key=key,
            kind=kind,
            about=about,
            recipient=to.strip(),
            recipient_index=index,
            context=context or {},
            sealed=json.dumps(sealed) if sealed else "",
            due_at=due_at,
            next_at=due_at + grace,
            held_for=held_for,
            sender=sender,
            message_id=f"<{_digest(key)[:32]}@{urlsplit(settings.SITE_URL).hostname}>",
            created_at=moment,
        )

    @property
    def opened(self) -> dict:
        """What was sealed; {} where nothing was, or once the letter is sent."""
        return json.loads(self.sealed) if self.sealed else {}

    @property
    def opaque_key(self) -> str:
        """The key as others may see it: the same for every copy of the letter."""
        return _digest(self.key)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _values(message: Message) -> dict:
    return {
        field.attname: getattr(message, field.attname)
        for field in Message._meta.concrete_fields
        if field.attname not in {"id", "key"}
    }
