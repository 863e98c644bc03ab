"""Model demands as everybody reads them: by topic, one with its versions, and what a town finds at each."""

from itertools import pairwise

from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from demands.doors import also_asked, doors
from demands.forms import TownForm
from demands.generally import changes, in_general
from demands.models import Demand, ModelDemand, ModelText
from demands.stages import Outcome
from orgs.caching import public_page
from orgs.presence import is_signed_in

MOST = 100
VERSIONS = 10


@public_page
@require_safe
def model_list(request):
    """What any town may ask, by topic; of each how many towns have it under way or have won it."""
    models = list(ModelDemand.objects.public().with_texts()[:MOST])
    counts = _counts()
    for model in models:
        model.counts = counts.get(model.pk, {})
        model.asks = in_general(model.text)["ask"]
    by_topic = sorted(models, key=lambda model: (str(model.get_topic_display()), model.name))
    return render(request, "demands/models.html", {"models": by_topic, "form": TownForm()})


@public_page
@require_safe
def model(request, slug):
    visible = ModelDemand.objects.visible_to(request.user) if is_signed_in(request) else ModelDemand.objects.public()
    found = get_object_or_404(visible.with_texts(), slug=slug)
    form, onward = TownForm(request.GET), found.next_ones()
    door = doors([found], form.spot)[0] if form.spot else None
    if door:
        door.next_ones = onward
    made = Demand.objects.public().filter(adopted__text__model=found).for_cards()
    context = {
        "model": found,
        "text": found.text,
        "words": in_general(found.text),
        "form": form,
        "door": door,
        "onward": onward,
        "adopted": made.order_by(F("stage_since").desc(nulls_last=True), "-pk")[:MOST],
        "versions": _versions(found),
    }
    return render(request, "demands/model.html", context | _own(request, found))


@public_page
@require_safe
def near(request):
    """The three doors of a town, one for each model."""
    form = TownForm(request.GET)
    models = list(ModelDemand.objects.public().with_texts()[:MOST]) if form.spot else []
    found = doors(models, form.spot) if form.spot else []
    by_slug = {model.slug: model for model in models}
    for door in found:
        door.next_ones = [by_slug[slug] for slug in door.model.text.next if slug in by_slug]
        door.asks = in_general(door.model.text)["ask"]
    kinds = [(kind, [door for door in found if door.kind == kind]) for kind in KINDS]
    others = also_asked(form.spot, found) if form.spot else []
    context = {"form": form, "doors": found, "kinds": kinds, "others": others, "is_won": bool(kinds[0][1])}
    return render(request, "demands/near.html", context)


KINDS = ("won", "under_way", "nobody")


def _counts() -> dict[int, dict[str, int]]:
    """How many public demands of each model are won, and how many are under way, in one query."""
    made = Demand.objects.public().filter(adopted__isnull=False).values("adopted__text__model").order_by()
    under_way = Count("pk", filter=Q(outcome=Outcome.OPEN, state="put"))
    rows = made.annotate(under_way=under_way, won=Count("pk", filter=Q(outcome=Outcome.WON)))
    return {row["adopted__text__model"]: row for row in rows}


def _versions(model: ModelDemand) -> list[ModelText]:
    """Those that were let stand, newest first, each with what went and what came since the one before."""
    texts = list(model.texts.stood().filter(number__lte=model.version)[: VERSIONS + 1])
    for newer, older in pairwise(texts):
        newer.changes = changes(older, newer)
    return texts[:VERSIONS]


def _own(request, model: ModelDemand) -> dict:
    """What its own organizers read besides: newer words that wait, and how they differ."""
    if not is_signed_in(request) or not ModelDemand.objects.editable_by(request.user).filter(pk=model.pk).exists():
        return {}
    waiting = model.waiting_words
    own = {"may_edit": True, "waiting": waiting, "is_judged_anew": bool(waiting) and model.is_judged_anew}
    return own | {"differs": changes(model.text, waiting) if waiting else []}
