"""What a demand said when groups endorsed it: its versions, each with what went and what came."""

from itertools import pairwise

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from demands.models import Demand
from orgs.caching import public_page
from orgs.presence import is_signed_in
from orgs.pressing import pressed

MOST = 20


@public_page
@require_safe
def demand_texts(request, slug):
    signed_in = is_signed_in(request)
    visible = Demand.objects.visible_to(request.user) if signed_in else Demand.objects.public()
    demand = get_object_or_404(visible.for_cards(), slug=slug)
    texts = list(demand.texts.order_by("-number")[: MOST + 1]) or [demand.first_text()]
    for newer, older in pairwise(texts):
        newer.changes = newer.changes_since(older)
    led = signed_in and Demand.objects.editable_by(request.user).filter(pk=demand.pk).exists()
    may_blank = led or (signed_in and request.user.is_moderator)
    context = {"demand": demand, "texts": texts[:MOST], "may_blank": may_blank}
    return render(request, "demands/texts.html", context)


@login_required
@require_POST
def demand_text_blanking(request, slug, number):
    """Take the words out of an earlier version: its lead's organizers, or a moderator."""
    user, seen = request.user, Demand.objects.visible_to(request.user)
    led = seen if user.is_moderator else Demand.objects.editable_by(user)
    text = get_object_or_404(get_object_or_404(led, slug=slug).texts, number=number)
    pressed(request, lambda: text.blank(by=user), _("The words are gone; the number and the day stay."))
    return redirect("demands:demand-texts", slug=slug)
