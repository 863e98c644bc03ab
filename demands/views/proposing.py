"""A listed group proposes a model demand, writes it anew and takes it off; a moderator looks at its words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from demands.forms import ModelForm, NewerModelForm
from demands.models import ModelDemand
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def model_new(request):
    form = ModelForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            model = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Sent. A person looks at it, usually within a day."))
            return redirect(model)
    return render(request, "demands/model_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def model_edit(request, slug):
    """Newer words of one's own model, begun with those that wait or hold."""
    model = _own(request, slug)
    form = NewerModelForm(posted(request), model=model, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Sent. A person looks at the new words; until then the earlier ones stay."))
            return redirect(model)
    return render(
        request, "demands/model_edit.html", {"form": form, "model": model}, status=422 if form.errors else 200
    )


@login_required
@require_POST
def model_words_withdrawal(request, slug):
    model = _own(request, slug)
    pressed(request, lambda: model.withdraw_words(by=request.user), _("Taken back. What everybody reads stays."))
    return redirect(model)


@login_required
@require_POST
def model_withdrawal(request, slug):
    model = _own(request, slug)
    said = _("Taken off. Demands that were made from it stay as they are.")
    pressed(request, lambda: model.take_off(by=request.user), said)
    return redirect(model)


@login_required
@require_POST
def model_resumption(request, slug):
    model = _own(request, slug)
    said = _("Sent. A person looks at it, usually within a day.")
    pressed(request, lambda: model.put_forward_again(by=request.user), said)
    return redirect(model)


def _own(request, slug: str) -> ModelDemand:
    return get_object_or_404(ModelDemand.objects.editable_by(request.user).with_texts(), slug=slug)
