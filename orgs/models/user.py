"""Our own user from the first migration: a person is an address, and a name only if she likes."""

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs import personal
from orgs.models.person_settings import PersonSettings
from orgs.models.week_settings import WeekSettings
from outbox.contacts import contact_index
from outbox.models import Bounce, Erasure, Suppression


class UserManager(BaseUserManager):
    """Users are found by their address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)  # None makes a password that nothing matches
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, is_moderator=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(PersonSettings, WeekSettings, AbstractBaseUser, PermissionsMixin):
    """A person with an account: an address that is hers, and rights through memberships."""

    email = models.EmailField(
        _("email address"), unique=True, error_messages={"unique": _("This address has an account.")}
    )
    is_moderator = models.BooleanField(
        _("moderator"), default=False, help_text=_("Reviews groups before they are listed.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    # The two letters to an account that nobody uses: thirty days and seven days before it is erased.
    first_notice_at = models.DateTimeField(null=True, editable=False)
    last_notice_at = models.DateTimeField(null=True, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_is_lower_case",
                violation_error_message=_("Addresses are kept in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @transaction.atomic
    def erase(self) -> None:
        """Everything that is kept about this person goes, and she is signed out everywhere; the second time nothing.

        What she did for groups stays and names her no more. Groups that she alone coordinated stand without one.
        """
        if not User.objects.select_for_update().filter(pk=self.pk).exists():
            return
        Erasure.write(self.confirmed_addresses())
        for part in personal.parts():
            if part.erase:
                part.erase(self)
        User.objects.filter(pk=self.pk).delete()

    def confirmed_addresses(self) -> list[str]:
        """Addresses that she has proved to be hers."""
        return list(
            EmailAddress.objects.filter(user=self, verified=True).order_by("pk").values_list("email", flat=True)
        )

    def stopped_addresses(self) -> dict[str, str]:
        """Of her addresses those that get no letters but codes, each with why: "bounced" or "complained"."""
        indexes = {contact_index(address): address for address in self.confirmed_addresses()}
        stopped = Suppression.objects.stopped().filter(recipient_index__in=indexes).order_by("pk")
        return {indexes[index]: reason for index, reason in stopped.values_list("recipient_index", "reason")}

    def resume_own_letters(self) -> None:
        """Her addresses are written to again; what she asked to end stays ended. Once a week."""
        Bounce.forgive([contact_index(address) for address in self.confirmed_addresses()])

    @property
    def shown_name(self) -> str:
        """What others in her groups read; never her address."""
        return self.name or str(_("Somebody without a name"))

    @property
    def masked_email(self) -> str:
        """Enough to tell people apart, for the coordinators of her groups alone: "a…@example.org"."""
        local, _at, domain = self.email.rpartition("@")
        return f"{local[:1]}…@{domain}"

    @property
    def is_staff(self) -> bool:
        """Whether she runs the site."""
        return self.is_superuser

    @classmethod
    def of_confirmed_address(cls, address: str) -> "User":
        """The account of an address that its holder has just proved; made where there is none.

        Refused where that account is closed.
        """
        address = address.strip().lower()
        second = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
        user = second.user if second else cls.objects.filter(email=address).first() or cls.objects.create_user(address)
        if not user.is_active:
            raise ValidationError(_("The account of this address is closed."), code="closed")
        if second is None:
            proved = {"verified": True, "primary": True}
            EmailAddress.objects.update_or_create(user=user, email=address, defaults=proved)
        return user
