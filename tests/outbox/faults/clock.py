"""The site's Celery with a clock in a hurry: celery --app tests.outbox.faults.clock beat"""

from datetime import timedelta

from coalition.celery import app

app.conf.update(
    beat_schedule={"send-due-messages": {"task": "outbox.tasks.send_due_messages", "schedule": timedelta(seconds=1)}}
)
