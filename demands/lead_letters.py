"""The letters that ask the lead of a demand what only it can know, and remind of a next step."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands import lead_news
from demands.models import Demand
from demands.next_planks import next_planks
from orgs.models import User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register
from outbox.models import Message

DAY = timedelta(days=1)
AGAIN = timedelta(days=28)
LATEST = timedelta(days=14)  # nobody is asked by letter of what has waited longer: it stands at the desk
PAGES = {
    lead_news.SILENCE: "demands:demand-desk",
    lead_news.NEXT: "demands:demand-onward",
    lead_news.REVIEW: "demands:demand-review",
    lead_news.STEP: "demands:demand-desk",
}


class OfLead(Letter):
    """To somebody who looks after a demand, by day by the clocks of its body."""

    template = "demands/mail/endorsement"

    def page(self, message, question: str, wanting) -> dict:
        user = User.objects.filter(is_active=True, pk=message.context["user"]).first()
        if user is None:
            raise Unwanted("left: the account is no more")
        hers = wanting.editable_by(user).for_cards().filter(pk=message.context["demand"])
        demand = hers.first()
        if demand is None:
            raise Unwanted("answered: nobody needs to be asked, or she does not look after it")
        if until := morning_after(timezone.now(), demand.time_zone):
            raise NotYet(until)
        headline, sentences = lead_news.said(question, demand)
        if question == lead_news.NEXT:
            sentences += lead_news.from_platforms(next_planks(demand))
        url = f"{settings.SITE_URL}{reverse(PAGES[question], args=[demand.slug])}"
        return {"headline": headline, "sentences": sentences, "url": url, "words": [], "writer": ""}


@register
class DemandQuestion(OfLead):
    """The body is silent, something was won, or a win is to be looked at."""

    kind = "demand_question"
    reason = reasons.ORGANIZES
    title = _("questions about your demands")

    def context(self, message) -> dict:
        question = message.context["question"]
        rows = Demand.objects
        wanting = {
            lead_news.SILENCE: rows.left_unanswered,
            lead_news.NEXT: rows.without_next,
            lead_news.REVIEW: rows.to_review,
        }
        return self.page(message, question, wanting[question]())


@register
class DemandStep(OfLead):
    """The day before a next step is due, and once when it is late."""

    kind = "demand_step"
    reason = reasons.TASK
    title = _("reminders of next steps you took on")

    def context(self, message) -> dict:
        due = Demand.objects.with_step_by(timezone.localdate() + DAY).filter(next_step_by=message.context["user"])
        return self.page(message, lead_news.STEP, due.filter(next_step_on=message.context["due"]))


def write_due() -> int:
    """Write what leads are to be asked now; how many letters were meant. Each is written once, however often."""
    today = timezone.localdate()
    rows, written = Demand.objects.select_related("lead", "next_step_by"), 0
    for demand in rows.left_unanswered().filter(stage_since__gt=today - AGAIN - LATEST).iterator():
        turn = 2 if demand.stage_since <= today - AGAIN else 1
        written += _ask(demand, lead_news.SILENCE, f"{demand.stage_since}:{turn}")
    for demand in rows.without_next().filter(stage_since__gt=today - LATEST).iterator():
        written += _ask(demand, lead_news.NEXT, "next")
    for demand in rows.to_review().filter(review_on__gt=today - LATEST).iterator():
        written += _ask(demand, lead_news.REVIEW, f"review:{demand.review_on}")
    for demand in rows.with_step_by(today + DAY).filter(next_step_on__gt=today - LATEST).iterator():
        written += _remind(demand, "late" if demand.next_step_on < today else "eve")
    return written


def _ask(demand: Demand, question: str, sequence: str) -> int:
    organizers = demand.lead.organizers()
    for organizer in organizers:
        context = {"demand": demand.pk, "user": organizer.pk, "question": question}
        _write("demand_question", demand, organizer, context, sequence)
    return len(organizers)


def _remind(demand: Demand, turn: str) -> int:
    owner, due = demand.next_step_by, demand.next_step_on.isoformat()
    context = {"demand": demand.pk, "user": owner.pk, "due": due}
    _write("demand_step", demand, owner, context, f"{due}:{turn}")
    return 1


def _write(kind: str, demand: Demand, to: User, context: dict, sequence: str) -> None:
    Message.write(
        kind=kind,
        about=demand.letters_key,
        to=to.email,
        context=context,
        sequence=sequence,
        sender=demand.lead.letters_key,
        held_for=demand.held_for,
    )
