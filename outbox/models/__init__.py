from outbox.models.bounce import Bounce
from outbox.models.erasure import Erasure
from outbox.models.heartbeat import Heartbeat
from outbox.models.message import Message
from outbox.models.pause import Pause, when_paused
from outbox.models.suppression import Suppression

__all__ = ["Bounce", "Erasure", "Heartbeat", "Message", "Pause", "Suppression", "when_paused"]
