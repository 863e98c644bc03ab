"""Answer an invitation to stand under a series from its letter: read, press one button. No sign-in, no session."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import ForwardedSignForm, NewGroupSignForm, PartingForm, ReadForm, SignForm
from events.models import Sponsorship
from orgs.models import Opened
from orgs.views.sign_page import SignPage
from outbox.private_link import private_link


class _Page(SignPage):
    model, parting_form, read_form = Sponsorship, PartingForm, ReadForm

    def form(self, opened: Opened, data):
        if opened.signon.organization_id is None:
            return NewGroupSignForm(data, opened=opened)
        return ForwardedSignForm(data, opened=opened) if opened.forward else SignForm(data, opened=opened)

    def page(self, request, token, opened: Opened, *, form=None, late="", status=200, **forms):
        found, series = opened.signon, opened.signon.series
        signed = series.sponsorships.public().select_related("organization").exclude(pk=found.pk)
        context = {
            "sponsorship": found,
            "series": series,
            "dates": list(series.occurrences.to_come().order_by("starts_at")[:3]),
            "named": [series.host.name, *(other.organization.name for other in signed)],
            "form": form,
        }
        return render(
            request, "events/sign.html", context | self.said(token, opened, late=late, **forms), status=status
        )

    def late_yes(self, opened: Opened) -> str:
        found, who = opened.signon, self.signer(opened)
        if found.is_accepted:
            return _("%(who)s of your group has signed on already. There is nothing left to do.") % {"who": who}
        if found.state == Sponsorship.State.DECLINED:
            return _(
                "%(who)s of your group has answered “Not this time” already. Your yes was not taken: "
                "speak with each other, and add your group from the page of the event."
            ) % {"who": who}
        return ""

    def late_no(self, opened: Opened) -> str:
        return _(
            "%(who)s of your group has signed on already. Your no was not taken: "
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
