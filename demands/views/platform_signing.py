"""Groups under a platform: invited at the desk, asking from the page, answered by either side, changed and left."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands.forms import AskToSignForm, ChoosePlanksForm, InviteSignerForm, SignerPartingForm, SignPlatformForm
from demands.models import Platform, PlatformSignature
from orgs.models import Organization
from orgs.presence import posted
from orgs.pressing import pressed

MOST = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def platform_signatures(request, slug):
    """Who has signed, who was asked, and one group more; for the keeper."""
    kept = Platform.objects.editable_by(request.user).exclude(state="draft")
    platform = get_object_or_404(kept.for_cards(), slug=slug)
    form = InviteSignerForm(posted(request), platform=platform)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error("who", refusal)
        else:
            messages.success(request, _("Asked. The letter is on its way; the question is open for 30 days."))
            return redirect("demands:platform-signatures", slug=slug)
    context = {"platform": platform, "form": form} | _by_state(platform)
    return render(request, "demands/platform_signatures.html", context, status=422 if form.errors else 200)


def _by_state(platform: Platform) -> dict:
    rows = list(platform.signatures.for_cards().order_by("-decided_at", "-asked_at", "-pk")[:MOST])
    waiting = [row for row in rows if row.is_pending]
    return {
        "requests": [row for row in waiting if not row.is_invitation],
        "invited": [row for row in waiting if row.is_invitation],
        "accepted": [row for row in rows if row.is_accepted],
        "closed": [row for row in rows if row.is_closed],
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def platform_sign(request, slug):
    """A group asks to be named under it, in whole or in part."""
    platform = get_object_or_404(Platform.objects.signable_by(request.user).for_cards(), slug=slug)
    if not Organization.objects.organized_by(request.user).exists():
        messages.info(request, _("First tell us which group you sign for."))
        return redirect(reverse("orgs:group-new", query={"next": request.path}))
    form = AskToSignForm(posted(request), platform=platform, by=request.user)
    known = PlatformSignature.objects.read_by(request.user).filter(platform=platform).order_by("pk").first()
    if known and not form.fields["organization"].queryset:
        return redirect(known)  # all her groups have signed or asked: what stands is there to be changed
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Asked. The organizers of the group that keeps it have your letter."))
            return redirect(platform)
    context = {"platform": platform, "form": form}
    return render(request, "demands/platform_sign.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def platform_signature(request, pk):
    """A request or invitation, to read and to answer; or what was signed."""
    to_answer = PlatformSignature.objects.answerable_by(request.user).for_cards().filter(pk=pk).first()
    if to_answer:
        form = SignPlatformForm(platform=to_answer.platform) if to_answer.is_invitation else None
        return render(request, "demands/platform_asked.html", _asked(to_answer, form))
    return _page(request, get_object_or_404(PlatformSignature.objects.read_by(request.user).for_cards(), pk=pk))


@login_required
@require_POST
def signature_acceptance(request, pk):
    found = get_object_or_404(PlatformSignature.objects.addressed_to(request.user).for_cards(), pk=pk)
    terms = {}
    if found.is_invitation and found.is_open:
        get_object_or_404(PlatformSignature.objects.answerable_by(request.user), pk=pk)
        form = SignPlatformForm(request.POST, platform=found.platform)
        if not form.is_valid():
            return render(request, "demands/platform_asked.html", _asked(found, form), status=422)
        terms = form.terms()
    pressed(request, lambda: found.accept(by=request.user, **terms), _("Accepted. Both sides are told."))
    return _back(found, request.user)


@login_required
@require_POST
def signature_refusal(request, pk):
    found = get_object_or_404(PlatformSignature.objects.addressed_to(request.user).for_cards(), pk=pk)
    pressed(request, lambda: found.decline(by=request.user), _("Declined. Both sides are told."))
    return _back(found, request.user)


@login_required
@require_POST
def signature_revocation(request, pk):
    found = get_object_or_404(PlatformSignature.objects.revocable_by(request.user).for_cards(), pk=pk)
    pressed(request, lambda: found.revoke(by=request.user), _("It is taken back."))
    return _back(found, request.user)


@login_required
@require_POST
def signature_planks(request, pk):
    """The planks that the group stands by from now on, and its word beside its name."""
    found = _own(request, pk)
    form = ChoosePlanksForm(request.POST, signature=found)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    pressed(request, lambda: form.save(by=request.user), _("Saved."))
    return redirect(found)


@login_required
@require_POST
def signature_withdrawal(request, pk):
    found, form = _own(request, pk), SignerPartingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, parting_form=form, status=422)
    note = form.cleaned_data["note"]
    pressed(request, lambda: found.withdraw(by=request.user, note=note), _("Your group is no longer named."))
    return redirect(found.platform)


def _own(request, pk) -> PlatformSignature:
    return get_object_or_404(PlatformSignature.objects.signed_by(request.user).for_cards(), pk=pk)


def _asked(found: PlatformSignature, form) -> dict:
    planks = list(found.planks.standing())
    return {"signature": found, "platform": found.platform, "form": form, "planks": planks}


def _page(request, found: PlatformSignature, *, status: int = 200, **forms):
    own = Organization.objects.organized_by(request.user).filter(pk=found.organization_id).exists()
    context = {
        "signature": found,
        "platform": found.platform,
        "own": own,
        "signed": list(found.planks.all()),
        "newer": list(found.newer_planks()) if found.is_accepted else [],
        "form": ChoosePlanksForm(signature=found),
        "parting_form": SignerPartingForm(),
    }
    return render(request, "demands/platform_signed.html", context | forms, status=status)


def _back(found: PlatformSignature, user):
    """The keeper goes on with its list; the group sees what it has signed, or its desk."""
    if Platform.objects.editable_by(user).filter(pk=found.platform_id).exists():
        return redirect("demands:platform-signatures", slug=found.platform.slug)
    return redirect(found) if found.is_accepted else redirect("events:desk")
