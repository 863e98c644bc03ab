"""Words that stand in one line."""

from django import forms


class LineField(forms.CharField):
    """Whatever is typed or pasted into it becomes one line."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())
