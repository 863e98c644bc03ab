from django.core.management.base import BaseCommand

from outbox import postman
from outbox.models import Message


class Command(BaseCommand):
    help = "Send what is due in this process, for a machine without a worker."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many letters are due")

    def handle(self, *, dry_run, **options):
        if dry_run:
            self.stdout.write(f"Letters due: {Message.objects.due().count()}")
        else:
            self.stdout.write(f"Letters handed out: {postman.send_due()}")
