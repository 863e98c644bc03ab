from outbox.models.heartbeat import Heartbeat
from outbox.models.message import Message
from outbox.models.suppression import Suppression

__all__ = ["Heartbeat", "Message", "Suppression"]
