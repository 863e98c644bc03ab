from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from outbox import senders, unsubscribing
from outbox.forms import UnsubscribeForm
from outbox.letters import letter_of
from outbox.models import Suppression
from outbox.private_link import private_link


@private_link
@csrf_exempt  # mail programs post here by themselves, without a page or a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """GET shows the button; POST ends the letters, with one click and without a second page."""
    letters = unsubscribing.read(token)
    if letters is None:
        raise Http404
    if request.method == "POST":
        form = UnsubscribeForm(request.POST)
        if form.is_valid():
            form.save(letters)
    against = list(Suppression.objects.against(*letters))
    context = {
        "ended": any(found.kind and not found.sender for found in against),
        "ended_group": any(found.sender and not found.kind for found in against),
        "ended_of_group": any(found.sender and found.kind for found in against),
        "ended_all": any(not found.kind and not found.sender for found in against),
        "asked": any(found.reason == Suppression.ASKED for found in against),
        "letter_title": _title(letters.kind),
        "group_name": senders.name_of(letters.sender),
    }
    return render(request, "outbox/unsubscribe.html", context)


def _title(kind: str) -> str:
    try:
        return letter_of(kind).title
    except LookupError:
        return _("these letters")
