"""What bodies decide for, by Open Civic Data ids."""

import pytest
from django.db import IntegrityError

from places.models import Jurisdiction

pytestmark = pytest.mark.django_db

OHIO = "ocd-division/country:us/state:oh"


def test_division_is_known_once():
    Jurisdiction.objects.create(ocd_id=OHIO, name="Ohio", kind=Jurisdiction.Kind.STATE, region="OH", country="US")

    with pytest.raises(IntegrityError):
        Jurisdiction.objects.create(ocd_id=OHIO, name="Ohio", kind=Jurisdiction.Kind.STATE, region="OH", country="US")
