"""Which bodies, and who keeps them right."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Count, Q, Value, When

from orgs.models import Organization, User
from orgs.models.shown import shown
from places.spots import Spot

MOST_WORDS = 6


class BodyQuerySet(models.QuerySet):
    """Bodies by what they are called and where, and by who may change what is said of them."""

    def search(self, text: str):
        """Those that bear every word of a text in their name, their town or what they decide for; all for no words.

        Whose name is the text comes first, whose name begins with it next.
        """
        words = text.replace(",", " ").split()[:MOST_WORDS]
        found = self.filter(*(_bears(word) for word in words))
        first = Case(
            When(name__iexact=text.strip(), then=Value(0)),
            When(name__istartswith=text.strip(), then=Value(1)),
            default=Value(2),
        )
        return found.order_by(first, "name", "pk")

    def of_town(self, spot: Spot):
        """Those that meet in a town."""
        return self.filter(
            place__locality__iexact=spot.locality, place__region=spot.region, place__country=spot.country
        )

    def editable_by(self, user: User | AnonymousUser):
        """Kept right by the listed groups that rely on it, and by moderators; by them alone while it is frozen."""
        if user.pk and user.is_active and user.is_moderator:
            return self.all()
        return self.relied_on_by(user).filter(frozen_at=None)

    def relied_on_by(self, user: User | AnonymousUser):
        """Those of listed groups that wrote it down or lead a demand put to it, be it frozen."""
        acting = Organization.objects.organized_by(user).listed().values("pk")
        leading = self.model.demands.rel.related_model.objects.filter(shown(group="lead"), lead__in=acting)
        return self.filter(Q(written_for__in=acting) | Q(pk__in=leading.values("body")))

    def recorded_for(self, user: User | AnonymousUser):
        """Those whose changes she reads: of those she relies on, and all for a moderator."""
        if user.pk and user.is_active and user.is_moderator:
            return self.all()
        return self.relied_on_by(user)

    def likely(self, name: str, kind: str, spot: Spot):
        """Those that may be meant by a new one: of its kind in that town, or so called in that state."""
        same_name = Q(name__iexact=name.strip()) & Q(place__region=spot.region, place__country=spot.country)
        in_town = Q(place__locality__iexact=spot.locality, place__region=spot.region, place__country=spot.country)
        return self.filter(in_town & (Q(kind=kind) | Q(name__iexact=name.strip())) | same_name).order_by("name", "pk")

    def with_demands(self):
        """With `asked`: how many demands everybody sees that were put to it."""
        return self.annotate(asked=Count("demands", filter=shown("demands__", group="lead")))

    def for_cards(self):
        return self.select_related("place", "jurisdiction")


def acting_for(body, user: User):
    """The group for which this person changes a body: the one that wrote it down, else one that leads a demand put to
    it; None for a moderator of neither."""
    acting = Organization.objects.organized_by(user).listed()
    leading = body.demands.filter(shown(group="lead")).values("lead")
    groups = list(acting.filter(Q(pk=body.written_for_id) | Q(pk__in=leading)).distinct().order_by("name", "pk"))
    return min(groups, key=lambda group: group.pk != body.written_for_id, default=None)


def _bears(word: str) -> Q:
    """Names, towns and divisions that bear a word; a state by its two letters."""
    found = Q(name__icontains=word) | Q(place__locality__icontains=word) | Q(jurisdiction__name__icontains=word)
    return found | Q(place__region__iexact=word)
