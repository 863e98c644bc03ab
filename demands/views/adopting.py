"""A model demand becomes a group's own draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from demands.doors import bodies_for
from demands.forms import AdoptForm, LadderForm, TownForm
from demands.generally import in_general
from demands.models import ModelDemand
from orgs.models import Organization
from orgs.presence import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def model_adoption(request, slug):
    """Who leads it and who decides; the draft is next. Pressed twice it is the same draft."""
    found = get_object_or_404(ModelDemand.objects.public().with_texts(), slug=slug)
    town, bodies = _around(request)
    chosen = next((body for body in bodies if body.slug == town.cleaned_data.get("body")), None)
    before = LadderForm(request.GET, by=request.user).before
    typed = {"body": chosen, "after": before.slug if before else ""}
    form = AdoptForm(posted(request), model=found, user=request.user, initial=typed)
    if request.method == "POST" and form.is_valid():
        try:
            demand = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The draft is yours. Make it your own, then put it to the body."))
            return redirect("demands:demand-desk", slug=demand.slug)
    context = {"form": form, "model": found, "words": in_general(found.text), "town": town, "chosen": chosen}
    context["bodies"] = [(body, found.text.says_of(body)) for body in bodies]
    return render(request, "demands/model_adoption.html", context, status=422 if form.errors else 200)


def _around(request):
    """The town that was typed, else that of her first group, and the bodies that decide for it."""
    town = TownForm(request.GET)
    spot = town.spot
    if town.is_valid() and not spot:
        group = Organization.objects.organized_by(request.user).select_related("place").order_by("pk").first()
        spot = group.place.spot() if group and group.place else None
    return town, bodies_for(spot) if spot else []
