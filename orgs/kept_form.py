"""A form sent after the session had ended: what was typed waits, sealed, for its sender to sign in."""

from django.http import QueryDict

from outbox.contacts import Unreadable, decrypt, encrypt

MOST_KEPT = 40_000  # characters


def keep_typed(request) -> bool:
    """Keep what was sent to this address in the sender's new session; False where it is too much."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    typed = sent.urlencode()
    if len(typed) > MOST_KEPT:
        return False
    request.session[_key(request)] = encrypt(typed)
    return True


def typed_before(request, form_class) -> dict:
    """What was kept for this address, as the first values of a form; empty where nothing was."""
    sealed = request.session.get(_key(request), "")
    try:
        typed = QueryDict(decrypt(sealed)) if sealed else QueryDict()
    except Unreadable:
        return {}
    fields = form_class.base_fields.items()
    return {name: field.widget.value_from_datadict(typed, {}, name) for name, field in fields if name in typed}


def forget_typed(request) -> None:
    request.session.pop(_key(request), None)


def _key(request) -> str:
    return f"typed:{request.path}"
