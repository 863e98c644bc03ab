from datetime import timedelta

from django.conf import settings
from django.core.checks import Error, Tags, register

from outbox.refusals import patience


@register(Tags.compatibility)
def lease_outlasts_the_mailer(app_configs, **kwargs):
    """A lease that ends while the mailer still waits for the server lets a second worker send the letter too."""
    if timedelta(seconds=settings.MAIL_LEASE_SECONDS) > patience():
        return []
    return [Error("MAIL_LEASE_SECONDS must be more than twice the timeout of EMAIL_URL.", id="outbox.E001")]
