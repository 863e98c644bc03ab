"""Calendars to subscribe to."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def feeds(request):
    return render(request, "events/feeds.html")


@require_safe
def feed_all(request):
    return HttpResponse()


@require_safe
def feed_series(request, slug):
    return HttpResponse()


@require_safe
def feed_occurrence(request, slug, day):
    return HttpResponse()


@require_safe
def feed_group(request, slug):
    return HttpResponse()
