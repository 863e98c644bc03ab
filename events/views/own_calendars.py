"""Calendars of one's own: made, changed, renewed and revoked with an account or by the link of a letter."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import OwnCalendarForm
from events.models import PrivateCalendar
from events.subscribe import Subscription
from orgs.models import User
from orgs.presence import posted
from outbox.private_link import private_link

SAVED = _("Saved. Your calendar shows it with its next look.")
REVOKED = _("Revoked. Its address shows nothing any more; what a calendar has copied stays there until it looks again.")


@dataclass(frozen=True)
class Owner:
    """Whose calendars: an account's, or those of the address to which a link was written."""

    user: User | None = None
    index: str = ""
    token: str = ""

    @classmethod
    def of_link(cls, token: str) -> "Owner":
        index = PrivateCalendar.index_of(token)
        if index is None:
            raise Http404
        return cls(index=index, token=token)

    @property
    def calendars(self):
        owned = PrivateCalendar.objects
        return owned.of_person(self.user) if self.user else owned.of_address(self.index)

    def make(self, **chosen) -> PrivateCalendar:
        return PrivateCalendar.make(user=self.user, contact_index=self.index, **chosen)

    def form(self, *args, instance: PrivateCalendar | None = None) -> OwnCalendarForm:
        groups = self.user is not None and (instance is None or instance.user_id is not None)
        return OwnCalendarForm(*args, instance=instance, groups=groups)

    def url(self, act: str = "", *keys) -> str:
        """Where it is done: below the account, or below the link."""
        if self.user:
            return reverse(f"events:account-calendar{act}", args=keys)
        return reverse(f"events:own-calendar{act}", args=[self.token, *keys])


# With an account


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_calendars(request):
    """The calendars of an account and of its addresses; posted, there is one more."""
    return _list(request, Owner(user=request.user))


@login_required
@require_POST
def account_calendar(request, pk):
    return _change(request, Owner(user=request.user), pk)


@login_required
@require_POST
def account_calendar_renewal(request, pk):
    return _renew(request, Owner(user=request.user), pk)


@login_required
@require_POST
def account_calendar_revocation(request, pk):
    return _revoke(request, Owner(user=request.user), pk)


# By the link of a letter to an address. No cookie is looked at: whoever can forge a press holds the link.


@csrf_exempt
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendars(request, token):
    return _list(request, Owner.of_link(token))


@csrf_exempt
@private_link
@require_POST
def own_calendar(request, token, pk):
    return _change(request, Owner.of_link(token), pk)


@csrf_exempt
@private_link
@require_POST
def own_calendar_renewal(request, token, pk):
    return _renew(request, Owner.of_link(token), pk)


@csrf_exempt
@private_link
@require_POST
def own_calendar_revocation(request, token, pk):
    return _revoke(request, Owner.of_link(token), pk)


# What both do


def _list(request, owner: Owner):
    form = owner.form(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _shown_once(request, owner, owner.make(**form.cleaned_data))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _page(request, owner, form)


def _change(request, owner: Owner, pk: int):
    calendar = _of(owner, pk)
    form = owner.form(request.POST, instance=calendar)
    if not form.is_valid():
        return _page(request, owner, owner.form(), changed=form)
    calendar.change(**form.cleaned_data)
    return _done(request, owner, SAVED)


def _renew(request, owner: Owner, pk: int):
    return _shown_once(request, owner, _of(owner, pk).renew())


def _revoke(request, owner: Owner, pk: int):
    _of(owner, pk).revoke()
    return _done(request, owner, REVOKED)


def _of(owner: Owner, pk: int) -> PrivateCalendar:
    return get_object_or_404(owner.calendars, pk=pk)


def _done(request, owner: Owner, sentence):
    if owner.user:
        messages.success(request, sentence)
        return redirect(owner.url("s"))
    return redirect(f"{owner.url('s')}?saved=1")


def _page(request, owner: Owner, form: OwnCalendarForm, changed: OwnCalendarForm | None = None):
    rows = [
        {
            "calendar": row,
            "form": changed if changed and changed.instance.pk == row.pk else owner.form(instance=row),
            "change": owner.url("", row.pk),
            "renewal": owner.url("-renewal", row.pk),
            "revocation": owner.url("-revocation", row.pk),
        }
        for row in owner.calendars
    ]
    wrong = changed or form
    context = {"rows": rows, "new": form, "form": wrong, "here": owner.url("s"), "saved": "saved" in request.GET}
    template = "events/account_calendars.html" if owner.user else "events/own_calendars.html"
    return render(request, template, context, status=422 if wrong.errors else 200)


def _shown_once(request, owner: Owner, calendar: PrivateCalendar):
    """Its address, now and never again: we keep no more of it than is needed to recognise it."""
    context = {
        "calendar": calendar,
        "subscription": Subscription(calendar.path, calendar.name),
        "here": owner.url("s"),
        "layout": "allauth/layouts/manage.html" if owner.user else "base.html",
    }
    answer = render(request, "events/own_calendar_made.html", context)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
