"""What a series said when groups signed it: its versions, each with what went and what came."""

from itertools import pairwise

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.models import Series
from orgs.caching import public_page
from orgs.presence import is_signed_in
from orgs.pressing import pressed

MOST = 20


@public_page
@require_safe
def series_texts(request, slug):
    visible = Series.objects.visible_to(request.user) if is_signed_in(request) else Series.objects.public()
    series = get_object_or_404(visible.select_related("host", "place"), slug=slug)
    texts = list(series.texts.all()[: MOST + 1]) or [series.first_text()]
    for newer, older in pairwise(texts):
        newer.changes = newer.changes_since(older)
    granted = is_signed_in(request) and Series.objects.granted(request.user, "text").filter(pk=series.pk).exists()
    may_blank = granted or (is_signed_in(request) and request.user.is_moderator)
    context = {"series": series, "texts": texts[:MOST], "may_blank": may_blank}
    return render(request, "events/series_texts.html", context)


@login_required
@require_POST
def text_blanking(request, slug, number):
    """Take the words out of an earlier version: its host's organizers, or a moderator."""
    user, seen = request.user, Series.objects.visible_to(request.user)
    hosted = Series.objects.granted(user, "text") if not user.is_moderator else seen
    series = get_object_or_404(hosted, slug=slug)
    text = get_object_or_404(series.texts, number=number)
    pressed(request, lambda: text.blank(by=user), _("The words are gone; the number and the day stay."))
    return redirect("events:series-texts", slug=slug)
