"""Who hosts a series: offered at its desk to a group beside it, answered by that group's organizers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.forms import HostingForm
from events.models import Series, SeriesHandover, audience
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_hosting(request, slug):
    """Offer it to a group that has signed on; while an offer waits, see it and take it back."""
    editable = Series.objects.editable_by(request.user).select_related("host", "place")
    series = get_object_or_404(editable, slug=slug)
    form = HostingForm(posted(request), series=series)
    if request.method == "POST" and form.is_valid():
        try:
            offer = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Offered. The organizers of %(group)s have a letter.") % {"group": offer.to})
            return redirect("events:series-hosting", slug=slug)
    context = {"series": series, "form": form, "offer": SeriesHandover.objects.in_time().filter(series=series).first()}
    return render(request, "events/series_hosting.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def hosting(request, pk):
    offer = _to_answer(request, pk)
    told = audience.size_of_handover(offer.series, by=request.user)
    return render(request, "events/hosting.html", {"offer": offer, "series": offer.series, "told": told})


@login_required
@require_POST
def hosting_acceptance(request, pk):
    offer = _to_answer(request, pk)
    done = _("%(group)s hosts it now. Everyone concerned gets a letter.") % {"group": offer.to}
    if pressed(request, lambda: offer.accept(by=request.user), done):
        return redirect("events:series-desk", slug=offer.series.slug)
    return redirect("events:desk")


@login_required
@require_POST
def hosting_refusal(request, pk):
    offer = _to_answer(request, pk)
    pressed(request, lambda: offer.decline(by=request.user), _("Declined. Everything stays as it was."))
    return redirect("events:desk")


@login_required
@require_POST
def hosting_withdrawal(request, pk):
    mine = SeriesHandover.objects.withdrawable_by(request.user).for_cards()
    offer = get_object_or_404(mine, pk=pk)
    pressed(request, lambda: offer.withdraw(by=request.user), _("Taken back."))
    return redirect("events:series-hosting", slug=offer.series.slug)


def _to_answer(request, pk) -> SeriesHandover:
    return get_object_or_404(SeriesHandover.objects.answerable_by(request.user).for_cards(), pk=pk)
