"""What demands want of those who look after them, for their desk."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from demands import lead_news
from demands.models import Demand
from orgs import needs
from orgs.models import User
from orgs.needs import WEEK, Act, Need
from orgs.waiting import LIVE, MOST


def register_all() -> None:
    needs.register("next steps of demands", steps)
    needs.register("silent bodies", silences)
    needs.register("demands that were won", won)


def steps(user: User) -> list[Need]:
    """What she herself took on, due within a week or late."""
    hers = _look_after(user).with_step_by(localdate() + WEEK).filter(next_step_by=user)
    return [
        Need(
            f"demand-step:{demand.pk}",
            demand.next_step,
            text=demand.title,
            stock=demand.lead.stock,
            due=demand.next_step_on,
            is_late=demand.next_step_on < localdate(),
            acts=[Act(_("Say what comes next"), _desk(demand) + "#next")],
            weight=LIVE,
        )
        for demand in hers.order_by("next_step_on", "pk")[:MOST]
    ]


def silences(user: User) -> list[Need]:
    """Bodies that were asked two weeks ago and have not answered."""
    return [
        _need(
            lead_news.SILENCE,
            demand,
            Act(_("We asked again today"), reverse("demands:demand-asking", args=[demand.slug]), post=True),
            Act(_("Enter what it answered"), reverse("demands:action-new", args=[demand.slug]), main=False),
        )
        for demand in _look_after(user).left_unanswered().order_by("stage_since", "pk")[:MOST]
    ]


def won(user: User) -> list[Need]:
    """What was won: which demand is next, and was it done?"""
    after = _look_after(user).without_next().order_by("pk")[:MOST]
    due = _look_after(user).to_review().order_by("review_on", "pk")[:MOST]
    asked = [
        _need(
            lead_news.REVIEW,
            demand,
            Act(_("Say what was done"), reverse("demands:demand-review", args=[demand.slug])),
        )
        for demand in due
    ]
    return asked + [
        _need(
            lead_news.NEXT,
            demand,
            Act(_("Say what is next"), reverse("demands:demand-onward", args=[demand.slug])),
            Act(_("Nothing for now"), reverse("demands:demand-onward-rest", args=[demand.slug]), post=True, main=False),
        )
        for demand in after
    ]


def _need(question: str, demand: Demand, *acts: Act) -> Need:
    headline, sentences = lead_news.said(question, demand)
    key = f"demand-{question}:{demand.pk}"
    return Need(key, headline, text=sentences[0], stock=demand.lead.stock, acts=list(acts))


def _look_after(user: User):
    return Demand.objects.editable_by(user).for_cards()


def _desk(demand: Demand) -> str:
    return reverse("demands:demand-desk", args=[demand.slug])
