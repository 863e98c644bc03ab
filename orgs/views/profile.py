"""A group at its own desk: what is said of it, and its name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgs.forms import NameForm, ProfileForm
from orgs.models import Organization
from orgs.presence import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def group_profile(request, slug):
    group = get_object_or_404(Organization.objects.organized_by(request.user).select_related("place"), slug=slug)
    coordinates = Organization.objects.coordinated_by(request.user).filter(pk=group.pk).exists()
    form = ProfileForm(posted(request), group=group, coordinates=coordinates)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
            messages.success(request, _("Saved. Your page says so now."))
            return redirect("orgs:group-profile", slug=slug)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _page(request, group, form, NameForm(initial={"name": group.name}) if coordinates else None)


@login_required
@require_POST
def group_name(request, slug):
    """Propose another name; where nobody sees the group yet it is called so at once."""
    group = get_object_or_404(Organization.objects.coordinated_by(request.user).select_related("place"), slug=slug)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            group.propose_name(form.cleaned_data["name"], by=request.user)
            messages.success(request, _said_of_name(group))
            return redirect("orgs:group-profile", slug=slug)
        except ValidationError as refusal:
            form.add_error("name", refusal)
    return _page(request, group, ProfileForm(group=group, coordinates=True), form)


def _said_of_name(group: Organization) -> str:
    if group.proposed_name:
        return _("A moderator looks at the new name. Until then you are called as before.")
    return _("Your group is called “%(name)s”.") % {"name": group.name}


def _page(request, group, profile_form, name_form):
    wrong = name_form if name_form and name_form.errors else profile_form
    context = {"group": group, "profile_form": profile_form, "name_form": name_form, "form": wrong, "organizes": True}
    return render(request, "orgs/group_profile.html", context, status=422 if wrong.errors else 200)
