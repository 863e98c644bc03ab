"""The desk of one demand: where it stands, what comes next, and the presses of its lead."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands import desk_ways
from demands.backers import Backing
from demands.forms import ClosingForm, FactsForm, NextStepForm, ReviewDayForm, ReviewForm
from demands.models import Demand
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_safe
def demand_desk(request, slug):
    return render(request, "demands/demand_desk.html", desk_context(request, _find(request, slug)))


def desk_context(request, demand, **forms) -> dict:
    """What the desk page shows; `forms` are those that were sent and are wrong."""
    return {
        "demand": demand,
        "refused": demand.refused(),
        "to_confirm": demand.actions.unconfirmed().count(),
        "components": list(demand.components.current()),
        "backing": Backing.of(demand),
        "ways": desk_ways.of_demand(demand),
        "before": demand.after_id and Demand.objects.visible_to(request.user).filter(pk=demand.after_id).first(),
        "on_desk": True,
        "next_ones": list(demand.next_ones.editable_by(request.user)[:20]),
        "step_form": NextStepForm(demand=demand),
        "facts_form": FactsForm.of(None, demand),
        "review_day_form": ReviewDayForm(initial={"on": demand.review_on}),
    } | forms


@login_required
@require_POST
def demand_putting(request, slug):
    demand = _find(request, slug)
    if pressed(request, lambda: demand.put(by=request.user)):
        if demand.is_public:
            messages.success(request, _("Put. Its page is live."))
        elif demand.is_waiting:
            messages.info(request, _("Put, and seen by your own people. A person looks at it, usually within a day."))
        else:
            messages.info(request, _("Put. It goes public when a moderator has listed your group."))
    return redirect("demands:demand-desk", slug=slug)


@login_required
@require_POST
def demand_submission(request, slug):
    """Ask for a look: once more at what was not shown, or at what came with another group."""
    demand = _find(request, slug)
    if demand.refused() or demand.is_unsent:
        demand.put_before_moderators(by=request.user)
        messages.success(request, _("Sent. A person looks at it, usually within a day."))
    return redirect("demands:demand-desk", slug=slug)


@login_required
@require_POST
def demand_deletion(request, slug):
    demand = _find(request, slug)
    if pressed(request, lambda: demand.discard(by=request.user), _("The draft is thrown away.")):
        return redirect("events:desk")
    return redirect("demands:demand-desk", slug=slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_closing(request, slug):
    demand = _find(request, slug)
    form = ClosingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = _("It is closed. Its page stays, and you can take it up again.")
        pressed(request, lambda: demand.give_up(by=request.user, **form.cleaned_data), done)
        return redirect("demands:demand-desk", slug=slug)
    context = {"demand": demand, "form": form}
    return render(request, "demands/demand_closing.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def demand_resumption(request, slug):
    demand = _find(request, slug)
    pressed(request, lambda: demand.resume(by=request.user), _("It goes on."))
    return redirect("demands:demand-desk", slug=slug)


@login_required
@require_POST
def demand_next_step(request, slug):
    demand = _find(request, slug)
    form = NextStepForm(request.POST, demand=demand)
    return _kept(request, demand, form, lambda: form.save(by=request.user), step_form=form)


@login_required
@require_POST
def demand_facts(request, slug):
    demand = _find(request, slug)
    form = FactsForm(request.POST)
    return _kept(request, demand, form, lambda: form.save(demand, by=request.user), facts_form=form)


@login_required
@require_POST
def demand_review_day(request, slug):
    demand = _find(request, slug)
    form = ReviewDayForm(request.POST)
    keep = lambda: demand.look_again(by=request.user, on=form.cleaned_data["on"])  # noqa: E731
    return _kept(request, demand, form, keep, review_day_form=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_review(request, slug):
    """Was it done? The answer is entered and waits for a second person."""
    demand = _find(request, slug)
    if not demand.is_won:
        return redirect("demands:demand-desk", slug=slug)
    form = ReviewForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = _("Kept. What was done counts once somebody else has confirmed it.")
        pressed(request, lambda: form.save(demand, by=request.user), done)
        return redirect("demands:demand-desk", slug=slug)
    context = {"demand": demand, "form": form, "waits": demand.said_to_be_done}
    return render(request, "demands/demand_review.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def demand_asking(request, slug):
    """One press says that the body was asked again today."""
    demand = _find(request, slug)
    done = _("Entered. It counts once somebody else has confirmed it.")
    pressed(request, lambda: demand.ask_again(by=request.user), done)
    return redirect("demands:demand-desk", slug=slug)


def _kept(request, demand, form, keep, **forms):
    """Kept and said so, or the desk again with what was typed."""
    if form.is_valid() and pressed(request, keep, _("Kept.")):
        return redirect("demands:demand-desk", slug=demand.slug)
    demand.refresh_from_db()
    context = desk_context(request, demand, **forms) | {"form": form}
    return render(request, "demands/demand_desk.html", context, status=422)


def _find(request, slug):
    editable = Demand.objects.editable_by(request.user).for_page().select_related("next_step_by")
    return get_object_or_404(editable, slug=slug)
