"""Since when everybody may see something, said once for every scope, page, feed and letter."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.case import Case
from orgs.models.organization import Organization
from orgs.models.user import User
from outbox.models import Message

CLEAN = timedelta(days=180)  # for so long an upheld report stands against a group


def shown(way: str = "", group: str = "host") -> models.Q:
    """The one statement of what the public sees: of a listed group, shown and not taken down.

    `way` leads to it from another row ("series__"); `group` is the field that holds whose it is.
    """
    listed = {f"{way}{group}__state": Organization.State.LISTED}
    return models.Q(**{f"{way}shown_at__isnull": False, f"{way}withheld_at__isnull": True}, **listed)


class Shown(models.Model):
    """Something of a group that waits until it may be seen, and that a moderator can take down and put back.

    What is withheld keeps the instant at which it was shown first: put back, it is no news.
    """

    GROUP = "host"  # the field that holds the group it is of
    WHAT = "series"  # the word for it on the record, and in what its letters wait for
    FIRST = "first_listing"  # the kind of case in which the first of a group waits
    VOUCHES = models.Q()  # which of those that are shown speak for the next one

    shown_at = models.DateTimeField(null=True, editable=False)
    withheld_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def show(self, *, by: User | None = None) -> None:
        """Let everybody see it, as far as its group is listed; letters that waited for it go out.

        The second time nothing changes.
        """
        rows = type(self).objects.filter(pk=self.pk)
        first = rows.filter(shown_at=None).exclude(state="draft").update(shown_at=timezone.now())
        back = rows.filter(withheld_at__isnull=False).update(withheld_at=None)
        self.refresh_from_db(fields=["shown_at", "withheld_at"])
        if first or back:
            self.forget_waiting()
            self._turned("shown", by)
            self.release_letters()

    @transaction.atomic
    def withhold(self, *, by: User | None) -> None:
        """Take it down at once, for everybody but its group's people. Refused where nobody saw it.

        `Report.take_down` does so with a letter and a reason.
        """
        rows = type(self).objects.filter(pk=self.pk, shown_at__isnull=False, withheld_at=None)
        taken = rows.update(withheld_at=timezone.now())
        self.refresh_from_db(fields=["shown_at", "withheld_at"])
        if not taken:
            raise ValidationError(_("This is not shown to the public."), code="not_shown")
        self._turned("withheld", by)

    @transaction.atomic
    def unshow(self, *, by: User) -> None:
        """A first listing is taken back: it waits again as if nobody had seen it. The second time nothing changes."""
        if type(self).objects.filter(pk=self.pk, shown_at__isnull=False).update(shown_at=None, withheld_at=None):
            self.refresh_from_db(fields=["shown_at", "withheld_at"])
            self._turned("withheld", by)

    def put_before_moderators(self, *, by: User | None) -> Case:
        """Let it wait as the first of its group; the second time, once it was not shown, it waits anew."""
        return Case.open(self.FIRST, self.group, subject=self.letters_key, by=by)

    def forget_waiting(self) -> None:
        """There is nothing to look at any more: it is shown, over or called off."""
        Case.drop(self.FIRST, self.group, subject=self.letters_key)

    @classmethod
    def has_clean_record(cls, organization: Organization) -> bool:
        """Whether the next one of a group needs no look: one is shown, and no report was upheld lately."""
        upheld = Case.objects.filter(
            kind="report", organization=organization, state=Case.State.CONFIRMED, decided_at__gt=timezone.now() - CLEAN
        )
        standing = cls.objects.filter(
            cls.VOUCHES, **{cls.GROUP: organization}, shown_at__isnull=False, withheld_at=None
        )
        return standing.exists() and not upheld.exists()

    @classmethod
    def show_all_of(cls, organization: Organization) -> None:
        """A group was listed: what it has announced by then is shown with it."""
        refused = Case.objects.filter(kind=cls.FIRST, organization=organization, state=Case.State.DECLINED)
        subjects = set(refused.values_list("subject", flat=True))
        for waiting in cls.objects.filter(**{cls.GROUP: organization}, shown_at=None).exclude(state="draft"):
            if waiting.letters_key not in subjects:
                waiting.show()

    @classmethod
    def release_letters_of_shown(cls) -> int:
        """Letters held for what is shown by now; how many were let go. The second time none."""
        held = Message.objects.waiting().filter(held_for__startswith=f"{cls.WHAT}:").values_list("held_for", flat=True)
        pks = [int(key.partition(":")[2]) for key in held.distinct()]
        return sum(one.release_letters() for one in cls.objects.filter(shown(group=cls.GROUP), pk__in=pks))

    def release_letters(self) -> int:
        """Let the letters go that were held for it, where they need not wait any more."""
        return 0 if self.held_for else Message.objects.release(self.letters_key)

    # Questions

    @property
    def group(self) -> Organization:
        """Whose it is."""
        return getattr(self, self.GROUP)

    @property
    def is_waiting(self) -> bool:
        """Announced by a listed group, and not seen by anybody yet."""
        return self.shown_at is None and self.state != "draft" and self.group.is_listed

    @property
    def is_unsent(self) -> bool:
        """Whether it came with a group that ended, and its people now have not said yet that they call for it."""
        if not (self.is_waiting and self.is_announced):
            return False
        return not Case.objects.filter(kind=self.FIRST, organization=self.group, subject=self.letters_key).exists()

    def refused(self) -> Case | None:
        """The decision not to show it, where that stands and it can be sent in anew."""
        if not (self.is_waiting and self.is_announced):
            return None
        last = Case.objects.filter(kind=self.FIRST, organization=self.group, subject=self.letters_key).last()
        return last if last and last.is_declined else None

    @property
    def is_public(self) -> bool:
        return self.shown_at is not None and not self.is_withheld and self.group.is_listed

    @property
    def is_withheld(self) -> bool:
        return self.withheld_at is not None

    @property
    def letters_key(self) -> str:
        return f"{self.WHAT}:{self.pk}"

    @property
    def held_for(self) -> str:
        """What its letters wait for: its group's listing, its own, or nothing."""
        return self.group.held_for or ("" if self.is_public else self.letters_key)

    # Private steps

    def _turned(self, verb: str, by: User | None) -> None:
        AuditEntry.record(self.group, f"{self.WHAT}_{verb}", by=by, about=self.title)
        self.revise()
