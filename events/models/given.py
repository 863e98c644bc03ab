"""A group's name beside a series on the word of whoever brings it in: kept for later, or given elsewhere already."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import record
from orgs.models import Organization, User, when_asked


class Given(models.Model):
    """The part of a sign-on in which nobody is asked and nobody is written to."""

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def foresee(cls, series, organization: Organization, *, by: User | None) -> Self:
        """Keep a group beside a draft that is not to be asked yet: pending, and nobody is written to.

        Kept by a person it is asked when the draft is announced; kept by the site it is not.
        The second time it is the same sponsorship, whatever became of it.
        """
        known = cls.objects.filter(series=series, organization=organization).order_by("-pk").first()
        if known:
            return known
        record.note(series, "sponsorship_foreseen", by=by, party=organization.name)
        return cls.objects.create(series=series, organization=organization, direction="invited", asked_by=by)

    @transaction.atomic
    def ask(self, *, by: User | None) -> None:
        """The draft that it was kept beside is announced: its thirty days begin, and the group is written to."""
        if type(self).objects.awaiting().filter(pk=self.pk).update(asked_at=timezone.now(), asked_by=by):
            self.refresh_from_db()
            self.note_by_holder("invited", by=by)
            self.send_invitations()
            for follow in when_asked:
                follow(self)

    @classmethod
    @transaction.atomic
    def record(cls, series, organization: Organization, *, by: User | None, signed_as: str) -> Self:
        """Bring in a yes that was given elsewhere, on the word of whoever records it; nobody is written to.

        The second time nothing changes. Refused where the group itself has declined or withdrawn.
        """
        known = cls.objects.filter(series=series, organization=organization).order_by("-pk").first()
        if known and known.state in (cls.State.DECLINED, cls.State.WITHDRAWN):
            raise ValidationError(_("This group has said no."), code="said_no")
        given = {"decided_at": timezone.now(), "authority": cls.Authority.DELEGATION, "signed_as": signed_as}
        given |= {"text_version": series.text_version, "asked_version": series.text_version}
        if known is None or known.state == cls.State.EXPIRED:
            known = cls.objects.create(
                series=series, organization=organization, direction="invited", state=cls.State.ACCEPTED, **given
            )
        elif cls.objects.awaiting().filter(pk=known.pk).update(state=cls.State.ACCEPTED, **given):
            known.refresh_from_db()
        else:
            return known
        series.revise()
        known.note_by_holder("recorded", by=by)
        known._answered()
        return known
