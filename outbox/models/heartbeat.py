from datetime import datetime

from django.db import models
from django.utils.timezone import now


class Heartbeat(models.Model):
    """When something that should happen again and again last happened, for the health page."""

    SWEEP = "sweep"  # due messages were handed out
    PURGE = "purge"  # what is kept no longer was erased
    DATES = "dates"  # dates were made, and what is over was closed
    MAIL_SERVER_AWAY = "mail-server-away"  # the mail server could not be reached; gone once it answers

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} at {self.at}"

    @classmethod
    def beat(cls, name: str) -> None:
        """It happened now."""
        cls.objects.update_or_create(name=name, defaults={"at": now()})

    @classmethod
    def last(cls, name: str) -> datetime | None:
        """When it last happened, or None."""
        return cls.objects.filter(name=name).values_list("at", flat=True).first()
