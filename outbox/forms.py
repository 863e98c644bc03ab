from django import forms

from outbox.models import Suppression
from outbox.unsubscribing import Subscription


class UnsubscribeForm(forms.Form):
    """An empty form ends one kind of letter; that is what mail programs send."""

    group = forms.BooleanField(required=False)
    all = forms.BooleanField(required=False)
    undo = forms.BooleanField(required=False)

    def save(self, letters: Subscription) -> None:
        """End the kind, the sender's letters, or every letter; or undo what the person asked for.

        What bounced stays ended.
        """
        if self.cleaned_data["undo"]:
            Suppression.objects.against(*letters).filter(reason=Suppression.ASKED).delete()
            return
        ended = {"kind": letters.kind}
        if self.cleaned_data["all"]:
            ended = {}
        elif self.cleaned_data["group"] and letters.sender:
            ended = {"sender": letters.sender}
        Suppression.objects.add(letters.recipient_index, reason=Suppression.ASKED, **ended)
