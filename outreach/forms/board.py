"""What a board shows, and where a card goes."""

from datetime import timedelta
from typing import NamedTuple

from django import forms
from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.forms.days import DayField
from orgs.models import User
from outreach.models import Board, Prospect
from outreach.stages import LANES, Lane, Stage

FIRST_CARDS = 30
CARDS_A_PAGE = 120
LONGEST_SLEEP = timedelta(days=366)


class Shown(NamedTuple):
    """A lane as it is shown: its cards, and how many there are."""

    lane: Lane
    cards: list[Prospect]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.cards)


class BoardForm(forms.Form):
    """Everyone's, mine or what is due; and of which lane all cards are shown. By GET: what is odd counts as nothing."""

    WHO = [("", _("Everyone’s")), ("mine", _("Mine")), ("due", _("Due now"))]

    who = forms.ChoiceField(label=_("Show"), choices=WHO, required=False)
    all = forms.ChoiceField(choices=[(lane.key, lane.label) for lane in LANES], required=False)
    page = forms.IntegerField(min_value=1, max_value=1000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.whole: Page | None = None  # of the one lane that is shown whole

    @property
    def who_now(self) -> str:
        return self.cleaned_data.get("who", "")

    def among(self, rows, user: User):
        if self.who_now == "mine":
            return rows.mine(user)
        return rows.due() if self.who_now == "due" else rows

    def lanes(self, rows, board: Board) -> list[Shown]:
        """The five lanes in three queries, or the one of which all cards are wanted, by the page, in four."""
        counts = rows.counted()
        wanted = [lane for lane in LANES if lane.key == self.cleaned_data.get("all")]
        if wanted:
            in_lane = rows.filter(stage__in=wanted[0].stages).for_cards()
            self.whole = Paginator(in_lane, CARDS_A_PAGE).get_page(self.cleaned_data.get("page"))
        cards = list(self.whole or rows.first_of_each_lane(FIRST_CARDS).for_cards())
        board.mark_refusals(cards)
        return [
            Shown(
                lane,
                [card for card in cards if card.lane == lane.key],
                sum(counts.get(stage, 0) for stage in lane.stages),
            )
            for lane in wanted or LANES
        ]


class MoveForm(forms.Form):
    """To which lane, and until when it rests there."""

    stage = forms.ChoiceField(label=_("Move to"), choices=Stage)
    until = DayField(
        label=_("Rests until"),
        required=False,
        help_text=_("Only for a no or a “not now”; without a day for ninety days."),
    )

    @property
    def label(self) -> str:
        return Stage(self.cleaned_data["stage"]).label

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until and not today < until <= today + LONGEST_SLEEP:
            raise forms.ValidationError(_("Choose a day from tomorrow on, within a year."), code="day")
        return until

    def save(self, prospect: Prospect, *, by: User) -> None:
        prospect.shift(self.cleaned_data["stage"], by=by, until=self.cleaned_data["until"])
