"""A cadence in a column."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.recurrence import Cadence


class CadenceField(models.JSONField):
    """Stores a `Cadence` as structured JSON and gives a `Cadence` back."""

    def from_db_value(self, value, expression, connection):
        stored = super().from_db_value(value, expression, connection)
        return None if stored is None else Cadence.from_json(stored)

    def to_python(self, value):
        if value is None or isinstance(value, Cadence):
            return value
        try:
            return Cadence.from_json(value)
        except ValueError as error:
            raise ValidationError(_("This rule cannot be read."), code="bad_cadence") from error

    def get_prep_value(self, value):
        return value.to_json() if isinstance(value, Cadence) else value

    def get_db_prep_value(self, value, connection, prepared=False):
        return super().get_db_prep_value(self.get_prep_value(value), connection, prepared)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        super().validate(self.get_prep_value(value), model_instance)
