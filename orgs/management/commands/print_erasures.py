from django.core.management.base import BaseCommand

from outbox.models import Erasure


class Command(BaseCommand):
    help = "Print the journal of erasures: indexes and instants, no address. Keep it beside each backup, and newer."

    def handle(self, **options):
        for row in Erasure.objects.order_by("at"):
            self.stdout.write(f"{row.recipient_index} {row.at.isoformat()}")
