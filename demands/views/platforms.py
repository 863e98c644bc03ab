"""Platforms as everybody reads them: all of them, one with its planks town by town, and the same as plain data."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from demands import platform_page
from demands.forms import PageForm
from demands.models import Platform
from demands.platform_json import the_platform
from demands.views.browse import HEADERS
from orgs.caching import alike_for_all, public_page
from orgs.presence import is_signed_in, open_to_visitors
from orgs.views.report import report_context

PAGE = 24


@public_page
@require_safe
def platform_list(request):
    """Those under way first; of each how many planks it has and how many groups have signed."""
    signed = Q(signatures__state="accepted", signatures__organization__state="listed")
    counted = Platform.objects.public().annotate(
        planks_now=Count("planks", filter=Q(planks__struck_at=None), distinct=True),
        groups=Count("signatures", filter=signed, distinct=True),
    )
    rows = counted.for_cards().order_by("-state", "title", "pk")
    page = Paginator(rows, PAGE).get_page(PageForm(request.GET).number)
    return render(request, "demands/platforms.html", {"page": page, "platforms": list(page)})


@public_page
@require_safe
def platform(request, slug):
    signed_in = is_signed_in(request)
    visible = Platform.objects.visible_to(request.user) if signed_in else Platform.objects.public()
    found = get_object_or_404(visible.for_cards(), slug=slug)
    planks = platform_page.planks_of(found)
    under = platform_page.under(found, planks)
    page, towns = platform_page.town_by_town(planks, PageForm(request.GET).number)
    context = {
        "platform": found,
        "standings": platform_page.standings(planks, under),
        "under": under,
        "struck": list(found.planks.struck()[: platform_page.MOST_STRUCK]),
        "columns": [(number, plank) for number, plank in enumerate(planks, 1) if platform_page.is_carried(plank)],
        "page": page,
        "towns": towns,
        "may_sign": platform_page.may_sign(found, request.user),
        "keeps": signed_in and Platform.objects.editable_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "demands/platform.html", context)


@alike_for_all
@require_safe
def platform_data(request, slug):
    """What its page shows, with one page of towns; `next` names the page after."""
    found = get_object_or_404(Platform.objects.public().for_cards(), slug=slug)
    return JsonResponse(the_platform(found, PageForm(request.GET).number), headers=HEADERS)


@open_to_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def platform_report(request, slug):
    found = get_object_or_404(Platform.objects.public().for_cards(), slug=slug)
    url = found.get_absolute_url()
    context = report_context(request, found.keeper, title=found.title, url=url, subject=found.letters_key)
    return render(request, "orgs/report.html", context, status=422 if context["form"].errors else 200)
