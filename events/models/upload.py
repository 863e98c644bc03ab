"""A file that somebody has shown us and not brought in yet: kept for a day, so that it need not be sent twice."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils import timezone

from orgs.models import Organization, User
from outbox.contacts import EncryptedTextField

KEPT = timedelta(hours=24)


class UploadQuerySet(models.QuerySet):
    def usable_by(self, user: User | AnonymousUser):
        """Her own, for a group that she still organizes, until a day has passed."""
        groups = Organization.objects.organized_by(user).values("pk")
        mine = self.filter(made_by=user.pk, organization__in=groups) if user.pk else self.none()
        return mine.filter(created_at__gt=timezone.now() - KEPT)


class Upload(models.Model):
    """What a person wants to bring in for a group, between the preview and the press. One for each of the two."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=120)  # of the file, or of the server that it came from
    content = EncryptedTextField()
    address = EncryptedTextField(blank=True, default="")  # where it was fetched; "" for a file
    columns = models.JSONField(default=dict)  # of a sheet: which of its columns says what
    whole_days_at = models.TimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "made_by"], name="one_upload_per_person_and_group")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def keep(cls, organization: Organization, data: bytes, *, user: User, name: str, **fields) -> "Upload":
        """Keep a file for a day; it takes the place of the one before."""
        cls.objects.filter(organization=organization, made_by=user).delete()
        content = data.decode("latin-1")  # byte by byte, whatever it is
        return cls.objects.create(organization=organization, made_by=user, name=name[:120], content=content, **fields)

    def choose(self, columns: dict[str, str]) -> None:
        """Remember which column of a sheet says what."""
        self.columns = columns
        self.save(update_fields=["columns"])

    @property
    def data(self) -> bytes:
        return self.content.encode("latin-1")

    @classmethod
    def purge(cls) -> int:
        return cls.objects.filter(created_at__lte=timezone.now() - KEPT).delete()[0]
