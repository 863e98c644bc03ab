from celery import shared_task
from django.conf import settings

from outbox import postman, retention
from outbox.models import Heartbeat, Message


@shared_task
def send_due_messages():
    for pks in postman.hand_out():
        try:
            deliver_messages.apply_async([pks], expires=settings.MAIL_HANDED_SECONDS)
        except BaseException:
            Message.objects.filter(pk__in=pks).take_back()
            raise


# The soft limit would strike in the middle of a letter; a batch stops by itself long before the hard one.
@shared_task(soft_time_limit=88)
def deliver_messages(pks: list[int]):
    postman.deliver(pks)


@shared_task(soft_time_limit=1500, time_limit=1800)
def purge():
    retention.purge()
    Heartbeat.beat(Heartbeat.PURGE)
