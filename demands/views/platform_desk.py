"""Keep a platform: begin it, say what it is for, open it for signing, close it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands import platform_page
from demands.forms import ClosingForm, PlatformForm
from demands.models import Platform
from orgs.models import Organization
from orgs.presence import posted
from orgs.pressing import pressed

DESK = "demands:platform-desk"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def platform_new(request):
    if not Organization.objects.organized_by(request.user).exists():
        messages.info(request, _("First tell us which group keeps it."))
        return redirect("orgs:group-new")
    return _edit(request, PlatformForm(posted(request), by=request.user))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def platform_edit(request, slug):
    platform = find(request, slug)
    return _edit(request, PlatformForm(posted(request), by=request.user, platform=platform))


def _edit(request, form):
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(DESK, slug=form.save().slug)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    if form.platform:
        form.platform.refresh_from_db()
    context = {"form": form, "platform": form.platform}
    return render(request, "demands/platform_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def platform_desk(request, slug):
    platform = find(request, slug)
    planks = platform_page.planks_of(platform)
    waiting = platform.signatures.awaiting()
    context = {
        "platform": platform,
        "refused": platform.refused(),
        "planks": planks,
        "struck": list(platform.planks.struck()[: platform_page.MOST_STRUCK]),
        "asking": waiting.requested().count(),
        "asked": waiting.invited().count(),
        "signed": platform.signatures.accepted().count(),
        "without_next": platform_page.won_without_next(planks),
    }
    return render(request, "demands/platform_desk.html", context)


@login_required
@require_POST
def platform_putting(request, slug):
    platform = find(request, slug)
    if pressed(request, lambda: platform.put(by=request.user)):
        if platform.is_public:
            messages.success(request, _("It is open. Groups can sign it now."))
        elif platform.is_waiting:
            messages.info(request, _("Sent. Your own people see it; a person looks at it, usually within a day."))
        else:
            messages.info(request, _("Kept. It goes public when a moderator has listed your group."))
    return redirect(DESK, slug=slug)


@login_required
@require_POST
def platform_submission(request, slug):
    """Ask for a look: once more at what was not shown, or at what came with another group."""
    platform = find(request, slug)
    if platform.refused() or platform.is_unsent:
        platform.put_before_moderators(by=request.user)
        messages.success(request, _("Sent. A person looks at it, usually within a day."))
    return redirect(DESK, slug=slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def platform_closing(request, slug):
    platform = find(request, slug)
    form = ClosingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = _("It is closed. Its page stays, and you can open it again.")
        pressed(request, lambda: platform.give_up(by=request.user, **form.cleaned_data), done)
        return redirect(DESK, slug=slug)
    context = {"platform": platform, "form": form}
    return render(request, "demands/platform_closing.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def platform_resumption(request, slug):
    platform = find(request, slug)
    pressed(request, lambda: platform.resume(by=request.user), _("It is open again."))
    return redirect(DESK, slug=slug)


@login_required
@require_POST
def platform_deletion(request, slug):
    platform = find(request, slug)
    if pressed(request, lambda: platform.discard(by=request.user), _("The draft is thrown away.")):
        return redirect("events:desk")
    return redirect(DESK, slug=slug)


def find(request, slug) -> Platform:
    return get_object_or_404(Platform.objects.editable_by(request.user).for_cards(), slug=slug)
