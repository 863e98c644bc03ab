"""What a series said when groups signed it: its versions, each with what went and what came."""

from itertools import pairwise

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events import wording
from events.models import Series, SeriesText
from events.models.series_text import SIGNED
from orgs.caching import public_page
from orgs.presence import is_signed_in

MOST = 20


@public_page
@require_safe
def series_texts(request, slug):
    visible = Series.objects.visible_to(request.user) if is_signed_in(request) else Series.objects.public()
    series = get_object_or_404(visible.select_related("host", "place"), slug=slug)
    texts = list(series.texts.all()[: MOST + 1]) or [series.first_text()]
    for newer, older in pairwise(texts):
        newer.changes = _changes(older, newer)
    return render(request, "events/series_texts.html", {"series": series, "texts": texts[:MOST]})


def _changes(older: SeriesText, newer: SeriesText) -> list[list[wording.Piece]]:
    changed = [name for name in SIGNED if older.words[name] != newer.words[name]]
    return [wording.differences(older.words[name], newer.words[name]) for name in changed]
