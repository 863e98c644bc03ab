"""What is kept about somebody: to read, to take along, and to have erased."""

from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from orgs import personal
from orgs.account_forms import ErasureForm
from orgs.fresh import fresh_sign_in
from orgs.models import Organization
from orgs.presence import posted


@never_cache
@require_safe
@fresh_sign_in
def own_data(request):
    return render(request, "account/own_data.html", {"parts": personal.told_about(request.user)})


@never_cache
@require_safe
@fresh_sign_in
def own_data_json(request):
    known = {
        "made": timezone.now(),
        "parts": [{"name": part.name, "rows": part.export(request.user)} for part in personal.parts()],
    }
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return JsonResponse(known, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def erasure(request):
    """First what goes and what stays; with the tick and the button it is done, at once and for good."""
    form = ErasureForm(posted(request))
    if request.method == "POST" and form.is_valid():
        request.user.erase()
        logout(request)
        return redirect("orgs:erased")
    left_alone = Organization.objects.coordinated_only_by(request.user)
    context = {"form": form, "left_alone": left_alone}
    return render(request, "account/erasure.html", context, status=422 if form.errors else 200)


@require_safe
def erased(request):
    """The same for everybody; there is nobody left to speak to."""
    return render(request, "account/erased.html")
