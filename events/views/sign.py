"""Answer an invitation from its letter: read, press one button. No sign-in, no session."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import ForwardedSignForm, NewGroupSignForm, PartingForm, PassOnForm, ReadForm, SignForm
from events.models import Sponsorship
from events.models.sign_link import Opened
from orgs.presence import posted
from outbox.private_link import private_link


@csrf_exempt  # the secret in the address is the authority; no cookie is looked at
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, token):
    opened = _find(token)
    found = opened.sponsorship
    form = _form(opened, posted(request)) if _is_open(found) else None
    if request.method == "POST" and form and form.is_valid():
        try:
            form.save()
            return redirect("events:sign", token=token)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    if request.method == "POST" and found.is_accepted and _signed(opened):
        return redirect("events:sign", token=token)  # the same button pressed twice
    if request.method == "POST" and not found.is_pending:
        return _page(request, token, opened, late=_late_yes(opened), status=409)
    return _page(request, token, opened, form=form, status=422 if form and form.errors else 200)


@csrf_exempt
@private_link
@require_POST
def sign_refusal(request, token):
    opened = _find(token)
    found = opened.sponsorship
    with suppress(ValidationError):  # answered meanwhile: the page says how
        found.decline(by=opened.user)
    if found.is_accepted:
        return _page(request, token, opened, late=_late_no(opened), status=409)
    return redirect("events:sign", token=token)


@csrf_exempt
@private_link
@require_POST
def sign_withdrawal(request, token):
    """Take the group's name off again, by the link that it was signed with."""
    opened = _speaking(token)
    form = PartingForm(request.POST)
    if not form.is_valid():
        return _page(request, token, opened, parting_form=form, status=422)
    by = opened.user or opened.sponsorship.decided_by
    with suppress(ValidationError):  # not signed, or withdrawn meanwhile: the page says how it stands
        opened.sponsorship.withdraw(by=by, note=form.cleaned_data["note"])
    return redirect("events:sign", token=token)


@csrf_exempt
@private_link
@require_POST
def sign_forward(request, token):
    """Pass the invitation on to whoever decides."""
    opened = _find(token)
    if not _is_open(opened.sponsorship):
        return redirect("events:sign", token=token)
    form = PassOnForm(request.POST)
    if form.is_valid():
        try:
            opened.sponsorship.forward_to(form.cleaned_data["address"], by=opened.user)
            return _page(request, token, opened, form=_form(opened, None), passed_on=True)
        except ValidationError as refusal:
            form.add_error("address", refusal)
    return _page(request, token, opened, form=_form(opened, None), pass_on_form=form, status=422)


@csrf_exempt
@private_link
@require_POST
def sign_text(request, token):
    """Stand by the text as it is now: the version that the page showed."""
    opened, form = _speaking(token), ReadForm(request.POST)
    if form.is_valid():
        by = opened.user or opened.sponsorship.decided_by
        opened.sponsorship.reaffirm(by=by, version=form.cleaned_data["version"])
    return redirect("events:sign", token=token)


def _find(token) -> Opened:
    opened = Sponsorship.of_link(token)
    if opened is None:
        raise Http404
    return opened


def _speaking(token) -> Opened:
    """Only for who may speak for a group that has signed."""
    opened = _find(token)
    if not opened.speaks:
        raise Http404
    return opened


def _is_open(found: Sponsorship) -> bool:
    return found.is_open and found.is_invitation and found.series.is_announced


def _form(opened: Opened, data):
    if opened.sponsorship.organization_id is None:
        return NewGroupSignForm(data, opened=opened)
    return ForwardedSignForm(data, opened=opened) if opened.forward else SignForm(data, opened=opened)


def _signed(opened: Opened) -> bool:
    """Whether it was this very person who said yes."""
    if opened.forward:
        return opened.forward.has_signed
    return bool(opened.user) and opened.user == opened.sponsorship.decided_by


def _late_yes(opened: Opened) -> str:
    """What one is told whose yes came after an answer of her group."""
    found, who = opened.sponsorship, _signer(opened)
    if found.is_accepted:
        return _("%(who)s of your group has signed on already. There is nothing left to do.") % {"who": who}
    if found.state == Sponsorship.State.DECLINED:
        return _(
            "%(who)s of your group has answered “Not this time” already. Your yes was not taken: "
            "speak with each other, and add your group from the page of the event."
        ) % {"who": who}
    return ""


def _late_no(opened: Opened) -> str:
    return _(
        "%(who)s of your group has signed on already. Your no was not taken: "
        "speak with each other, and withdraw here if you agree to."
    ) % {"who": _signer(opened)}


def _signer(opened: Opened) -> str:
    """Who signed, for those who speak for the group; to others it is somebody."""
    return (opened.sponsorship.signed_name if opened.speaks else "") or _("Somebody")


def _page(request, token, opened: Opened, *, form=None, late="", status=200, **forms):
    found, series = opened.sponsorship, opened.sponsorship.series
    signed = list(series.sponsorships.public().select_related("organization").exclude(pk=found.pk))
    context = {
        "token": token,
        "sponsorship": found,
        "series": series,
        "dates": list(series.occurrences.to_come().order_by("starts_at")[:3]),
        "named": [series.host.name, *(other.organization.name for other in signed)],
        "form": form,
        "pass_on_form": PassOnForm(),
        "parting_form": PartingForm(),
        "differences": series.differences_since(found.text_version) if found.is_asked_again else [],
        "late": late,
        "own_name": found.organization.name if found.organization else "",
        "own_answer": (not opened.user and not opened.forward) or _signed(opened),
        "speaks": opened.speaks,
    }
    return render(request, "events/sign.html", context | forms, status=status)
