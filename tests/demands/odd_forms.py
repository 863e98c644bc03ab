"""The forms of demands, models and bodies, each with a valid filling, for `tests/test_odd_input.py`."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from demands import forms as demand_forms
from demands.forms import stances as stance_forms
from demands.library import entries
from demands.models import Body, Demand, Endorsement, ModelDemand, PlatformSignature, Seat, SeatClaim
from tests import factories

BODY = {"name": "Harbor Council", "kind": "city_council", "town": "44308", "seats": "3", "venue": "City Hall"}
ENDORSES = {"authority": "officer", "may_sign": "on"}


class DemandsForms:
    """A form's page with a valid filling: (form, who posts, where to, what)."""

    def platform(self):
        typed = {"keeper": self.vigil.host.pk, "title": "Homes first", "summary": "Homes for all.", "about": "Because."}
        return demand_forms.PlatformForm, self.ada, "/desk/platforms/new/", typed

    def plank(self):
        model, platform = factories.model_demand(self.vigil.host, by=self.ada), self._unsigned(put=False)
        typed = {"title": "Benches", "text": "Ten benches.", "model": model.pk, "demand": ""}
        return demand_forms.PlankForm, self.ada, f"/desk/platforms/{platform.slug}/planks/new/", typed

    def plank_place(self):
        platform = self._unsigned()
        path = f"/desk/platforms/{platform.slug}/planks/{platform.planks.first().pk}/place/"
        return demand_forms.PlaceForm, self.ada, path, {"places": "1"}

    def signer(self):
        path = f"/desk/platforms/{self._unsigned().slug}/signatures/"
        return demand_forms.InviteSignerForm, self.ada, path, {"who": self.partner.name, "letter": "You live there"}

    def sign_asking(self):
        platform = self._unsigned()
        typed = ENDORSES | {"organization": self.partner.pk, "planks": factories.planks_of(platform), "note": "We"}
        return demand_forms.AskToSignForm, self.bo, f"/platforms/{platform.slug}/sign/", typed | {"letter": "Dear"}

    def sign_invited(self):
        asked = PlatformSignature.invite(self._unsigned(), self.partner, by=self.ada)
        typed = ENDORSES | {"planks": factories.planks_of(asked.platform)}
        return demand_forms.SignPlatformForm, self.bo, f"{asked.get_absolute_url()}acceptance/", typed

    def signer_chooses(self):
        asked = PlatformSignature.invite(self._unsigned(), self.partner, by=self.ada)
        asked.accept(by=self.bo, planks=factories.planks_of(asked.platform))
        typed = {"planks": factories.planks_of(asked.platform)[:1], "note": "We live there"}
        return demand_forms.ChoosePlanksForm, self.bo, f"{asked.get_absolute_url()}planks/", typed

    def signer_leaves(self):
        asked = PlatformSignature.invite(self._unsigned(), self.partner, by=self.ada)
        asked.accept(by=self.bo, planks=factories.planks_of(asked.platform))
        return demand_forms.SignerPartingForm, self.bo, f"{asked.get_absolute_url()}withdrawal/", {"note": "We left"}

    def _unsigned(self, **fields):
        return factories.platform(self.vigil.host, by=self.ada, **fields)

    def adopt(self):
        """A council is written down, and a model of the library asks for a name."""
        ModelDemand.objects.load(entry for entry in entries() if entry.slug == "non-cooperation")
        body = factories.body(self.vigil.host, "Council of Akron")
        typed = {"group": self.vigil.host.pk, "body": body.name, "agency": "the Bureau of Maps"}
        return demand_forms.AdoptForm, self.ada, "/desk/demands/models/non-cooperation/adopt/", typed

    def offered_words(self):
        """A model of the group says something newer than a draft that was made from it."""
        model = factories.model_demand(self.vigil.host, by=self.ada)
        body = factories.body(self.vigil.host, "Council of benches")
        demand = model.adopt_for(group=self.vigil.host, body=body, said={}, by=self.ada)
        ModelDemand.objects.filter(pk=model.pk).update(state="library")
        entry = next(entries())
        ModelDemand.objects.load([replace(entry, slug=model.slug)])
        typed = {"act": "write", "version": "2", "about": "Our own words."}
        return demand_forms.OfferForm, self.ada, f"/desk/demands/{demand.slug}/model/", typed

    def model(self):
        typed = {"name": "Benches", "topic": "other", "title": "Benches", "kind": "policy", "ask": "Put up benches."}
        typed |= {"text": "Section 1.", "components": "Ten", "evidence": "Minutes.", "review_after": "90"}
        typed |= {"group": self.vigil.host.pk, "body_1": "mayor", "says_1": "All."}
        return demand_forms.ModelForm, self.ada, "/desk/demands/models/new/", typed

    def model_words(self):
        _form, _user, _path, typed = self.model()
        made = factories.model_demand(self.vigil.host, by=self.ada)
        said = {name: value for name, value in typed.items() if name not in ("name", "topic", "group")}
        return demand_forms.NewerModelForm, self.ada, f"/desk/demands/models/{made.slug}/edit/", said

    def action(self):
        body = factories.body(self.vigil.host, "Council of two", seats=2)
        demand = factories.demand(self.vigil.host, by=self.ada, body=body)
        typed = {"kind": "vote_set", "on": demand.today(), "acting_body": "A committee", "note": "Read aloud"}
        typed |= {"set_day": demand.today(), "set_time": "19:00", "votes_for": "2", "absent": "0"}
        typed |= {f"seat-{demand.body.seats.first().pk}": "for", "evidence-url": "https://example.org/minutes"}
        return demand_forms.ActionForm, self.ada, f"/desk/demands/{demand.slug}/actions/new/", typed

    def evidence(self):
        demand = factories.demand(self.vigil.host, by=self.ada, body=factories.body(self.vigil.host, "Council of one"))
        entry = factories.action(demand, "heard", by=self.ada)
        typed = {"kind": "press", "title": "In the paper", "url": "https://example.org/", "checked_on": "2026-11-02"}
        path = f"{entry.get_absolute_url()}evidence/"
        return demand_forms.EvidenceForm, self.ada, path, {f"evidence-{name}": said for name, said in typed.items()}

    def looked(self):
        demand = factories.demand(
            self.vigil.host, by=self.bo, body=factories.body(self.vigil.host, "City Council of Kent")
        )
        path = f"{factories.action(demand, 'heard', by=self.bo).get_absolute_url()}confirmation/"
        return demand_forms.LookedForm, self.ada, path, {"seen": "it"}

    def evidence_taken(self):
        demand = factories.demand(self.vigil.host, by=self.ada, body=factories.body(self.vigil.host, "Council of none"))
        piece = factories.action(demand, "heard", by=self.ada).evidence.get()
        path = f"{piece.action.get_absolute_url()}evidence/{piece.pk}/removal/"
        return demand_forms.TakingForm, self.ada, path, {"because": "wrong"}

    def described(self):
        typed = {"title": "Schools", "summary": "Name some schools.", "about": "Long", "components": "One"}
        return demand_forms.DescribeForm, self.ada, f"/desk/demands/{self._unendorsed().slug}/text/", typed

    def endorse(self):
        asked = Endorsement.invite(self._unendorsed(), self.partner, by=self.ada)
        return demand_forms.EndorseForm, self.bo, f"{asked.get_absolute_url()}acceptance/", ENDORSES | {"version": "1"}

    def endorse_asking(self):
        typed = ENDORSES | {"organization": self.partner.pk, "letter": "We teach there"}
        return demand_forms.AskToEndorseForm, self.bo, f"/demands/{self._unendorsed().slug}/endorse/", typed

    def sign_endorsement(self):
        link = Endorsement.invite(self._unendorsed(), self.partner, by=self.ada).link(self.bo)
        return demand_forms.EndorseByLinkForm, None, link, ENDORSES | {"version": "1", "note": "We teach there"}

    def sign_endorsement_passed_on(self):
        asked = Endorsement.invite(self._unendorsed(), self.partner, by=self.ada)
        link = asked.link(None, asked.forward_to("chair@example.org", by=self.bo))
        return demand_forms.ForwardedEndorseForm, None, link, ENDORSES | {"version": "1", "signed_as": "June"}

    def sign_endorsement_anew(self):
        link = Endorsement.invite_address(self._unendorsed(), "union@example.org", by=self.ada).link(None)
        typed = ENDORSES | {"version": "1", "signed_as": "June", "name": "Harbor Union", "kind": "union"}
        return demand_forms.NewGroupEndorseForm, None, link, typed | {"town": "44308", "about": "We unload ships."}

    def endorser(self):
        path = f"/desk/demands/{self._unendorsed().slug}/endorsements/"
        return demand_forms.InviteEndorserForm, self.ada, path, {"who": self.partner.name, "letter": "You teach there"}

    def endorser_says(self):
        return demand_forms.EndorserNoteForm, self.bo, f"{self._endorsed()}note/", {"note": "We teach there"}

    def endorser_read(self):
        return demand_forms.EndorserReadForm, self.bo, f"{self._endorsed()}text/", {"version": "1"}

    def endorser_leaves(self):
        return demand_forms.EndorserPartingForm, self.bo, f"{self._endorsed()}withdrawal/", {"note": "We voted anew"}

    def _unendorsed(self):
        council = factories.body(self.vigil.host, f"Council {Demand.objects.count()}")
        return factories.demand(self.vigil.host, by=self.ada, body=council)

    def _endorsed(self):
        signed = Endorsement.invite(self._unendorsed(), self.partner, by=self.ada)
        signed.accept(by=self.bo)
        return signed.get_absolute_url()

    def body(self):
        typed = BODY | {"group": self.vigil.host_id}
        return demand_forms.BodyForm, self.ada, "/desk/bodies/new/", typed

    def body_facts(self):
        return demand_forms.BodyFactsForm, self.ada, self._council(), BODY

    def body_seats(self):
        return demand_forms.SeatsForm, self.ada, f"{self._council()}seats/", {"names": "At large"}

    def body_seat(self):
        path = f"{self._council()}seats/{Seat.objects.latest('pk').pk}/"
        return demand_forms.SeatForm, self.ada, path, {"name": "Chair", "place": "1"}

    def body_term(self):
        path = f"{self._council()}seats/{Seat.objects.latest('pk').pk}/terms/"
        return demand_forms.TermForm, self.ada, path, {"holder": "Member at large", "since": "2026-01-05"}

    def _council(self):
        name = "Odd Council"
        found = Body.objects.filter(name=name).first() or factories.body(self.vigil.host, name, seats=1)
        return f"/desk/bodies/{found.slug}/"

    def demand(self):
        body = factories.body(self.vigil.host, "School board")
        typed = {"lead": self.vigil.host_id, "body": body.name, "title": "Adopt it", "summary": "We ask for it."}
        typed |= {"kind": "policy", "topic": "schools", "components": "One\nTwo"}
        return demand_forms.DemandForm, self.ada, "/desk/demands/new/", typed

    def facts(self):
        typed = {"kind": "policy", "topic": "schools", "identifier": "2026-114"}
        return demand_forms.FactsForm, self.ada, f"{self._demand()}facts/", typed

    def closing(self):
        return demand_forms.ClosingForm, self.ada, f"{self._demand()}closing/", {"note": "Enough"}

    def next_step(self):
        typed = {"step": "Call the clerk", "who": self.ada.pk, "on": timezone.localdate()}
        return demand_forms.NextStepForm, self.ada, f"{self._demand()}next-step/", typed

    def review_day(self):
        return demand_forms.ReviewDayForm, self.ada, f"{self._demand()}review/day/", {"on": "2027-03-01"}

    def review(self):
        path = f"{self._demand(outcome='won')}review/"
        return demand_forms.ReviewForm, self.ada, path, {"done": "yes", "kind": "press", "url": "https://example.org/"}

    def next_demand(self):
        path = f"{self._demand(outcome='won')}onward/"
        other = factories.demand(self.vigil.host, by=self.ada, body=Body.objects.first(), title="The next one")
        return demand_forms.NextDemandForm, self.ada, path, {"next": other.pk}

    def lead(self):
        typed = {"who": self.partner.name, "stays": "on", "with_notes": "on"}
        return demand_forms.LeadForm, self.ada, f"{self._demand()}lead/", typed

    def _demand(self, **columns) -> str:
        put = Demand.objects.filter(put_at__isnull=False)
        made = put.first() or factories.demand(self.vigil.host, by=self.ada, body=Body.objects.first())
        Demand.objects.filter(pk=made.pk).update(**{"state": "put"} | columns)
        return f"/desk/demands/{made.slug}/"

    def stance(self):
        path, typed = self._own_seat(), {"on": "2026-11-03", "source": "At the meeting", "note": "Tired"}
        return stance_forms.StanceForm, self.ada, path, typed | {"value": "yes", "source_url": "https://example.org/"}

    def reply(self):
        typed = {"text": "We asked what it costs.", "email": "ward1@example.org", "holds": "on"}
        demand, seat = self._spoken()
        return demand_forms.ReplyForm, None, f"/demands/{demand.slug}/seats/{seat.pk}/reply/", typed

    def reply_anew(self):
        reply = factories.seat_reply(*self._spoken(), address="ward1@example.org")
        reply.confirm_address()
        return demand_forms.WordsOfReply, None, reply.get_absolute_url(), {"text": "We will vote for it."}

    def _spoken(self):
        """A demand, and a seat of which something is said; somebody holds it."""
        body = factories.body(self.vigil.host, f"Council {Body.objects.count()} that speaks", seats=1)
        demand, seat = factories.demand(self.vigil.host, by=self.ada, body=body), body.seats.get()
        body.seat_somebody(seat, by=self.ada, group=self.vigil.host, holder="Member", since=date(2026, 1, 1))
        factories.stance(demand, seat, by=self.ada)
        return demand, seat

    def talk(self):
        return stance_forms.TalkForm, self.ada, f"{self._own_seat()}claim/", {"due_on": timezone.localdate()}

    def _own_seat(self) -> str:
        """Ada talks to it."""
        body = factories.body(self.vigil.host, f"Council {Body.objects.count()} of wards", seats=1)
        demand = factories.demand(self.vigil.host, by=self.ada, body=body)
        seat = demand.body.seats.get()
        SeatClaim.take_up(demand, seat, by=self.ada, group=self.vigil.host)
        return f"/desk/demands/{demand.slug}/seats/{seat.pk}/"
