"""A button without a form: what it asks for is done if that is still possible, and the page says what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError


def pressed(request, verb: Callable[[], object], done: str = "") -> bool:
    """Whether it was done; a refusal is said in its own words."""
    try:
        verb()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    if done:
        messages.success(request, done)
    return True
