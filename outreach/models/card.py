"""What a card says of a prospect: whose it is, what is due, what to do next."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outbox.models import Suppression
from outreach.models.prospects import ANSWER_TAKES
from outreach.models.touch import Touch
from outreach.stages import LANE_OF, OPEN, RESTING, Stage

Kind = Touch.Kind
LATELY = {
    Kind.CALL: gettext_lazy("Called on %(day)s"),
    Kind.LETTER: gettext_lazy("Letter sent on %(day)s"),
    Kind.MEETING: gettext_lazy("Met on %(day)s"),
    Kind.MESSAGE: gettext_lazy("Message sent on %(day)s"),
}


class Card:
    """The questions that pages ask; it has no columns of its own."""

    refusal = ""  # why its address takes no letters, once `Board.mark_refusals` has looked

    @property
    def shown_name(self) -> str:
        return self.organization.name if self.organization else self.name

    @property
    def shown_town(self) -> str:
        place = self.organization.place if self.organization else None
        return place.town_line if place else self.town

    @property
    def lane(self) -> str:
        return LANE_OF[self.stage]

    @property
    def onward(self) -> list[tuple[str, str]]:
        """The stages to which it may be moved."""
        return [(stage.value, stage.label) for stage in Stage if stage != self.stage]

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def is_talking(self) -> bool:
        return self.stage == Stage.TALKING

    @property
    def is_contacted(self) -> bool:
        return self.stage == Stage.CONTACTED

    @property
    def is_signed(self) -> bool:
        return self.stage == Stage.SIGNED

    @property
    def is_declined(self) -> bool:
        return self.stage == Stage.DECLINED

    @property
    def is_resting(self) -> bool:
        return self.stage in RESTING

    @property
    def is_awake(self) -> bool:
        """Whether a group that rested may be asked again."""
        return self.is_resting and self.sleeps_until <= timezone.localdate()

    @property
    def is_unanswered(self) -> bool:
        """Whether a group that was reached has been silent for a week, and nobody said what comes next."""
        reached = self.is_contacted and self.due_on is None and self.touched_at
        return bool(reached and self.touched_at < timezone.now() - ANSWER_TAKES)

    @property
    def is_due(self) -> bool:
        reached = self.is_open and self.due_on and self.due_on <= timezone.localdate()
        return bool(reached or self.is_awake or self.is_unanswered)

    @property
    def is_late(self) -> bool:
        past = self.is_open and self.due_on and self.due_on < timezone.localdate()
        return bool(past or self.is_unanswered)

    @property
    def is_refused(self) -> bool:
        """Whether the owner of the address asked that nobody writes there."""
        return self.refusal in (Suppression.ASKED, Suppression.COMPLAINED)

    @property
    def has_contact(self) -> bool:
        return bool(self.person or self.address or self.phone)

    @property
    def step_said(self) -> str:
        """What comes next and by when; empty where nobody said."""
        step = self.next_step or (_("Look again") if self.due_on else "")
        if not self.due_on:
            return step
        days = (self.due_on - timezone.localdate()).days
        near = abs(days) < 7  # the name of the day is enough
        names = {"step": step, "day": date_format(self.due_on, "l" if near else "j F")}
        if days < 0:
            return _("%(step)s: since %(day)s") % names
        return _("%(step)s: today") % names if days == 0 else _("%(step)s: %(day)s") % names

    @property
    def silence_said(self) -> str:
        days = (timezone.now() - self.touched_at).days
        return ngettext("No answer for %(days)s day", "No answer for %(days)s days", days) % {"days": days}

    @property
    def lately_said(self) -> str:
        """When somebody last spoke to the group, and how; empty where nobody has."""
        if not self.touched_at or self.last_touch not in LATELY:
            return ""
        return LATELY[self.last_touch] % {"day": date_format(localtime(self.touched_at), "j F")}
