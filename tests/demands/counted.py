"""Pages of demands, models and bodies, for `tests/test_query_counts.py`."""

from datetime import date, timedelta

from django.utils import timezone

from demands.models import Demand, DemandHandover, Endorsement, ModelDemand, PlatformSignature, SeatClaim, Term
from orgs.models import Organization
from tests import factories

# What each page may ask, session and person included where somebody is signed in.
BUDGET = {
    "bodies": 3,
    "bodies near a town": 3,
    "body": 4,
    "body at the desk": 6,
    "record of a body": 7,
    "demand desk": 10,
    "demands": 3,
    "demands near a town": 7,
    "demands by town": 3,
    "demands on a map": 4,
    "demands on a map near a town": 6,
    "data of demands": 2,
    "seats of a demand": 7,
    "data of seats": 7,
    "replying for a seat": 7,
    "replies of an address": 7,
    "entries of a demand": 16,
    "an entry": 22,
    "models": 3,
    "model": 7,
    "demands of a town": 5,
    "model at the desk": 10,
    "text of a demand": 3,
    "words of a demand at the desk": 6,
    "endorsements at the desk": 9,
    "endorsement by letter": 4,
    "endorsement": 9,
    "lead of a demand": 6,
    "what is next": 14,
    "lead": 6,
    "platforms": 2,
    "platform": 9,
    "data of a platform": 8,
    "platform at the desk": 10,
    "names under a platform": 5,
    "asked to sign": 7,
    "seats at the desk": 10,
    "seat at the desk": 13,
}


