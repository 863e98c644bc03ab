"""Answer an invitation to endorse a demand from its letter: read, press one button. No sign-in, no session."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from demands.backers import names
from demands.forms import (
    EndorseByLinkForm,
    EndorserPartingForm,
    EndorserReadForm,
    ForwardedEndorseForm,
    NewGroupEndorseForm,
)
from demands.models import Endorsement
from orgs.models import Opened
from orgs.views.sign_page import SignPage
from outbox.private_link import private_link


class _Page(SignPage):
    model, parting_form, read_form = Endorsement, EndorserPartingForm, EndorserReadForm

    def form(self, opened: Opened, data):
        if opened.signon.organization_id is None:
            return NewGroupEndorseForm(data, opened=opened)
        return ForwardedEndorseForm(data, opened=opened) if opened.forward else EndorseByLinkForm(data, opened=opened)

    def page(self, request, token, opened: Opened, *, form=None, late="", status=200, **forms):
        found = opened.signon
        context = {
            "endorsement": found,
            "demand": found.demand,
            "parts": list(found.demand.components.current()),
            "named": names(found.demand, without=found.organization),
            "form": form,
        } | self.said(token, opened, late=late, **forms)
        return render(request, "demands/sign.html", context, status=status)

    def late_yes(self, opened: Opened) -> str:
        found, who = opened.signon, self.signer(opened)
        if found.is_accepted:
            return _("%(who)s of your group has endorsed it already. There is nothing left to do.") % {"who": who}
        if found.state == Endorsement.State.DECLINED:
            return _(
                "%(who)s of your group has answered “Not this time” already. Your yes was not taken: "
                "speak with each other, and add your group from the page of the demand."
            ) % {"who": who}
        return ""

    def late_no(self, opened: Opened) -> str:
        return _(
            "%(who)s of your group has endorsed it already. Your no was not taken: "
            "speak with each other, and withdraw here if you agree to."
        ) % {"who": self.signer(opened)}


PAGE = _Page()


@csrf_exempt  # the secret in the address is the authority; no cookie is looked at
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, token):
    return PAGE.answer(request, token)


@csrf_exempt
@private_link
@require_POST
def sign_refusal(request, token):
    return PAGE.refuse(request, token)


@csrf_exempt
@private_link
@require_POST
def sign_withdrawal(request, token):
    """Take the group's name off again, by the link that it was signed with."""
    return PAGE.withdraw(request, token)


@csrf_exempt
@private_link
@require_POST
def sign_forward(request, token):
    """Pass the invitation on to whoever decides."""
    return PAGE.pass_on(request, token)


@csrf_exempt
@private_link
@require_POST
def sign_text(request, token):
    """Stand by the text as it is now: the version that the page showed."""
    return PAGE.stand_by(request, token)
