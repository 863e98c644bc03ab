"""What a group says of itself, and how its name changes."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.languages import named, validate_languages
from orgs.models.audit import AuditEntry
from orgs.models.case import Case
from orgs.models.name import OrganizationName
from orgs.models.user import User
from outbox.contacts import EncryptedTextField

# What follows when a group's name appears or goes, or it joins or leaves a coalition: each is called with the group,
# in the transaction.
when_shown: list[Callable[[models.Model], None]] = []


class Profile(models.Model):
    """The part of an organization that its own people write. Its name is theirs too, once a moderator has looked."""

    # What `describe` may change.
    DESCRIBED = "kind about place website stock languages contact_email contact_phone private_contact".split()

    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[validate_languages])
    contact_email = models.EmailField(_("public email address"), blank=True)
    contact_phone = models.CharField(_("public phone number"), max_length=40, blank=True)
    private_contact = EncryptedTextField(_("how moderators reach the group"), max_length=300, blank=True)
    proposed_name = models.CharField(_("proposed name"), max_length=120, blank=True, editable=False)
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    proposed_at = models.DateTimeField(null=True, editable=False)
    # The group whose name was the likest when this one registered or took a new name: for the moderator's eye.
    resembles = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def describe(self, *, by: User, also_called: list[str] | None = None, **changes) -> None:
        """Say other words of the group. What is as it was is left alone; the second time nothing changes.

        Whatever shows the group to the public is revised. Its name changes by `propose_name` alone.
        """
        if unknown := changes.keys() - set(self.DESCRIBED):
            raise ValueError(f"describe changes no {unknown}")
        row = self.locked()
        fields = [name for name, value in changes.items() if getattr(row, name) != value]
        for name in fields:
            setattr(row, name, changes[name])
        row.clean_fields(exclude={field.name for field in row._meta.fields} - set(fields) | {"place"})
        row.refuse_other_kind()
        row.changed_at = timezone.now()
        row.save(update_fields=[*fields, "changed_at"])
        renamed = also_called is not None and set(also_called) != {other.name for other in row.names.others()}
        if renamed:
            OrganizationName.refuse_names_of_others(row, also_called)
        if renamed or "place" in fields:
            OrganizationName.restate(row, also_called)
        if fields or renamed:
            AuditEntry.record(row, "group_described", by=by, fields=fields + ["also_called"] * renamed)
            row._revise()
        self.refresh_from_db()

    @transaction.atomic
    def propose_name(self, name: str, *, by: User) -> None:
        """Ask for another name. While the public sees the group a moderator looks first, and the old name stays.

        A group that nobody sees yet is called so at once. Its present name takes a proposal back.
        """
        row = self.locked()
        name = " ".join(name.split())
        was, row.name = row.name, name
        row.clean_fields(exclude={field.name for field in row._meta.fields} - {"name"})
        row.resembles = row._likest()
        if row.state in (row.State.DRAFT, row.State.IN_REVIEW):
            row._take(name, by=by)
        else:
            row.name = was
            row.proposed_name = name if name != was else ""
            row.proposed_by, row.proposed_at = by, timezone.now()
            row.save(update_fields=["proposed_name", "proposed_by", "proposed_at", "resembles"])
            AuditEntry.record(row, "name_proposed" if row.proposed_name else "name_kept", by=by, about=name)
            row._put_before_moderators(by=by)
        self.refresh_from_db()

    @transaction.atomic
    def take_name(self, *, by: User) -> None:
        """The proposed name becomes its name. The old one still finds it, and its address stays."""
        row = self._proposing()
        row._take(row.proposed_name, by=by)
        self.refresh_from_db()

    @transaction.atomic
    def refuse_name(self, *, by: User) -> None:
        """The group keeps its name."""
        row = self._proposing()
        AuditEntry.record(row, "name_refused", by=by, about=row.proposed_name)
        row.proposed_name = ""
        row.save(update_fields=["proposed_name"])
        self.refresh_from_db()

    @transaction.atomic
    def return_name(self, mistaken: str, *, by: User) -> None:
        """Bear the former name again: this one was taken by mistake, and is forgotten."""
        row = self.locked()
        if row.name != mistaken:
            raise ValidationError(_("It has taken another name since. Take that back first."), code="named_since")
        former = row.names.former().first()
        if former is None:
            raise ValidationError(_("This group had no other name before."), code="no_former_name")
        row._take(former.name, by=by)
        row.names.filter(name=mistaken, is_former=True).delete()
        self.refresh_from_db()

    def reveal(self) -> None:
        """Its name appeared or went, or it joined or left a coalition: let what shows it follow."""
        for follow in when_shown:
            follow(self)

    # Questions

    @property
    def language_names(self) -> list[tuple[str, str]]:
        """The languages it works in, by code and name."""
        return named(self.languages)

    @property
    def is_disguised(self) -> bool:
        """Whether its name, or the one it proposes, is written with letters that only look like those one reads."""
        return any(OrganizationName.reads_otherwise(name) for name in (self.name, self.proposed_name))

    # Private steps

    def _likest(self):
        """The group whose name is the likest to this one's, None where none is like it."""
        others = type(self).objects.known().exclude(pk=self.pk)
        found = OrganizationName.objects.like(self.name, self.place, of=others, most=1)
        return found[0].organization if found else None

    def _proposing(self):
        row = self.locked()
        if not row.proposed_name:
            raise ValidationError(_("This group proposes no other name any more."), code="no_proposal")
        return row

    def _put_before_moderators(self, *, by: User) -> None:
        """One case at most waits, and says the newest proposal; without a proposal none does."""
        waiting = Case.objects.pending().filter(kind="changed_name", organization=self, subject="")
        if self.proposed_name:
            Case.open("changed_name", self, by=by, text=self.proposed_name)
            waiting.update(text=self.proposed_name)
        else:
            waiting.update(state=Case.State.CLOSED, decided_at=timezone.now())

    def _take(self, name: str, *, by: User) -> None:
        self.name, self.proposed_name, self.changed_at = name, "", timezone.now()
        self.save(update_fields=["name", "proposed_name", "changed_at", "resembles"])
        OrganizationName.restate(self)
        AuditEntry.record(self, "name_taken", by=by, about=name)
        self._revise()

    def _revise(self) -> None:
        """Whatever shows the group says what it says now."""
        if self.is_listed:
            self.reveal()
