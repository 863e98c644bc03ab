"""Nothing is stored of which nobody said how long it is kept."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailConfirmation
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from outbox import retention
from tests import factories

# Tables that Django fills from our code: they hold nothing of anyone.
OF_CODE = {"auth.Permission", "auth.Group", "contenttypes.ContentType"}
MODELS = [model for model in apps.get_models() if model._meta.label not in OF_CODE]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_has_a_period(model):
    assert sorted(retention.missing(model)) == []


@pytest.mark.parametrize("entry", retention.entries(), ids=lambda entry: entry.model._meta.label)
def test_no_period_is_named_for_a_field_that_is_gone(entry):
    fields = {field.name for field in [*entry.model._meta.fields, *entry.model._meta.many_to_many]}

    assert set(entry.fields) - fields == set()


@pytest.mark.parametrize("entry", retention.entries(), ids=lambda entry: entry.model._meta.label)
def test_every_period_is_said_in_words(entry):
    assert [period for period in [entry.kept, *entry.fields.values()] if len(period) < 5] == []


@pytest.mark.django_db
def test_a_session_and_its_device_go_after_fourteen_days(client, ada):
    client.post("/account/login/", {"login": ada.email, "password": "ada-has-a-password"})
    kept = (retention.purge(), Session.objects.count(), UserSession.objects.count())[1:]

    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        retention.purge()
        retention.purge()

    assert (kept, Session.objects.count(), UserSession.objects.count()) == ((1, 1), 0, 0)


@pytest.mark.django_db
def test_the_device_of_an_ended_session_is_forgotten(client, ada):
    client.post("/account/login/", {"login": ada.email, "password": "ada-has-a-password"})
    client.post("/account/logout/")

    retention.purge()

    assert UserSession.objects.count() == 0


@pytest.mark.django_db
def test_a_confirmation_that_nobody_used_goes(ada):
    with time_machine.travel(timezone.now() - timedelta(days=4)):
        confirmation = EmailConfirmation.create(ada.emailaddress_set.get())
        confirmation.sent = timezone.now()
        confirmation.save()

    retention.purge()

    assert EmailConfirmation.objects.count() == 0


@pytest.mark.django_db
def test_everything_can_be_purged_twice(ada, vigil):
    factories.coming(vigil, address="june@example.org")
    retention.purge()

    assert set(retention.purge().values()) == {0}
