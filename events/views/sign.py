"""Answer an invitation from its letter: read, press one button. No sign-in, no session."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import NewGroupSignForm, SignForm
from events.models import Sponsorship
from orgs.presence import posted
from outbox.private_link import private_link


@csrf_exempt  # the secret in the address is the authority; no cookie is looked at
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, token):
    found, user = _find(token)
    form = _form(found, posted(request)) if found.is_open else None
    if request.method == "POST" and form and form.is_valid():
        try:
            form.save(found, user)
            return redirect("events:sign", token=token)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _page(request, token, found, form, status=422 if form and form.errors else 200)


@csrf_exempt
@private_link
@require_POST
def sign_refusal(request, token):
    found, user = _find(token)
    with suppress(ValidationError):  # answered meanwhile: the page says how
        found.decline(by=user)
    return redirect("events:sign", token=token)


def _find(token):
    found = Sponsorship.of_link(token)
    if found is None:
        raise Http404
    return found


def _form(found: Sponsorship, data):
    return SignForm(data) if found.organization_id else NewGroupSignForm(data)


def _page(request, token, found, form, status):
    series = found.series
    signed = list(series.sponsorships.public().select_related("organization").exclude(pk=found.pk))
    context = {
        "token": token,
        "sponsorship": found,
        "series": series,
        "dates": list(series.occurrences.to_come().order_by("starts_at")[:3]),
        "named": [series.host.name, *(other.organization.name for other in signed)],
        "form": form,
        "own_name": found.organization.name if found.organization else "",
    }
    return render(request, "events/sign.html", context, status=status)
