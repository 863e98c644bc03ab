import secrets

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from outbox.models import Message


class Command(BaseCommand):
    help = "Write a test letter to an address. The worker sends it, so it shows whether worker and mail work."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *, address, **options):
        sealed = {
            "subject": _("Test letter from %(site)s") % {"site": settings.SITE_NAME},
            "text": _("If you read this, the worker runs and mail goes out."),
        }
        Message.write(kind="plain", about="test", to=address, sequence=secrets.token_hex(8), sealed=sealed)
        self.stdout.write("Written. A running worker sends it within a minute.")
