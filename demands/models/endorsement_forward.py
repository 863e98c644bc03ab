"""An invitation to endorse a demand, passed on to whoever decides."""

from django.db import models

from orgs.models import PassedOn


class EndorsementForward(PassedOn):
    """One address that may answer for the group that was asked."""

    endorsement = models.ForeignKey(
        "demands.Endorsement", on_delete=models.CASCADE, related_name="forwards", editable=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endorsement", "address_index"],
                condition=~models.Q(address_index=""),
                name="one_endorsement_forward_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.endorsement_id}"
