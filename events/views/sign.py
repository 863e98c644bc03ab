"""Answer an invitation from its letter: read, press one button. No sign-in, no session."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import NewGroupSignForm, SignForm
from events.models import Sponsorship
from orgs.presence import posted
from outbox.private_link import private_link


@csrf_exempt  # the secret in the address is the authority; no cookie is looked at
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, token):
    found, user = _find(token)
    form = _form(found, posted(request)) if found.is_open and found.series.is_announced else None
    if request.method == "POST" and form and form.is_valid():
        try:
            form.save(found, user)
            return redirect("events:sign", token=token)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    if request.method == "POST" and found.is_accepted and user and user == found.decided_by:
        return redirect("events:sign", token=token)  # the same button pressed twice
    if request.method == "POST" and not found.is_pending:
        return _page(request, token, found, user, late=_late_yes(found), status=409)
    return _page(request, token, found, user, form=form, status=422 if form and form.errors else 200)


@csrf_exempt
@private_link
@require_POST
def sign_refusal(request, token):
    found, user = _find(token)
    with suppress(ValidationError):  # answered meanwhile: the page says how
        found.decline(by=user)
    if found.is_accepted:
        return _page(request, token, found, user, late=_late_no(found), status=409)
    return redirect("events:sign", token=token)


@csrf_exempt
@private_link
@require_POST
def sign_withdrawal(request, token):
    """Take the group's name off again, by the link that it was signed with."""
    found, user = _find(token)
    with suppress(ValidationError):  # not signed, or withdrawn meanwhile: the page says how it stands
        found.withdraw(by=user or found.decided_by)
    return redirect("events:sign", token=token)


def _find(token):
    opened = Sponsorship.of_link(token)
    if opened is None:
        raise Http404
    return opened.sponsorship, opened.user


def _form(found: Sponsorship, data):
    return SignForm(data) if found.organization_id else NewGroupSignForm(data)


def _late_yes(found: Sponsorship) -> str:
    """What one is told whose yes came after an answer of her group."""
    who = found.signed_name or _("Somebody")
    if found.is_accepted:
        return _("%(who)s of your group has signed on already. There is nothing left to do.") % {"who": who}
    if found.state == Sponsorship.State.DECLINED:
        return _(
            "%(who)s of your group has answered “Not this time” already. Your yes was not taken: "
            "speak with each other, and add your group from the page of the event."
        ) % {"who": who}
    return ""


def _late_no(found: Sponsorship) -> str:
    return _(
        "%(who)s of your group has signed on already. Your no was not taken: "
        "speak with each other, and withdraw here if you agree to."
    ) % {"who": found.signed_name or _("Somebody")}


def _page(request, token, found, user, *, form=None, late="", status=200):
    series = found.series
    signed = list(series.sponsorships.public().select_related("organization").exclude(pk=found.pk))
    context = {
        "token": token,
        "sponsorship": found,
        "series": series,
        "dates": list(series.occurrences.to_come().order_by("starts_at")[:3]),
        "named": [series.host.name, *(other.organization.name for other in signed)],
        "form": form,
        "late": late,
        "own_name": found.organization.name if found.organization else "",
        "own_answer": not user or user == found.decided_by,
    }
    return render(request, "events/sign.html", context, status=status)
