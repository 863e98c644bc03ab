"""A listed group proposes a model demand, and a moderator looks at it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from demands.forms import ModelForm
from orgs.presence import posted


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
