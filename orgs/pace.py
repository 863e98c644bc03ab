"""Answers that take the same time whether or not we know an address."""

import math
import time
from functools import wraps

from django.conf import settings


def evenly(view):
    """Answer a POST after a whole number of ACCOUNT_ANSWER_SECONDS, counted from its arrival.

    The work behind known and unknown addresses differs by milliseconds; one step is far longer, so
    both end on the same one. At 0 the answer is not held back.
    """

    @wraps(view)
    def paced(request, *args, **kwargs):
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code != 429:
            time.sleep(_rest(time.monotonic() - began, settings.ACCOUNT_ANSWER_SECONDS))
        return response

    return paced


def _rest(spent: float, step: float) -> float:
    """The seconds left until the next whole step."""
    return math.ceil(spent / step) * step - spent if step else 0.0
