"""Is it still on, and does it go on? Answered at the desk, or by the link of a letter without signing in."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import RenewalForm
from events.models import Series
from events.models.series_link import RENEWAL, STILL_ON
from orgs.presence import posted
from orgs.pressing import pressed
from outbox.private_link import private_link


@csrf_exempt  # the secret in the address is the authority; no cookie is looked at
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def still_on(request, slug, token):
    """One question and one button."""
    found, user = _of_link(STILL_ON, slug, token)
    if request.method == "POST":
        with suppress(ValidationError):  # over meanwhile: the page says so
            found.confirm_by_letter(by=user)
        return redirect("events:still-on", slug=slug, token=token)
    dates = list(found.occurrences.to_come().for_cards()[:3])
    return render(request, "events/still_on.html", {"series": found, "token": token, "dates": dates})


@csrf_exempt
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request, slug, token):
    found, user = _of_link(RENEWAL, slug, token)
    form, answered = _answered(request, found, user)
    if answered:
        return redirect("events:renewal", slug=slug, token=token)
    context = {"series": found, "form": form}
    return render(request, "events/renewal.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_renewal(request, slug):
    found = _editable(request, slug)
    if request.method != "POST" and not found.is_up_for_renewal:
        return redirect("events:series-desk", slug=slug)
    form, answered = _answered(request, found, request.user)
    if answered:
        messages.success(request, _("Saved. Those who follow it are told once."))
        return redirect("events:series-desk", slug=slug)
    context = {"series": found, "form": form}
    return render(request, "events/series_renewal.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def series_confirmation(request, slug):
    found = _editable(request, slug)
    done = _("Thank you. It says nowhere any more that it is unconfirmed.") if found.is_unconfirmed else _("Thank you.")
    pressed(request, lambda: found.confirm(by=request.user), done)
    return redirect("events:series-desk", slug=slug)


def _answered(request, found: Series, user) -> tuple[RenewalForm, bool]:
    """The form, and whether what was chosen in it is done."""
    form = RenewalForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            form.save(found, by=user)
            return form, True
        except ValidationError as refusal:
            form.add_error("until" if form.cleaned_data["how"] == RenewalForm.UNTIL else None, refusal.messages)
            found.refresh_from_db()
    return form, False


def _of_link(question: str, slug: str, token: str):
    found = Series.of_link(question, slug, token)
    if found is None:
        raise Http404
    return found


def _editable(request, slug) -> Series:
    editable = Series.objects.editable_by(request.user)
    return get_object_or_404(editable.select_related("host", "place"), slug=slug)
