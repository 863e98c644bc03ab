from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from outbox import unsubscribing
from outbox.forms import UnsubscribeForm
from outbox.letters import letter_of
from outbox.models import Suppression
from outbox.private_link import private_link


@private_link
@csrf_exempt  # mail programs post here by themselves, without a page or a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """GET shows the button; POST ends the letters, with one click and without a second page."""
    read = unsubscribing.read(token)
    if read is None:
        raise Http404
    recipient_index, kind = read
    if request.method == "POST":
        form = UnsubscribeForm(request.POST)
        if form.is_valid():
            form.save(recipient_index, kind)
    against = Suppression.objects.against(recipient_index, kind)
    context = {
        "ended": against.exists(),
        "ended_all": against.filter(kind="").exists(),
        "asked": against.filter(reason=Suppression.ASKED).exists(),
        "letter_title": _title(kind),
    }
    return render(request, "outbox/unsubscribe.html", context)


def _title(kind: str) -> str:
    try:
        return letter_of(kind).title
    except LookupError:
        return _("these letters")
