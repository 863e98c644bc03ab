"""Structured logs without personal data: one JSON object a line."""

import contextvars
import json
import logging
import secrets
import time
import traceback
from datetime import UTC, datetime

from celery import current_task

request_id = contextvars.ContextVar("request_id", default="")


class RequestLogMiddleware:
    """Log route name, status, milliseconds and who acted. Never the path, which may hold a token."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.log = logging.getLogger("coalition.request")

    def __call__(self, request):
        request.id = secrets.token_hex(8)
        request_id.set(request.id)
        started = time.monotonic()
        response = self.get_response(request)
        response.headers.setdefault("X-Request-Id", request.id)
        match = getattr(request, "resolver_match", None)
        self.log.info(
            "request",
            extra={
                "route": match.view_name if match else "",
                "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
                "status": response.status_code,
                "ms": round((time.monotonic() - started) * 1000, 1),
                "actor": self._actor(request),
            },
        )
        return response

    @staticmethod
    def _actor(request) -> int | None:
        # Looking at request.user would open a session for people who have none: look only if it was.
        user = getattr(request, "_cached_user", None)
        return user.pk if user is not None else None


class LineFormatter(logging.Formatter):
    """A record as one JSON object; of an exception only where it happened, never its words.

    The words of an exception hold what people typed. So do messages of others once they are filled
    in (Django's hold the path, Celery's the exception): of those only the pattern is kept.
    """

    FIELDS = ("route", "method", "status", "ms", "actor", "task", "count", "reason")
    OURS = {"coalition", "demands", "events", "files", "orgs", "outbox", "outreach", "places", "planning"}

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if message := self._message(record):
            line["message"] = message
        line |= _doing()
        line |= {field: getattr(record, field) for field in self.FIELDS if hasattr(record, field)}
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]]
        return json.dumps(line, ensure_ascii=False, default=str)

    def _message(self, record: logging.LogRecord) -> str:
        room = record.name.partition(".")[0]
        if room in self.OURS:
            return record.getMessage()
        # Django hands the words of an exception over as if they were a pattern.
        return "" if room == "django" else str(record.msg)


def _doing() -> dict:
    """The request or the task in whose course a line is written."""
    doing = {"request": request_id.get()} if request_id.get() else {}
    if current_task and current_task.request.id:
        doing |= {"task": current_task.name, "task_id": current_task.request.id}
    return doing
