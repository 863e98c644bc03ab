"""The weekly letter of an organizer: when it comes and what it would say today; and her list to begin."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import week_letters
from events.forms import WeekForm
from orgs.presence import posted
from outbox.composing import words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_week(request):
    form = WeekForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("events:account-week")
    said = week_letters.of(request.user)
    context = {"form": form, "letter": words(week_letters.YourWeek(), said) if said else None}
    return render(request, "events/account_week.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def beginnings_dismissal(request):
    request.user.put_beginnings_away()
    return redirect("events:desk")
