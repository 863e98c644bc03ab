from django import forms

from outbox.letters import alike
from outbox.models import Suppression
from outbox.unsubscribing import Subscription


class UnsubscribeForm(forms.Form):
    """An empty form ends the letters of one title, of whatever kinds; that is what mail programs send."""

    group = forms.BooleanField(required=False)
    all = forms.BooleanField(required=False)
    undo = forms.BooleanField(required=False)

    def save(self, letters: Subscription) -> None:
        """End the kinds of this title, the sender's letters, or every letter; or undo what the person asked for.

        What bounced stays ended.
        """
        kinds = alike(letters.kind)
        if self.cleaned_data["undo"]:
            for kind in kinds:
                against = Suppression.objects.against(letters.recipient_index, kind, letters.sender)
                against.filter(reason=Suppression.ASKED).delete()
            return
        ended = [{"kind": kind} for kind in kinds]
        if self.cleaned_data["all"]:
            ended = [{}]
        elif self.cleaned_data["group"] and letters.sender:
            ended = [{"sender": letters.sender}]
        for what in ended:
            Suppression.objects.add(letters.recipient_index, reason=Suppression.ASKED, **what)
