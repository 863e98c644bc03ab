"""The record of a group: who did what to it, its people, its series and its sign-ons."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from orgs import chronicle
from orgs.models.user import User


class AuditEntry(models.Model):
    """One act, in the transaction of the act. Names no address, no network and no text of anybody."""

    organization = models.ForeignKey("orgs.Organization", on_delete=models.CASCADE, related_name="record")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")  # None: the site itself
    subject = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=160, blank=True)
    fields = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            # A group's record, newest first.
            models.Index(fields=["organization", "-at"], name="audit_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} in {self.organization_id}"

    @classmethod
    def record(
        cls,
        organization,
        verb: str,
        *,
        by: User | None,
        about: str = "",
        subject: User | None = None,
        fields: Iterable[str] = (),
    ) -> "AuditEntry":
        """Write down that `by` (None: the site itself) did this. Each call is an entry of its own.

        `about` is what the public may read, such as a title; never a person. `subject` is whom it was done to.
        `verb` is one that `orgs.chronicle` has a sentence for; ValueError for another.
        """
        if verb not in chronicle.known_verbs():
            raise ValueError(f"No sentence is registered for {verb!r}.")
        return cls.objects.create(
            organization=organization, verb=verb, actor=by, about=about[:160], subject=subject, fields=sorted(fields)
        )
