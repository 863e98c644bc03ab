"""The moderators' queue: groups that wait to be listed."""

from datetime import timedelta
from functools import wraps

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from orgs.models import Organization


def moderators_only(view):
    """For others the queue does not exist. A moderator without a second factor is sent to set one up."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not (request.user.is_active and request.user.is_moderator):
            raise Http404
        if settings.MODERATORS_NEED_SECOND_FACTOR and not is_mfa_enabled(request.user):
            messages.info(request, _("Those who list groups use a second factor. Set one up first."))
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded


@moderators_only
@require_safe
def review(request):
    waiting = Organization.objects.reviewable_by(request.user).select_related("place", "created_by", "resembles__place")
    context = {
        "groups": list(waiting[:50]),
        "to_review": waiting.count(),
        "just_now": timezone.now() - timedelta(minutes=1),
    }
    return render(request, "orgs/review.html", context)


@moderators_only
@require_POST
def listing(request, slug):
    group = get_object_or_404(Organization.objects.reviewable_by(request.user), slug=slug)
    try:
        group.enlist(by=request.user)
        messages.success(request, _("%(group)s is listed, and its people are told.") % {"group": group})
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    return redirect("orgs:review")
