"""Following: asked for at an address, confirmed by its letter, seen and stopped by link or account."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands.models import Demand
from events.forms import ChangeForm, ConfirmationForm, FollowForm, OwnFollowForm, TownFollowForm
from events.models import Follow, Follower, PrivateCalendar, Series
from orgs.caching import public_page
from orgs.models import Bucket, Organization
from orgs.pace import evenly
from orgs.presence import posted
from outbox.private_link import private_link

TOO_MANY = _("That was a lot of follows from here. Try again in ten minutes.")


# At an address alone. No cookie is looked at: a forged press could only ask its victim's mailbox a question.


@csrf_exempt
@require_POST
@evenly
def group_follow(request, slug):
    group = get_object_or_404(Organization.objects.listed().select_related("place"), slug=slug)
    return _ask(request, FollowForm(request.POST), group, lambda form: Follow.of_group(group))


@csrf_exempt
@require_POST
@evenly
def series_follow(request, slug):
    series = get_object_or_404(Series.objects.public().announced(), slug=slug)
    return _ask(request, FollowForm.of_series(request.POST), series, lambda form: Follow.of_series(series))


@csrf_exempt
@require_POST
@evenly
def demand_follow(request, slug):
    demand = get_object_or_404(Demand.objects.public().put().for_cards(), slug=slug)
    return _ask(request, FollowForm.of_demand(request.POST), demand, lambda form: Follow.of_demand(demand))


@csrf_exempt
@require_POST
@evenly
def town_follow(request):
    return _ask(request, TownFollowForm(request.POST), None, lambda form: form.target)


@public_page
@require_safe
def follow_asked(request):
    """The same words for every address, known or not."""
    return render(request, "events/follow_asked.html")


def _ask(request, form, followed, target):
    if form.is_valid() and not Bucket.take_for(request, "follow", limit=10, within=timedelta(minutes=10)):
        form.add_error(None, ValidationError(TOO_MANY, code="too_many"))
    if not form.is_valid():
        return render(request, "events/follow.html", {"form": form, "followed": followed}, status=422)
    form.ask(target(form))
    return redirect("events:follow-asked")


# By the link of a letter


@csrf_exempt
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirmation(request, token):
    follower = _found(Follower.to_confirm(token))
    form = ConfirmationForm(posted(request), follower=follower)
    if request.method == "POST" and form.is_valid():
        follower.confirm(form.cleaned_data["follows"])
        return redirect(follower)
    if not form.waiting:
        return redirect(follower)
    context = {"form": form, "token": token}
    return render(request, "events/follow_confirmation.html", context, status=422 if form.errors else 200)


@private_link
@require_safe
def follows(request, token):
    """What an address follows, for whoever holds the link of a letter to it."""
    follower = _found(Follower.of_token(token))
    return render(request, "events/follows.html", _context(follower) | {"saved": "saved" in request.GET})


@csrf_exempt
@private_link
@require_POST
def follow_change(request, token, pk):
    follower = _found(Follower.of_token(token))
    follow = get_object_or_404(follower.follows.confirmed().for_cards(), pk=pk)
    form = ChangeForm(request.POST, follow=follow)
    if not form.is_valid():
        context = _context(follower, form, follow) | {"form": form}
        return render(request, "events/follows.html", context, status=422)
    follow.change(**form.cleaned_data)
    return redirect(follower.get_absolute_url() + "?saved=1")


@csrf_exempt
@private_link
@require_POST
def follow_erasure(request, token, pk=None):
    """Stop one follow, or all of them."""
    follower = _found(Follower.of_token(token))
    follower.stop(get_object_or_404(follower.follows, pk=pk) if pk is not None else None)
    if follower.pk:
        return redirect(follower)
    return render(request, "events/follow_gone.html")


# With an account


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_follows(request):
    """What the addresses of an account follow; posted, it follows one thing more."""
    form = OwnFollowForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            form.begin(by=request.user)
            messages.success(request, _("You follow this now. Change or stop it at any time."))
            return redirect("events:account-follows")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    lists = [_listed(follower) for follower in Follower.objects.of_person(request.user).order_by("pk")]
    context = {"lists": lists, "form": form}
    return render(request, "events/account_follows.html", context, status=422 if form.errors else 200)


def _found(follower: Follower | None) -> Follower:
    if follower is None:
        raise Http404
    return follower


def _context(follower: Follower, *changed) -> dict:
    calendars = reverse("events:own-calendars", args=[PrivateCalendar.page_token(follower.contact_index)])
    return {"lists": [_listed(follower, *changed)], "calendars_url": calendars}


def _listed(follower: Follower, form: ChangeForm | None = None, changed: Follow | None = None) -> dict:
    """A follower with its follows, each with its form; the one that was sent as it was typed."""
    rows = list(follower.follows.for_cards())
    forms = {row.pk: ChangeForm(follow=row) for row in rows} | ({changed.pk: form} if changed else {})
    return {
        "follower": follower,
        "follows": [(row, forms[row.pk]) for row in rows if row.confirmed_at and row.is_shown],
        "waiting": [row for row in rows if not row.confirmed_at and row.is_shown],
    }