class DemandsPages:
    """The part of the growing `Site` that is of this room."""

    def _decide(self, group: Organization) -> None:
        """A body more, and one that is asked more and has a seat more with somebody in it."""
        acting = {"by": self.ada, "group": self.host}
        factories.demand(group, by=self.bo, body=self.body, title=f"Demand {self.number}")
        factories.body(group, f"Board {self.number}", seats=1)
        self.body.add_seats([f"Ward {self.number}"], **acting)
        self.body.seat_somebody(self.body.seats.last(), holder="Member", since=date(2026, 1, 1), **acting)

    def _demands(self) -> None:
        """One demand more, with a part and the one that is to come after it."""
        named = {"title": f"Demand {self.number}", "body": self.body}
        factories.demand(self.host, by=self.ada, components=["A letter"], **named)
        factories.demand(self.host, by=self.ada, after=self.demand, put=False, **named)
        self.won = Demand.objects.filter(outcome="won").first() or factories.demand(self.host, by=self.ada, **named)
        Demand.objects.filter(pk=self.won.pk).update(outcome="won")
        self.demand.set_components([f"Part {number}" for number in range(self.number)])

    def _seats(self) -> None:
        """Two more of whom we know who sits there and what she said, in her own term and before."""
        for seat in self.counted.body.seats.all()[self.number * 2 : self.number * 2 + 2]:
            factories.stance(self.counted, seat, "leaning", by=self.ada, on=timezone.localdate() - timedelta(days=9))
            factories.stance(self.counted, seat, by=self.ada)
            Term.objects.create(seat=seat, holder=f"Member {seat.pk}", since=date(2026, 1, 1))
            SeatClaim.take_up(self.counted, seat, by=self.ada, group=self.host)
            self.reply = factories.seat_reply(self.counted, seat, address="ward1@example.org")
            self.reply.confirm_address()
            self.reply.let_stand()
        first = self.counted.body.seats.first()
        talk = SeatClaim.take_up(self.counted, first, by=self.ada, group=self.host)
        talk.note_talk(by=self.ada, note="They listened.")
        SeatClaim.take_up(self.counted, first, by=self.ada, group=self.host)

    def _entries(self) -> None:
        """Two more that happened, by vote and by seat, and one that waits."""
        seats = {seat.pk: "for" for seat in self.demand.body.seats.all()[:9]}
        for kind in ("heard", "voted"):
            factories.action(self.demand, kind, by=self.ada, confirmed_by=self.bo, seat_votes=seats)
        factories.action(self.demand, "reported", by=self.bo)

    def _models(self, group: Organization) -> None:
        """One model more, and a town more that has taken the first one up."""
        factories.model_demand(self.host, by=self.ada)
        body = factories.body(group, f"Council {self.number}")
        demand = ModelDemand.objects.get(slug="benches").adopt_for(group=group, body=body, said={}, by=self.bo)
        Demand.objects.filter(pk=demand.pk).update(state="put", put_at=timezone.now(), shown_at=timezone.now())

    def _endorsements(self) -> None:
        """Three more groups, of which one endorses, one asks and one is asked; and one version more of the words."""
        signing, asking, asked = (factories.group(f"{word} {self.number}", coordinator=self.bo) for word in "EFG")
        self.endorsement = Endorsement.invite(self.demand, signing, by=self.ada)
        self.endorsement.accept(by=self.bo)
        waiting = DemandHandover.objects.first()
        self.lead_offer = waiting or DemandHandover.offer(self.demand, signing, by=self.ada)
        Endorsement.request(self.demand, asking, by=self.bo)
        Endorsement.invite(self.demand, asked, by=self.ada)
        self.by_letter = Endorsement.invite_address(self.demand, f"union{self.number}@example.org", by=self.ada)
        self.demand.describe(by=self.ada, summary=f"Name {self.number} schools a protected place.")

    def _platforms(self, group: Organization) -> None:
        """One platform more, and one with a plank and a town more, which one group signs and one is asked to."""
        named = {"title": f"Platform {self.number}", "put": self.number > 1}
        factories.platform(self.host, by=self.ada, **named)
        if self.number == 1:
            self.platform = factories.platform(self.host, by=self.ada)
        model = factories.model_demand(self.host, by=self.ada, name=f"Trees {self.number}")
        place = factories.town(locality=f"Town {self.number}")
        body = factories.body(group, f"Council of town {self.number}", place=place)
        factories.show(model.adopt_for(group=group, body=body, said={}, by=self.bo), by=self.bo)
        self.platform.add_plank(by=self.ada, title=f"Trees {self.number}", text="Plant them.", model=model)
        signed = factories.group(f"Signed in part {self.number}", coordinator=self.bo)
        planks = factories.planks_of(self.platform)[:2]
        PlatformSignature.request(self.platform, signed, by=self.bo, planks=planks).accept(by=self.ada)
        asked = factories.group(f"Asked to sign {self.number}", coordinator=self.bo)
        self.signature = PlatformSignature.invite(self.platform, asked, by=self.ada)

    def of_demands(self) -> dict[str, tuple]:
        """Who reads which address."""
        return {
            "bodies": (None, "/bodies/"),
            "bodies near a town": (None, "/bodies/?q=board&near=44308"),
            "body": (None, f"/bodies/{self.body.slug}/"),
            "body at the desk": (self.ada, f"/desk/bodies/{self.body.slug}/"),
            "record of a body": (self.ada, f"/desk/bodies/{self.body.slug}/record/"),
            "demands": (None, "/demands/"),
            "demands near a town": (None, "/demands/?near=44308&q=demand"),
            "demands by town": (None, "/demands/towns/"),
            "demands on a map": (None, "/demands/?view=map"),
            "demands on a map near a town": (None, "/demands/?view=map&near=44308&km=50"),
            "data of demands": (None, "/demands.json"),
            "demand desk": (self.ada, f"/desk/demands/{self.demand.slug}/"),
            "words of a demand at the desk": (self.ada, f"/desk/demands/{self.demand.slug}/text/"),
            "text of a demand": (None, f"/demands/{self.demand.slug}/text/"),
            "endorsements at the desk": (self.ada, f"/desk/demands/{self.demand.slug}/endorsements/"),
            "endorsement by letter": (None, self.by_letter.link(None)),
            "endorsement": (self.bo, self.endorsement.get_absolute_url()),
            "what is next": (self.ada, f"/desk/demands/{self.won.slug}/onward/"),
            "lead of a demand": (self.ada, f"/desk/demands/{self.demand.slug}/lead/"),
            "lead": (self.bo, self.lead_offer.get_absolute_url()),
            "seats of a demand": (None, f"/demands/{self.counted.slug}/seats/"),
            "data of seats": (None, f"/demands/{self.counted.slug}/seats.json"),
            "replying for a seat": (None, f"/demands/{self.counted.slug}/seats/{self.reply.term.seat_id}/reply/"),
            "replies of an address": (None, self.reply.get_absolute_url()),
            "entries of a demand": (self.ada, f"/desk/demands/{self.demand.slug}/actions/"),
            "an entry": (self.ada, self.demand.actions.latest("pk").get_absolute_url()),
            "models": (None, "/demands/models/"),
            "model": (None, "/demands/models/benches/?near=44308"),
            "demands of a town": (None, "/demands/near/?near=44308"),
            "model at the desk": (self.ada, "/desk/demands/models/benches/adopt/"),
            "seats at the desk": (self.ada, f"/desk/demands/{self.counted.slug}/seats/"),
            "seat at the desk": (
                self.ada,
                f"/desk/demands/{self.counted.slug}/seats/{self.counted.body.seats.first().pk}/",
            ),
            "platforms": (None, "/platforms/"),
            "platform": (None, self.platform.get_absolute_url()),
            "data of a platform": (None, f"/platforms/{self.platform.slug}.json"),
            "platform at the desk": (self.ada, f"/desk/platforms/{self.platform.slug}/"),
            "names under a platform": (self.ada, f"/desk/platforms/{self.platform.slug}/signatures/"),
            "asked to sign": (self.bo, self.signature.get_absolute_url()),
        }
