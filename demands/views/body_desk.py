"""Bodies at the desk: written down, kept right, their seats and who sits in them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from demands.forms import BodyFactsForm, BodyForm, SeatForm, SeatsForm, TermForm, WhereForm
from demands.models import Body, Seat, Term
from demands.models.body_scopes import acting_for
from orgs.models import Organization
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body_new(request):
    """First town and kind, in the address; then what is here already, and the rest of it."""
    if not Organization.objects.organized_by(request.user).listed().exists():
        messages.info(request, _("Bodies are written down by the organizers of listed groups."))
        return redirect("demands:body-list")
    if request.method == "POST":
        return _write_down(request, BodyForm(request.POST, by=request.user))
    where = WhereForm(request.GET or None)
    if not where.is_valid():
        return render(request, "demands/body_where.html", {"form": where}, status=422 if where.errors else 200)
    form = BodyForm(by=request.user, initial=where.begun())
    return render(request, "demands/body_new.html", {"form": form, "likely": where.likely})


def _write_down(request, form):
    if form.is_valid():
        try:
            return redirect("demands:body-desk", slug=form.save().slug)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return render(request, "demands/body_new.html", {"form": form, "likely": form.likely}, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body_desk(request, slug):
    body = _find(request, slug)
    form = BodyFactsForm(posted(request), body=body)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
            messages.success(request, _("Saved. Its page says so now."))
            return redirect("demands:body-desk", slug=slug)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return _page(request, body, form, SeatsForm())


@login_required
@require_POST
def body_seats(request, slug):
    body = _find(request, slug)
    form = SeatsForm(request.POST)
    if _done(form, lambda: body.add_seats(form.cleaned_data["names"], **_acting(request, body))):
        messages.success(request, _("Saved. The seats stand on its page."))
        return redirect("demands:body-desk", slug=slug)
    return _page(request, body, BodyFactsForm(body=body), form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body_seat(request, slug, pk):
    """What a seat is called and where it stands; below it, who sits there and who sat."""
    body, seat = _find_seat(request, slug, pk)
    form = SeatForm(posted(request), instance=seat)
    if request.method == "POST" and _done(form, lambda: body.alter_seat(seat, **form.said(), **_acting(request, body))):
        messages.success(request, _("Saved."))
        return redirect("demands:body-desk", slug=slug)
    return _seat_page(request, body, seat, form, TermForm())


@login_required
@require_POST
def body_seat_deletion(request, slug, pk):
    body, seat = _find_seat(request, slug, pk)
    if pressed(request, lambda: body.drop_seat(seat, **_acting(request, body)), _("The seat is taken out.")):
        return redirect("demands:body-desk", slug=slug)
    return redirect("demands:body-seat", slug=slug, pk=pk)


@login_required
@require_POST
def body_terms(request, slug, pk):
    body, seat = _find_seat(request, slug, pk)
    form = TermForm(request.POST)
    if _done(form, lambda: body.seat_somebody(seat, **form.said(), **_acting(request, body))):
        messages.success(request, _("Saved. Its page says who sits there."))
        return redirect("demands:body-seat", slug=slug, pk=pk)
    return _seat_page(request, body, seat, SeatForm(instance=seat), form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body_term(request, slug, pk):
    body = _find(request, slug)
    term = get_object_or_404(Term.objects.filter(seat__body=body).select_related("seat"), pk=pk)
    form = TermForm(posted(request), instance=term)
    if request.method == "POST" and _done(
        form, lambda: body.correct_term(term, **form.said(), **_acting(request, body))
    ):
        messages.success(request, _("Saved."))
        return redirect("demands:body-seat", slug=slug, pk=term.seat_id)
    context = {"body": body, "term": term, "seat": term.seat, "form": form}
    return render(request, "demands/body_term.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def body_term_deletion(request, slug, pk):
    body = _find(request, slug)
    term = get_object_or_404(Term.objects.filter(seat__body=body), pk=pk)
    pressed(request, lambda: body.drop_term(term, **_acting(request, body)), _("Taken out."))
    return redirect("demands:body-seat", slug=slug, pk=term.seat_id)


def _find(request, slug) -> Body:
    found = Body.objects.editable_by(request.user).select_related("place", "jurisdiction", "written_for", "changed_for")
    return get_object_or_404(found, slug=slug)


def _find_seat(request, slug, pk) -> tuple[Body, Seat]:
    body = _find(request, slug)
    return body, get_object_or_404(body.seats, pk=pk)


def _acting(request, body) -> dict:
    return {"by": request.user, "group": acting_for(body, request.user)}


def _done(form, verb) -> bool:
    """Whether a valid form was carried out; a refusal stands above it."""
    if not form.is_valid():
        return False
    try:
        verb()
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    return not form.errors


def _page(request, body, form, seats_form):
    wrong = seats_form if seats_form.errors else form
    seats = body.seats_on(timezone.localdate(timezone=body.zone))
    context = {"body": body, "facts_form": form, "seats_form": seats_form, "form": wrong, "seats": seats}
    return render(request, "demands/body_desk.html", context, status=422 if wrong.errors else 200)


def _seat_page(request, body, seat, form, term_form):
    wrong = term_form if term_form.errors else form
    terms = list(seat.terms.all())
    context = {"body": body, "seat": seat, "seat_form": form, "term_form": term_form, "form": wrong, "terms": terms}
    return render(request, "demands/body_seat.html", context, status=422 if wrong.errors else 200)
