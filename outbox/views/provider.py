"""Where the provider of mail tells what came of letters. Without one set in the settings nothing is here."""

import logging

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from outbox import bouncing
from outbox.reports import MOST_BYTES, Unread

log = logging.getLogger(__name__)


@csrf_exempt  # the caller is no browser: it has no cookie, and proves itself by secret and signature
@require_http_methods(["HEAD", "POST"])
def report(request, name):
    """200 for what is taken, known or no concern of ours, so that it is not told again; 403 for anybody else.

    Some providers look with HEAD whether the address is there.
    """
    if not settings.MAIL_PROVIDER or name != settings.MAIL_PROVIDER:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    if len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    from outbox import provider as providers  # only here: eight megabytes, and most sites have no provider

    try:
        for event in providers.events(request):
            bouncing.take_event(event)
    except providers.Forged:
        log.warning("Somebody else spoke as the provider of mail")
        return HttpResponse(status=403)
    except Unread:
        log.warning("The provider of mail told what cannot be read")
        return HttpResponse(status=400)
    return HttpResponse()
