from django.core.management.base import BaseCommand

from outbox.reencryption import reencrypt


class Command(BaseCommand):
    help = "Bring every encrypted field under the first of CONTACT_KEYS. Afterwards the other keys can go."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count what would change")

    def handle(self, *, dry_run, **options):
        for name, count in reencrypt(dry_run=dry_run):
            self.stdout.write(f"{name}: {count}")
