"""A body as somebody types it into a form, found among those that are written down."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.models import Body

LONGEST_TEXT = 120
MOST_OFFERED = 8


class BodyWidget(forms.Widget):
    """A text, and beside it the slug of the body it means; where several may be meant, one button for each."""

    template_name = "demands/body_widget.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.offered: list[Body] = []

    def value_from_datadict(self, data, files, name) -> tuple[str, str]:
        return data.get(name) or "", data.get(f"{name}_pick") or ""

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in data

    def id_for_label(self, id_) -> str:
        return id_

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, None, attrs)
        text, pick = (value.name, value.slug) if isinstance(value, Body) else value or ("", "")
        context["widget"] |= {"text": text, "pick": pick, "offered": self.offered, "longest": LONGEST_TEXT}
        return context


class BodyField(forms.Field):
    """Gives the Body that is meant by a text: its name, with its town where several are called so.

    Where the text leaves a doubt the field is wrong and shows what it may mean as radio buttons under the text; posted
    again with one of them it is right. A choice that the typed text does not offer is passed over. `initial` is a Body.
    """

    widget = BodyWidget
    default_error_messages = {
        "required": _("Say who decides."),
        "several": _("Several bodies are called like “%(text)s”. Choose one."),
        "unknown": _("We do not know “%(text)s” yet. Try its town, or write it down first."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Who decides"))
        kwargs.setdefault("help_text", _("The name of a council or board, or its town: “Akron City Council”."))
        super().__init__(**kwargs)

    def clean(self, value) -> Body | None:
        text, pick = value or ("", "")
        text = " ".join(text.split())[:LONGEST_TEXT]
        if not text.replace("\x00", ""):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self._meant(text.replace("\x00", ""), pick)

    def has_changed(self, initial, data) -> bool:
        before = initial.name if isinstance(initial, Body) else ""
        return (data or ("",))[0].strip() != before

    def _meant(self, text: str, pick: str) -> Body:
        found = list(Body.objects.search(text).for_cards()[: MOST_OFFERED + 1])
        for body in found:
            if body.slug == pick:
                return body
        named = [body for body in found if body.name.lower() == text.lower()] or found
        if len(named) == 1:
            return named[0]
        self.widget.offered = found[:MOST_OFFERED]
        code = "several" if found else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"text": text})
