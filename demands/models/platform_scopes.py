"""Which platforms and which names under them, and who may do what about them."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from orgs.models import Organization, SignOnQuerySet, User
from orgs.models.shown import shown


class PlatformQuerySet(models.QuerySet):
    """Platforms by who may see, keep or sign them."""

    def public(self):
        """What everybody sees: put and shown, by a group that is listed."""
        return self.filter(shown(group="keeper"))

    def put(self):
        return self.filter(state="put")

    def visible_to(self, user: User | AnonymousUser):
        """The public ones, and all of the groups one belongs to; a moderator sees all that were put."""
        if not user.pk:
            return self.public()
        inside = models.Q(keeper__in=Organization.objects.of_member(user).values("pk"))
        if user.is_active and user.is_moderator:
            inside |= ~models.Q(state="draft")
        return self.filter(shown(group="keeper") | inside)

    def editable_by(self, user: User | AnonymousUser):
        return self.filter(keeper__in=Organization.objects.organized_by(user).values("pk"))

    def signable_by(self, user: User | AnonymousUser):
        """Those under way that a group of this person may ask to sign."""
        return self.public().put().exclude(pk__in=self.model.objects.editable_by(user).values("pk"))

    def stood_for_by(self, organization: Organization):
        """Those under way that a group keeps or has signed."""
        signed = self.model.signatures.rel.related_model.objects.accepted().filter(organization=organization)
        return self.public().put().filter(models.Q(keeper=organization) | models.Q(pk__in=signed.values("platform")))

    def for_cards(self):
        return self.select_related("keeper")


class PlankQuerySet(models.QuerySet):
    """Planks by whether they stand, and what carries them."""

    def standing(self):
        """Those that are asked for now, in their order."""
        return self.filter(struck_at=None).order_by("order", "pk")

    def struck(self):
        """Those that were taken out or have other words since, the latest first."""
        return self.filter(struck_at__isnull=False).order_by("-struck_at", "-pk")

    def editable_by(self, user: User | AnonymousUser):
        """Standing planks of the platforms that her groups keep."""
        kept = Organization.objects.organized_by(user).values("pk")
        return self.standing().filter(platform__keeper__in=kept)

    def with_carriers(self):
        """With the model or the demand that each stands on."""
        return self.select_related("model__proposed_by", "demand__lead", "demand__body__place")


def carried(planks: list) -> models.Q:
    """The demands that carry one of these planks: made from its model, or the very one it names."""
    models_of, named = {one.model_id for one in planks} - {None}, {one.demand_id for one in planks} - {None}
    return models.Q(adopted__text__model__in=models_of) | models.Q(pk__in=named)


class PlatformSignatureQuerySet(SignOnQuerySet):
    """Names under platforms by who may do what about them."""

    def addressed_to(self, user):
        """An invitation is for the organizers of the group to answer, a request for the keeper's; answered or not."""
        mine = self._organized_by(user)
        invited = models.Q(direction="invited", organization__in=mine)
        requested = models.Q(direction="requested", platform__keeper__in=mine)
        return self.filter(invited | requested)

    def answerable_by(self, user):
        """The same while they wait; what the public does not see, the keeper alone."""
        return self._seen_by(user, self.addressed_to(user).awaiting().exclude(platform__state="draft"))

    def revocable_by(self, user):
        """What one's own group asked, while it waits for its answer."""
        mine = self._organized_by(user)
        invited = models.Q(direction="invited", platform__keeper__in=mine)
        requested = models.Q(direction="requested", organization__in=mine)
        return self.awaiting().filter(invited | requested)

    def signed_by(self, user):
        """What one's own group has signed, and what it has withdrawn from since."""
        return self.filter(organization__in=self._organized_by(user), state__in=["accepted", "withdrawn"])

    def read_by(self, user):
        """What stands or waits between one's own group and another; what the public does not see, the keeper alone."""
        mine = self._organized_by(user)
        standing = self.standing().filter(models.Q(organization__in=mine) | models.Q(platform__keeper__in=mine))
        return self._seen_by(user, standing)

    def under_way(self):
        return self.filter(platform__state="put")

    def asked_about_planks(self):
        """Accepted under a platform under way, with planks that came after the group last chose and that it has not
        signed."""
        planks = self.model.platform.field.related_model.planks.rel.related_model.objects.standing().order_by()
        newer = planks.filter(platform=models.OuterRef("platform"), added_at__gt=models.OuterRef("chosen_at"))
        return self.accepted().under_way().filter(models.Exists(newer))

    def tell_of_planks(self, plank) -> None:
        """A letter to the organizers of each group that has signed, a little later: whoever adds one adds two."""
        for signed in self.accepted().select_related("organization", "platform__keeper"):
            signed.tell_of_plank(plank)

    def for_cards(self):
        people = ["asked_by", "decided_by"]
        return self.select_related("platform__keeper", "organization", *people).order_by("asked_at", "pk")

    def _seen_by(self, user, found):
        mine = self._organized_by(user)
        return found.filter(shown("platform__", group="keeper") | models.Q(platform__keeper__in=mine))

    @staticmethod
    def _organized_by(user):
        return Organization.objects.organized_by(user).values("pk")
