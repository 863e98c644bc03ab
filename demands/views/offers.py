"""Newer words of a model are offered to those who made it their own; nothing changes by itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from demands.forms import OfferForm
from demands.models import Adopted
from orgs.presence import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def model_offer(request, slug):
    """What changed in the model since this demand was made from it, and the text to take, to write, or to leave."""
    mine = Adopted.objects.editable_by(request.user).for_pages()
    adopted = get_object_or_404(mine, demand__slug=slug)
    form = OfferForm(posted(request), adopted=adopted)
    if request.method == "POST" and form.is_valid():
        try:
            done = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect("demands:demand-desk", slug=slug)
    context = {"adopted": adopted, "demand": adopted.demand, "model": adopted.text.model, "form": form}
    return render(request, "demands/model_offer.html", context, status=422 if form.errors else 200)
