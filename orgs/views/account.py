"""The account: one page of settings, the letters somebody gets, and her devices one by one."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgs.account_forms import LettersForm, SettingsForm
from orgs.models import Membership
from orgs.presence import posted
from orgs.pressing import pressed
from outbox.contacts import contact_index
from outbox.models import Suppression


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    form = SettingsForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("orgs:account")
    context = {"form": form, **_known(request.user)}
    return render(request, "account/settings.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request):
    form = LettersForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. You get the letters that are ticked."))
        return redirect(reverse("orgs:letter-choice"))
    return render(
        request,
        "account/letters.html",
        {"letters": form, "stopped": request.user.stopped_addresses()},
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def letters_resumption(request):
    """Write again to an address of hers at which letters came back, or were reported."""
    pressed(request, request.user.resume_own_letters, _("Letters come to you again."))
    return redirect("orgs:letter-choice")


@login_required
@require_POST
def session_ending(request, pk):
    """Sign one browser out; it may be this one."""
    device = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    Session.objects.filter(session_key=device.session_key).delete()
    device.delete()
    if device.session_key == request.session.session_key:
        return redirect("account_login")
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


def _known(user) -> dict:
    """What the page says of her sign-in and of her groups."""
    factors = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {
        "addresses": user.emailaddress_set.order_by("-primary", "email"),
        "passkeys": factors.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in factors,
        "ended": Suppression.objects.filter(
            recipient_index=contact_index(user.email), reason=Suppression.ASKED
        ).exists(),
        "stopped": user.stopped_addresses(),
        "devices": UserSession.objects.filter(user=user).count(),
        "memberships": Membership.objects.filter(user=user)
        .select_related("organization")
        .order_by("organization__name"),
    }
