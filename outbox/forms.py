from django import forms

from outbox.models import Suppression


class UnsubscribeForm(forms.Form):
    """An empty form ends one kind of letter; that is what mail programs send."""

    all = forms.BooleanField(required=False)
    undo = forms.BooleanField(required=False)

    def save(self, recipient_index: str, kind: str) -> None:
        """End the kind, or every letter; or undo what the person asked for. What bounced stays ended."""
        if self.cleaned_data["undo"]:
            Suppression.objects.against(recipient_index, kind).filter(reason=Suppression.ASKED).delete()
        else:
            ended = "" if self.cleaned_data["all"] else kind
            Suppression.objects.add(recipient_index, kind=ended, reason=Suppression.ASKED)
