"""I'll be there: given in one press, seen, changed and erased by its link. No account, no session."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import AnswerForm, ReminderForm
from events.models import Attendance, PrivateCalendar, Series
from events.views.series import MOST_DATES, series_context
from orgs.models import Bucket
from orgs.presence import posted
from outbox.private_link import private_link

TOO_MANY = _("That was a lot of answers from here. Try again in ten minutes.")


@csrf_exempt  # no session and no account is looked at: a forged press could only count its forger
@require_POST
def answer_new(request, slug):
    series = get_object_or_404(Series.objects.public().announced().select_related("host", "place"), slug=slug)
    form = AnswerForm(request.POST, series=series)
    if form.is_valid() and not Bucket.take_for(request, "answer", limit=10, within=timedelta(minutes=10)):
        form.add_error(None, ValidationError(TOO_MANY, code="too_many"))
    if form.is_valid():
        try:
            return redirect(Attendance.url(_come(series, form)))
        except ValidationError as refusal:
            form.add_error("on", refusal)
    context = series_context(request, series, form, via=form.cleaned_data["via"]) | {"form": form}
    return render(request, "events/series.html", context, status=422)


def _come(series, form):
    cleaned = form.cleaned_data
    said = {name: cleaned[name] for name in ("people", "every", "via")}
    answer = Attendance.come(series, list(cleaned["on"]), **said)
    if cleaned["email"]:
        Attendance.ask_reminder(answer, cleaned["email"], invitation=cleaned["invitation"])
    return answer


@csrf_exempt
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """See the answer, and change it."""
    key, rows = _find(token)
    series = rows[0].series
    form = AnswerForm(posted(request), series=series, initial=_standing(rows))
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            Attendance.change(key, list(cleaned["on"]), people=cleaned["people"], every=cleaned["every"])
            return redirect(reverse("events:answer", args=[token]) + "?saved=1")
        except ValidationError as refusal:
            form.add_error("on", refusal)
    status = 422 if form.errors else 200
    shown = _context(token, rows, answer_form=form, form=form)
    shown |= {name: name in request.GET and status == 200 for name in ("saved", "written")}
    return render(request, "events/answer.html", shown, status=status)


@csrf_exempt
@private_link
@require_POST
def answer_reminder(request, token):
    key, rows = _find(token)
    form = ReminderForm(request.POST)
    if form.is_valid() and Bucket.take_for(request, "answer", limit=10, within=timedelta(minutes=10)):
        Attendance.ask_reminder(key, form.cleaned_data["email"], invitation=form.cleaned_data["invitation"])
        return redirect("events:answer", token=token)
    if not form.errors:
        form.add_error(None, ValidationError(TOO_MANY, code="too_many"))
    return render(request, "events/answer.html", _context(token, rows, reminder_form=form, form=form), status=422)


@csrf_exempt
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer_confirmation(request, token):
    """Where the letter leads that asks an address. Its link is not the answer's: only her mailbox knows it."""
    key = Attendance.answer_to_confirm(token)
    if key is None:
        raise Http404
    answer_token = Attendance.token(key)
    if request.method == "POST":
        Attendance.confirm(key, index=Attendance.read_confirmation(token)[1])
        return redirect("events:answer", token=answer_token)
    _key, rows = _find(answer_token)
    return render(request, "events/answer.html", _context(answer_token, rows, confirmation=token))


@csrf_exempt
@private_link
@require_POST
def answer_calendar(request, token):
    """Write to the address of an answer the link to its calendars: whoever only holds this link is not shown them."""
    _key, rows = _find(token)
    if address := next((row.contact for row in rows if row.confirmed_at and row.contact), ""):
        PrivateCalendar.write_link(address)
    return redirect(reverse("events:answer", args=[token]) + "?written=1")


@csrf_exempt
@private_link
@require_POST
def answer_erasure(request, token):
    key, rows = _find(token)
    series = rows[0].series
    Attendance.forget(key)
    return render(request, "events/answer_gone.html", {"series": series})


def _find(token):
    key = Attendance.answer_of(token)
    rows = list(Attendance.objects.of_answer(key).order_by("occurrence__starts_at")) if key else []
    if not rows:
        raise Http404
    return key, rows


def _standing(rows) -> dict:
    dates = [row.occurrence.original_day for row in rows if row.occurrence]
    return {"on": dates, "every": any(row.occurrence is None for row in rows), "people": rows[0].people}


def _context(token, rows, **forms) -> dict:
    series = rows[0].series
    dates = list(series.occurrences.to_come().order_by("starts_at")[:MOST_DATES])
    every = any(row.occurrence is None for row in rows)
    kept = {row.occurrence_id for row in rows}
    mine = [date for date in dates if every or date.pk in kept]
    return {
        "token": token,
        "series": series,
        "dates": dates,
        "mine": mine,
        "next": next((date for date in mine if not date.is_off), None),
        "every": every,
        "people": rows[0].people,
        "came_by": next((row.via for row in rows if row.via and row.via.is_listed), None),
        "asked": bool(rows[0].contact_index),
        "confirmed": any(row.confirmed_at for row in rows),
        "invited": any(row.confirmed_at and row.wants_invitation and row.occurrence for row in rows),
        "answer_form": AnswerForm(series=series, initial=_standing(rows)),
        "reminder_form": ReminderForm(),
    } | forms
