"""Letters that go out in a group's name by the clock: its organizers switch them off, and add words of their own."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.organization import Organization
from orgs.models.user import User
from outbox.letters import Unwanted, settable

LONGEST = 500


class LetterSetting(models.Model):
    """What one group has settled about one kind of letter. Without a row it goes out, without words of the group."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="letter_settings", editable=False
    )
    kind = models.CharField(max_length=40, editable=False)
    is_on = models.BooleanField(_("goes out"), default=True)
    words = models.TextField(_("your own words"), max_length=LONGEST, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind"], name="one_setting_per_group_and_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organization_id}: {'on' if self.is_on else 'off'}"

    @classmethod
    @transaction.atomic
    def put(cls, group: Organization, kind: str, *, is_on: bool, words: str, by: User) -> None:
        """Settle it for one kind; it holds for letters that wait too. The second time nothing changes."""
        group.locked()
        setting = cls.objects.filter(organization=group, kind=kind).first() or cls(organization=group, kind=kind)
        given = {"is_on": is_on, "words": words}
        changed = [name for name, value in given.items() if getattr(setting, name) != value]
        if not changed:
            return
        setting.is_on, setting.words = is_on, words
        setting.save()
        AuditEntry.record(
            group,
            "letter_settled",
            by=by,
            about=str(settable()[kind].name),
            fields=[f"letter_{name}" for name in changed],
        )

    @classmethod
    def words_of(cls, group: Organization, kind: str) -> str:
        """What the group adds to a letter that is about to go out; Unwanted where it sends none of the kind."""
        setting = cls.objects.filter(organization=group, kind=kind).first()
        if setting and not setting.is_on:
            raise Unwanted("off: the group does not send letters of this kind")
        return setting.words if setting else ""

    @classmethod
    def silent_groups(cls, kind: str) -> models.QuerySet:
        """The keys of groups that send none of the kind."""
        return cls.objects.filter(kind=kind, is_on=False).values("organization")
