"""An invitation to stand under a series, passed on to whoever decides."""

from django.db import models

from orgs.models import PassedOn


class Forward(PassedOn):
    """One address that may answer for the group that was asked."""

    sponsorship = models.ForeignKey(
        "events.Sponsorship", on_delete=models.CASCADE, related_name="forwards", editable=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sponsorship", "address_index"],
                condition=~models.Q(address_index=""),
                name="one_forward_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.sponsorship_id}"
