"""The states of a message, plain words because rows, queries and constraints all name them."""

WAITING, SENDING, SENT, FAILED, DROPPED = "waiting", "sending", "sent", "failed", "dropped"
FINAL = (SENT, FAILED, DROPPED)
