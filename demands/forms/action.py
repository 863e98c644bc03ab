"""What happened to a demand, as somebody enters it who has read the minutes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.forms.evidence import EvidenceForm
from demands.forms.roll import named_fields, votes_of
from demands.models import Action, Demand, Seat, SeatVote, enter_with
from demands.models.action import OTHER_PARTS
from demands.stages import SETS_A_DAY, Happened, Result
from orgs.forms.days import DayField
from orgs.models import User

H = Happened
# As people look for it: what we did, what the body did, how it ended.
GROUPS = (
    (_("On the way there"), [H.DRAFTED, H.SPONSOR_SOUGHT, H.DELIVERED]),
    (_("Before the body"), [H.INTRODUCED, H.DIRECTED, H.REFERRED, H.READ, H.HEARING_SET, H.HEARD, H.REPORTED]),
    (_("Put off or changed"), [H.DEFERRED, H.AMENDED, H.VOTE_SET]),
    (_("How it was decided"), [H.ADOPTED, H.REJECTED, H.VOTED, H.WITHDRAWN, H.EXPIRED, H.TO_BALLOT]),
    (_("Signed or refused"), [H.SIGNED, H.VETOED, H.OVERRIDDEN]),
    (_("Afterwards"), [H.IN_FORCE, H.IMPLEMENTING, H.IMPLEMENTED, H.CHALLENGED, H.REPEALED]),
)
MOST_SEATS = 60  # of larger bodies those are named who voted otherwise
FIELDS = ["kind", "on", "acting_body", "note", "set_day", "set_time"]
VOTES = ["votes_for", "votes_against", "abstained", "absent"]


class TimeInput(forms.TimeInput):
    """The browser's own; hours and minutes."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class ActionForm(forms.ModelForm):
    """One entry with its votes, what became of each part, and what shows it. It corrects an earlier one, or none."""

    on = DayField(
        label=_("On which day"),
        help_text=_(
            "The day on which it was done or decided. For when a hearing or a vote was set, there is a field below."
        ),
    )
    set_day = DayField(
        label=_("If a hearing or a vote was set: for which day"),
        required=False,
        help_text=_("By the body’s own clock."),
    )

    class Meta:
        model = Action
        fields = [*FIELDS, *VOTES]
        labels = {"set_time": _("At which hour")}
        help_texts = {"set_time": _("With its hour it is in everybody’s calendar once it is confirmed.")}
        widgets = {"set_time": TimeInput}

    def __init__(self, *args, demand: Demand, by: User, corrects: Action | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.demand, self.corrects = demand, corrects
        sent = {"data": self.data, "files": self.files} if self.is_bound else {}
        link = corrects.evidence.there().exclude(url="").first() if corrects else None
        shown = {"kind": link.kind, "title": link.title, "url": link.url} if link else {}
        self.evidence = EvidenceForm(prefix="evidence", demand=demand, by=by, initial=shown, **sent)
        never = [(H.MISTAKEN.value, H.MISTAKEN.label)] if corrects else []
        groups = [(label, [(one.value, one.label) for one in kinds]) for label, kinds in GROUPS]
        self.fields["kind"].choices = [("", _("Choose")), *never, *groups]
        self.initial = self._of_earlier() | self.initial if corrects else {"on": demand.today()} | self.initial
        self._offer_parts()
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=2000, initial=self._parts_now()
        )
        self._offer_seats()

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.demand.today():
            raise ValidationError(_("This day is still to come."), code="ahead")
        return on

    def clean_seen(self):
        """Which parts she saw; where they are others by now, what she chose would say something else."""
        if (seen := self.cleaned_data["seen"]) and seen != self._parts_now():
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self._parts_now()
            raise ValidationError(OTHER_PARTS, code="parts")
        return seen

    def clean(self):
        said = super().clean()
        if said.get("kind") in SETS_A_DAY and not said.get("set_day") and "set_day" not in self.errors:
            self.add_error("set_day", _("Say on which day it will be."))
        elif said.get("kind") and said["kind"] not in SETS_A_DAY:
            said["set_day"] = said["set_time"] = None
        if self.many:
            said["roll"] = self._called(said)
        return said

    def is_valid(self) -> bool:
        """Both halves, so that everything that is wrong is said at once."""
        if all([super().is_valid(), self.evidence.is_valid()]):
            return True
        self._ask_for_file_again()
        return False

    def save(self, *, by: User) -> Action:
        said = {name: self.cleaned_data[name] for name in [*FIELDS, *VOTES]}
        said |= {
            "results": self._answers("part"),
            "seat_votes": self.cleaned_data.get("roll") or self._answers("seat"),
            "corrects": self.corrects,
        }
        return enter_with(self.evidence.evidence, self.demand, by=by, **said)

    def refuse(self, refusal: ValidationError) -> None:
        """Say what the verb refused: beside the field that it names, otherwise above all."""
        named = getattr(refusal, "error_dict", {None: refusal})
        for name, errors in named.items():
            self.add_error(name if name in self.fields else None, errors)
        self._ask_for_file_again()

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or self.evidence.errors)

    @property
    def first(self) -> list:
        return [self[name] for name in ("kind", "on", "acting_body", "note")]

    @property
    def has_votes(self) -> bool:
        """Whether what is folded away was filled in, or is wrong."""
        return self._is_touched([*VOTES, "rest"], ("seat-", "names-"))

    @property
    def has_parts(self) -> bool:
        return "seen" in self.errors or self._is_touched([], "part-")

    @property
    def has_day(self) -> bool:
        return self._is_touched(["set_day", "set_time"], "set_")

    @property
    def votes(self) -> list:
        return [self[name] for name in VOTES]

    @property
    def parts(self) -> list:
        return [self[name] for name in self.fields if name.startswith("part-")]

    @property
    def seats(self) -> list:
        return [self[name] for name in self.fields if name.startswith(("seat-", "names-")) or name == "rest"]

    # Private steps

    def _ask_for_file_again(self) -> None:
        if self.is_bound and self.evidence.is_bound:
            self.evidence.ask_for_file_again()

    def _called(self, said: dict) -> dict[int, str]:
        try:
            return votes_of(said, self.many)
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return {}

    def _is_touched(self, names: list[str], start: str | tuple[str, ...]) -> bool:
        these = [name for name in self.fields if name in names or name.startswith(start)]
        return any(name in self.errors or self[name].value() for name in these)

    def _of_earlier(self) -> dict:
        """All that the corrected entry says: what is not typed anew stays as it was."""
        earlier = self.corrects
        said = {name: getattr(earlier, name) for name in [*FIELDS, *VOTES]}
        said |= {f"part-{one.component_id}": one.result for one in earlier.results.all()}
        return said | {f"seat-{one.seat_id}": one.vote for one in earlier.seat_votes.all()}

    def _parts_now(self) -> str:
        """The keys of what is asked for."""
        now = list(self.demand.components.current().values_list("pk", flat=True))
        return "-".join(str(pk) for pk in now) or "none"

    def _offer_parts(self) -> None:
        for part in self.demand.components.current():
            choices = [("", _("Nothing said")), *Result.choices]
            self.fields[f"part-{part.pk}"] = forms.ChoiceField(label=part.text, choices=choices, required=False)

    def _offer_seats(self) -> None:
        seats = list(Seat.objects.filter(body=self.demand.body_id).prefetch_related("terms"))
        self.many = seats if len(seats) > MOST_SEATS else []
        self.fields |= named_fields(self.many) if self.many else {}
        for seat in seats if not self.many else ():
            held = next((term for term in seat.terms.all() if term.until is None), None)
            label = f"{held.holder} ({seat.name})" if held else seat.name
            choices = [("", _("Not named")), *SeatVote.Vote.choices]
            self.fields[f"seat-{seat.pk}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def _answers(self, what: str) -> dict[int, str]:
        """What was said of parts or seats, by their keys."""
        said = {name.partition("-"): value for name, value in self.cleaned_data.items() if value}
        return {int(key): value for (start, _dash, key), value in said.items() if start == what and key}

    def _post_clean(self):
        """The verb of the action sets its fields, once all is right."""
