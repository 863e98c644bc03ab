"""Nothing is stored of which nobody said how long it is kept."""

import pytest
from django.apps import apps

from outbox import retention

# Rooms whose models must all be registered with outbox.retention.
COVERED = ["outbox"]


@pytest.mark.parametrize("room", COVERED)
def test_every_field_has_a_period(room):
    models = apps.get_app_config(room).get_models(include_auto_created=False)

    missing = {model._meta.label: sorted(retention.missing(model)) for model in models if retention.missing(model)}

    assert missing == {}


@pytest.mark.parametrize("room", COVERED)
def test_no_period_is_named_for_a_field_that_is_gone(room):
    for entry in retention.entries():
        if entry.model._meta.app_label == room:
            fields = {field.name for field in [*entry.model._meta.fields, *entry.model._meta.many_to_many]}
            assert set(entry.fields) - fields == set()
