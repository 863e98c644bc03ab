"""manage.py load_sample"""

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from events import sample
from outbox import postman
from outbox.models import Message


class Command(BaseCommand):
    help = "Makes twelve groups, their series and five people with one password. A second run changes nothing."
    requires_system_checks = []  # `make run` runs it each time

    def handle(self, *args, **options) -> None:
        if not settings.DEBUG:
            raise CommandError("The sample data has a known password and is never created outside development.")
        if sample.is_loaded():
            self.stdout.write("The sample data is there.")
        else:
            self._load()
        self.stdout.write(self._directions())

    def _load(self) -> None:
        try:
            sample.load()
        except ObjectDoesNotExist as error:
            raise CommandError("The towns are missing: run `manage.py prepare` first.") from error
        # Here rather than by the worker: so the console shows these letters first and the directions last.
        postman.deliver(list(Message.objects.due().values_list("pk", flat=True)))
        self.stdout.write("The sample data is loaded.")

    @staticmethod
    def _directions() -> str:
        logins = "\n".join(f"    {person.email:<18} {person.part}" for person in sample.CAST)
        return (
            f"\n  The site      {settings.SITE_URL}/"
            f"\n  Its letters   {settings.SITE_URL}/mail/   (also printed here)"
            f"\n\n  Sign in with the password {sample.PASSWORD}, or by a code that is shown among the letters:"
            f"\n{logins}\n"
        )
