"""What demands, models and bodies are in the world of the authorization matrix."""

from datetime import date
from uuid import UUID

from demands.models import Adopted, Demand, DemandHandover, Endorsement, EvidenceFile, PlatformSignature, SeatReply
from orgs.models import Case
from tests import factories
from tests.arguments import Arguments, pks, slugs, tokens


class DemandsWorld:
    """The part of `World` that is of this room."""

    def _demands(self) -> None:
        """A demand of each group, in each state; the body is Ada's."""
        ada, bo = self.people["ada"], self.people["bo"]
        self.body = factories.body(self.listed, "Council", seats=3)
        self.other_body = factories.body(self.partner, "Other council", seats=1)
        self.body_of_suspended = factories.body(self.suspended, "Council of the suspended", seats=1)
        self.bodies = {"own": self.body, "other": self.other_body, "suspended": self.body_of_suspended}
        for body in self.bodies.values():
            acting = {"by": ada, "group": body.written_for, "since": date(2026, 1, 1)}
            body.seat_somebody(body.seats.first(), holder="Member", **acting)
        whose = {"own": (self.listed, ada), "in review": (self.waiting, ada), "other": (self.partner, bo)}
        whose |= {"suspended": (self.suspended, ada)}
        self.demands = {
            name: factories.demand(lead, by=by, body=self.body, title=f"Demand {name}")
            for name, (lead, by) in whose.items()
        }
        self.demands["draft"] = factories.demand(self.listed, by=ada, body=self.body, put=False)
        own, other, gone = (self.demands[name] for name in ("own", "other", "suspended"))
        self.entries = {
            "own": (own, factories.action(own, "heard", by=bo)),
            "entered alone": (own, factories.action(own, "referred", by=ada)),
            "confirmed": (own, factories.action(own, "introduced", by=ada, confirmed_by=bo)),
            "other": (other, factories.action(other, "heard", by=ada)),
            "suspended": (gone, factories.action(gone, "heard", by=bo)),
        }
        self.files = {name: self._evidence(entry) for name, (_demand, entry) in self.entries.items()}
        self.models = {
            "offered": factories.model_demand(self.listed, by=ada),
            "proposed": factories.model_demand(self.listed, by=ada, shown=False),
            "suspended": factories.model_demand(self.suspended, by=ada),
            "other": factories.model_demand(self.partner, by=bo),
        }
        text = self.models["offered"].text
        for demand in self.demands.values():
            Adopted.objects.create(demand=demand, text=text, answered=text.number)
        self._endorsements()
        self._platforms()
        self.replies = {name: self._reply(self.demands[name]) for name in ("own", "other", "suspended")}
        asked = factories.seat_reply(own, self.body.seats.first(), address="ward1@example.org")
        self.replies["not confirmed"] = asked

    def _reply(self, demand: Demand) -> SeatReply:
        """One that stands beside what the first seat is said to have said."""
        seat = self.body.seats.first()
        factories.stance(demand, seat, by=self.people["ada"])
        reply = factories.seat_reply(demand, seat, address="ward1@example.org")
        reply.confirm_address()
        Case.objects.get(subject=reply.key).confirm(by=self.people["mo"])
        return reply

    @staticmethod
    def _evidence(entry) -> EvidenceFile:
        return EvidenceFile.objects.create(action=entry, title="Minutes", kind="png", size=1, content=b"x")

    def _endorsements(self) -> None:
        """Ada's group asks Bo's and is asked by it; a third group is asked by Bo's, which endorses another of Ada's."""
        ada, bo = self.people["ada"], self.people["bo"]
        second = factories.demand(self.listed, by=ada, body=self.body, title="Demand endorsed")
        signed = Endorsement.invite(second, self.partner, by=ada)
        signed.accept(by=bo)
        third, gone = factories.group("Fifth"), self.demands["suspended"]
        rows = {
            "invited": Endorsement.invite(self.demands["own"], self.partner, by=ada),
            "requested": Endorsement.request(self.demands["other"], self.listed, by=ada),
            "accepted": signed,
            "other": Endorsement.invite(self.demands["other"], third, by=bo),
            "suspended": Endorsement.objects.create(demand=gone, organization=self.suspended, direction="requested"),
        }
        self.endorsements = {name: row.pk for name, row in rows.items()}
        offers = {
            "offered": DemandHandover.offer(second, self.partner, by=ada),
            "other": DemandHandover.objects.create(demand=self.demands["other"], organization=self.partner, to=third),
            "suspended": DemandHandover.objects.create(demand=gone, organization=self.suspended, to=self.partner),
        }
        self.leads = {name: row.pk for name, row in offers.items()}

    def _platforms(self) -> None:
        """Ada's group keeps one that Bo's has signed, and asks to sign Bo's; a draft, and one of the suspended."""
        ada, bo = self.people["ada"], self.people["bo"]
        whose = {"own": (self.listed, ada), "in review": (self.waiting, ada), "other": (self.partner, bo)}
        whose |= {"suspended": (self.suspended, ada)}
        self.platforms = {
            name: factories.platform(keeper, by=by, title=f"Platform {name}") for name, (keeper, by) in whose.items()
        }
        self.platforms["draft"] = factories.platform(self.listed, by=ada, put=False)
        own, other = self.platforms["own"], self.platforms["other"]
        signed = PlatformSignature.invite(own, self.partner, by=ada)
        signed.accept(by=bo, planks=factories.planks_of(own))
        second = factories.platform(self.listed, by=ada, title="Platform two")
        asked = PlatformSignature.request(other, self.listed, by=ada, planks=factories.planks_of(other))
        rows = {
            "accepted": signed,
            "invited": PlatformSignature.invite(second, self.partner, by=ada),
            "requested": asked,
            "other": PlatformSignature.invite(other, factories.group("Sixth"), by=bo),
            "suspended": PlatformSignature.objects.create(
                platform=self.platforms["suspended"], organization=self.suspended, direction="requested"
            ),
        }
        self.signatures = {name: row.pk for name, row in rows.items()}

    # What stands at the place of an argument

    def of_demands(self) -> Arguments:
        """What the addresses of demands, models and bodies are tried on."""
        desk, body = "desk/demands/<slug:slug>/", "desk/bodies/<slug:slug>/"
        return {
            "bodies/<slug:slug>": lambda: slugs(self.bodies),
            body: lambda: slugs(self.bodies),
            f"{body}record/<int:pk>/": self._of_records,
            f"{body}seats/<int:pk>/": lambda: self._of_bodies("seats"),
            f"{body}terms/<int:pk>/": lambda: self._of_bodies("terms"),
            "demands/<slug:slug>": lambda: slugs(self.demands),
            desk: lambda: slugs(self.demands),
            f"{desk}actions/<int:pk>/": self._of_entries,
            f"{desk}seats/<int:pk>/": self._seat_of_demands,
            f"{desk}texts/<int:number>/": self._demand_texts,
            "demands/models/<slug:slug>/": lambda: slugs(self.models),
            "desk/demands/models/<slug:slug>/": lambda: slugs(self.models),
            "demands/<slug:slug>/seats/<int:pk>/": self._seat_of_demands,
            "replies/<int:pk>/": self._replies,
            "desk/replies/<int:pk>/": self._replies,
            "replies/own/<str:token>/": lambda: tokens(own=self.replies["not confirmed"].token),
            "replies/own/<str:token>/<int:pk>/": self._own_reply,
            "endorsements/<int:pk>/": lambda: pks(self.endorsements),
            "sign/demands/<str:token>/": self._letter,
            "leads/<int:pk>/": lambda: pks(self.leads),
            "evidence/<uuid:name>/": self._files,
            "platforms/<slug:slug>": lambda: slugs(self.platforms),
            "desk/platforms/<slug:slug>/": lambda: slugs(self.platforms),
            "desk/platforms/<slug:slug>/planks/<int:pk>/": self._planks,
            "platform-signatures/<int:pk>/": lambda: pks(self.signatures),
        }

    def _letter(self) -> dict[str, dict]:
        asked = Endorsement.objects.get(pk=self.endorsements["invited"])
        return tokens(own=asked.link(self.people["bo"]).split("/")[3])

    def _seat_of_demands(self) -> dict[str, dict]:
        seat = {"pk": self.body.seats.first().pk}
        return {name: found | seat for name, found in slugs(self.demands).items()}

    def _replies(self) -> dict[str, dict]:
        return pks({name: reply.pk for name, reply in self.replies.items()})

    def _own_reply(self) -> dict[str, dict]:
        """By the link of its letter, and by one that is not its own."""
        reply = self.replies["not confirmed"]
        own = {"token": reply.token, "pk": reply.pk}
        of_another = own | {"pk": self.replies["other"].pk}
        return {"own": own, "of another demand": of_another, "made up": own | {"token": "x"}}

    def _files(self) -> dict[str, dict]:
        return {name: {"name": file.name} for name, file in self.files.items()} | {"missing": {"name": UUID(int=0)}}

    def _demand_texts(self) -> dict[str, dict]:
        second = Demand.objects.get(title="Demand endorsed")
        second.describe(by=self.people["ada"], summary="Name some schools a protected place.")
        return {
            "earlier": {"slug": second.slug, "number": 1},
            "other": {"slug": self.demands["other"].slug, "number": 1},
            "suspended": {"slug": self.demands["suspended"].slug, "number": 1},
            "missing": {"slug": second.slug, "number": 9},
        }

    def _of_entries(self) -> dict[str, dict]:
        """What happened to demands, with what shows it, and one asked for under another."""
        pairs = {name: (demand.slug, entry.pk) for name, (demand, entry) in self.entries.items()}
        own = self.demands["own"].slug
        pairs |= {"of another demand": (own, pairs["other"][1]), "missing": (own, 0)}
        pieces = {entry.pk: entry.evidence.first().pk for _demand, entry in self.entries.values()}
        return {name: {"slug": slug, "pk": pk, "piece": pieces.get(pk, 0)} for name, (slug, pk) in pairs.items()}

    def _planks(self) -> dict[str, dict]:
        """A plank of each platform, and one asked for under another."""
        pairs = {name: (one.slug, one.planks.first().pk) for name, one in self.platforms.items()}
        own = self.platforms["own"].slug
        pairs |= {"of another platform": (own, pairs["other"][1]), "missing": (own, 0)}
        return {name: {"slug": slug, "pk": pk} for name, (slug, pk) in pairs.items()}

    def _of_records(self) -> dict[str, dict]:
        """The last change of each body, and one asked for under another."""
        pairs = {name: (body, body.changes.first().pk) for name, body in self.bodies.items()}
        pairs |= {"of another body": (self.other_body, pairs["own"][1]), "missing": (self.body, 0)}
        return {name: {"slug": body.slug, "pk": pk} for name, (body, pk) in pairs.items()}

    def _of_bodies(self, part: str) -> dict[str, dict]:
        """A seat or a term under the desk of its body, and one asked for under the desk of another."""
        seats = {name: body.seats.first() for name, body in self.bodies.items()}
        rows = {name: seat.terms.get() if part == "terms" else seat for name, seat in seats.items()}
        pairs = {name: (self.bodies[name], row.pk) for name, row in rows.items()}
        pairs |= {"of another body": (self.other_body, pairs["own"][1]), "missing": (self.body, 0)}
        return {name: {"slug": body.slug, "pk": pk} for name, (body, pk) in pairs.items()}
