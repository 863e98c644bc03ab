"""What whoever holds a seat replies, at an address of hers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from demands.models import Demand, SeatReply, Stance, Term
from demands.models.seat_reply import LONGEST


class WordsOfReply(forms.Form):
    """Other words, from an address that is known already."""

    text = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Up to 1,500 characters, without markup. Everybody reads it once a moderator has looked."),
    )

    def save(self, reply: SeatReply, *, answers: Stance | None) -> SeatReply:
        return reply.write_anew(self.cleaned_data["text"], answers=answers)


class ReplyForm(WordsOfReply):
    """The right of reply of whoever holds a seat; no account is needed."""

    email = forms.EmailField(
        label=_("Your address"),
        max_length=254,
        help_text=_("One of your office helps a moderator to tell that it is you. It is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    holds = forms.BooleanField(label=_("I hold this seat, or speak for who does"))

    def ask(self, demand: Demand, term: Term, *, answers: Stance | None) -> None:
        said = self.cleaned_data
        SeatReply.ask(demand, term, answers=answers, text=said["text"], address=said["email"])
