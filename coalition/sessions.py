"""Sessions in the database that end for good some time after they began."""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

BEGAN = "began"


class SessionStore(db.SessionStore):
    """Django's, except that use does not carry a session beyond SESSION_LONGEST_AGE from its beginning."""

    def save(self, must_create=False):
        if data := self._get_session(no_load=must_create):
            data.setdefault(BEGAN, int(time.time()))
        super().save(must_create=must_create)

    def get_expiry_age(self, **kwargs):
        age = super().get_expiry_age(**kwargs)
        began = self.get(BEGAN)
        return age if began is None else max(0, min(age, began + settings.SESSION_LONGEST_AGE - int(time.time())))

    def get_expiry_date(self, **kwargs):
        return timezone.now() + timedelta(seconds=self.get_expiry_age(**kwargs))
