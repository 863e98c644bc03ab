"""The links of an answer: one by which it is seen, changed and erased, and one that only its address is sent."""

import uuid

from django.core import signing
from django.db import models
from django.urls import reverse

SALT = "events.answer"
CONFIRMATION_SALT = "events.answer-confirmation"


class AnswerLink(models.Model):
    """The part of an answer that makes its links and reads them."""

    class Meta:
        abstract = True

    @staticmethod
    def token(answer: uuid.UUID) -> str:
        """The link by which the answer is seen, changed and erased. It never logs anybody in."""
        return signing.dumps(answer.hex, salt=SALT)

    @staticmethod
    def answer_of(token: str) -> uuid.UUID | None:
        """The answer that a link names; None for one that we did not make."""
        try:
            return uuid.UUID(hex=signing.loads(token, salt=SALT))
        except (signing.BadSignature, ValueError, TypeError):
            return None

    @classmethod
    def confirmation_token(cls, answer: uuid.UUID) -> str:
        """The secret of the letter that asks an address; the page of the answer does not show it.

        It names the address too: what was sent to one confirms no other.
        """
        return signing.dumps([answer.hex, cls._index_of(answer)], salt=CONFIRMATION_SALT)

    @classmethod
    def answer_to_confirm(cls, token: str) -> uuid.UUID | None:
        """The answer that the link of a letter confirms; None where it now bears another address or none."""
        answer, index = cls.read_confirmation(token)
        return answer if index and index == cls._index_of(answer) else None

    @staticmethod
    def read_confirmation(token: str) -> tuple[uuid.UUID | None, str]:
        """The answer that such a link names, and the index of the address it was sent to; (None, "") for no link."""
        try:
            key, index = signing.loads(token, salt=CONFIRMATION_SALT)
            return uuid.UUID(hex=key), index
        except (signing.BadSignature, ValueError, TypeError):
            return None, ""

    @classmethod
    def url(cls, answer: uuid.UUID) -> str:
        return reverse("events:answer", args=[cls.token(answer)])

    @classmethod
    def _index_of(cls, answer: uuid.UUID) -> str:
        """The index of its address; "" where there is none."""
        found = cls.objects.filter(answer=answer).exclude(contact_index="").values_list("contact_index", flat=True)
        return found.first() or ""
