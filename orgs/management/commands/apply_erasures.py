from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand

from orgs.models import User
from outbox.contacts import contact_index


class Command(BaseCommand):
    help = "After a restore: erase again who was erased since the backup. Reads a journal that print_erasures wrote."

    def add_arguments(self, parser):
        parser.add_argument("journal", type=Path, help="a file of lines: index, space, instant")

    def handle(self, *, journal, **options):
        lines = [line.split() for line in journal.read_text(encoding="utf-8").splitlines() if line.strip()]
        erased = {index: datetime.fromisoformat(instant) for index, instant in lines}
        count = 0
        for user in User.objects.iterator():
            known = [erased.get(contact_index(address)) for address in user.confirmed_addresses()]
            # Who registered anew after her erasure is somebody else to us.
            if any(instant and instant >= user.joined_at for instant in known):
                user.erase()
                count += 1
        self.stdout.write(f"Erased again: {count}")
