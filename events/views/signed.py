"""What a group has signed: its terms, the text, its name; seen by its organizers and the host's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.forms import AmendForm, GrantsForm, PartingForm, ReadForm, SignForm
from events.models import Series, Sponsorship
from events.views.brought import with_brought
from orgs.models import Opened, Organization
from orgs.pressing import pressed


@login_required
@require_safe
def sponsorship(request, pk):
    """A request or invitation, to read and to answer; or what was signed."""
    to_answer = Sponsorship.objects.answerable_by(request.user).for_cards().filter(pk=pk).first()
    if to_answer:
        return render(request, "events/sponsorship.html", answer_context(to_answer))
    signed = get_object_or_404(Sponsorship.objects.read_by(request.user).for_cards(), pk=pk)
    return _page(request, signed)


def answer_context(found: Sponsorship, form=None) -> dict:
    """What the page says on which one request or invitation is answered."""
    if form is None and found.is_invitation:
        form = SignForm(opened=Opened(found))
    return {"sponsorship": found, "series": found.series, "form": form}


@login_required
@require_POST
def sponsorship_terms(request, pk):
    """The group changes what it takes on, says and sits out."""
    found = _own(request, pk)
    form = AmendForm(request.POST, sponsorship=found)
    if form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("events:sponsorship", pk=pk)
    return _page(request, found, form=form, status=422)


@login_required
@require_POST
def sponsorship_text(request, pk):
    """The group stands by the text as it is now: the version that the page showed."""
    found, form = _own(request, pk), ReadForm(request.POST)
    if form.is_valid():
        found.reaffirm(by=request.user, version=form.cleaned_data["version"])
        messages.success(request, _("Thank you. Your group is named under the new text."))
    return redirect("events:sponsorship", pk=pk)


@login_required
@require_POST
def sponsorship_withdrawal(request, pk):
    found, form = _own(request, pk), PartingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, parting_form=form, status=422)
    note = form.cleaned_data["note"]
    pressed(request, lambda: found.withdraw(by=request.user, note=note), _("Your group is no longer named."))
    return redirect("events:desk")


@login_required
@require_POST
def sponsorship_renewal(request, pk):
    """Thirty days more, and one more letter."""
    found = get_object_or_404(Sponsorship.objects.renewable_by(request.user).for_cards(), pk=pk)
    pressed(request, lambda: found.renew(by=request.user), _("Asked again; the link is open for 30 days more."))
    return redirect("events:series-desk", slug=found.series.slug)


@login_required
@require_POST
def series_grants(request, slug):
    """What co-hosts may do, from now on."""
    series = get_object_or_404(Series.objects.editable_by(request.user).select_related("host"), slug=slug)
    form = GrantsForm(request.POST)
    if form.is_valid():
        series.grant(set(form.cleaned_data["rights"]), by=request.user)
        messages.success(request, _("Saved."))
    return redirect("events:series-desk", slug=slug)


def _own(request, pk) -> Sponsorship:
    return get_object_or_404(Sponsorship.objects.withdrawable_by(request.user).for_cards(), pk=pk)


def _page(request, found: Sponsorship, *, form=None, parting_form=None, status=200):
    own = Organization.objects.organized_by(request.user).filter(pk=found.organization_id).exists()
    series = found.series
    if own:
        with_brought([found])
    context = {
        "sponsorship": found,
        "series": series,
        "own": own,
        "form": form or (AmendForm(sponsorship=found) if own else None),
        "parting_form": parting_form or PartingForm(),
        "differences": series.differences_since(found.text_version) if found.is_asked_again else [],
    }
    return render(request, "events/signed.html", context, status=status)
