"""The right of reply of whoever holds a seat: typed at an address, confirmed by its letter, kept by its link."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands.forms import ReplyForm, WordsOfReply
from demands.models import Demand, SeatReply
from demands.seating import Row, Seating
from orgs.caching import public_page
from orgs.models import Bucket
from orgs.pace import evenly
from orgs.presence import is_signed_in, open_to_visitors, posted
from orgs.pressing import pressed
from orgs.views.report import report_context
from outbox.private_link import private_link

HOUR = timedelta(hours=1)
TOO_MANY = _("That was a lot of replies from here. Try again in an hour.")


@open_to_visitors
@require_http_methods(["GET", "HEAD", "POST"])
@evenly
def reply_new(request, slug, pk):
    """Open where somebody holds the seat and something is said of it."""
    demand = get_object_or_404(Demand.objects.public().for_cards(), slug=slug)
    row = Seating(demand).row(pk)
    if row is None or not row.takes_replies:
        raise Http404
    form = ReplyForm(posted(request))
    if form.is_valid() and not Bucket.take_for(request, "seat_reply", limit=5, within=HOUR):
        form.add_error(None, ValidationError(TOO_MANY, code="too_many"))
    if request.method == "POST" and form.is_valid():
        form.ask(demand, row.term, answers=row.stance)
        return redirect("demands:reply-asked")
    context = {"form": form, "demand": demand, "row": row, "signed_in": is_signed_in(request)}
    return render(request, "demands/reply.html", context, status=422 if form.errors else 200)


@public_page
@require_safe
def reply_asked(request):
    """The same words for every address, known or not."""
    return render(request, "demands/reply_asked.html")


@open_to_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def reply_report(request, pk):
    shown = SeatReply.objects.standing().filter(demand__in=Demand.objects.public().values("pk"))
    reply = get_object_or_404(shown.for_page(), pk=pk)
    title = _("The reply of %(seat)s") % {"seat": reply.term.seat}
    context = report_context(request, reply.demand.lead, title=title, url=reply.seats_url, subject=reply.key)
    return render(request, "orgs/report.html", context, status=422 if context["form"].errors else 200)


# By the link of a letter. No cookie is looked at: who holds the link reads the mailbox.


@csrf_exempt
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def reply_own(request, token):
    """What the address has replied, and where each stands; posted, it is written anew."""
    replies = _found(token)
    form, row = WordsOfReply(posted(request)), Seating(replies[0].demand).row(replies[0].term.seat_id)
    known = _still_known(replies, row)
    if request.method == "POST" and known and form.is_valid():
        if Bucket.take("seat_reply_anew", known.contact_index, limit=5, within=HOUR):
            form.save(known, answers=row.stance)
            return redirect(known)
        form.add_error(None, ValidationError(TOO_MANY, code="too_many"))
    context = {"replies": replies, "reply": replies[0], "known": known, "row": row, "form": form}
    return render(request, "demands/reply_own.html", context, status=422 if form.errors else 200)


@csrf_exempt
@private_link
@require_POST
def reply_confirmation(request, token, pk):
    reply = _one(token, pk)
    reply.confirm_address()
    return redirect(reply)


@csrf_exempt
@private_link
@require_POST
def reply_withdrawal(request, token, pk):
    reply = _one(token, pk)
    reply.withdraw_reply()
    return redirect(reply) if SeatReply.of_token(token) else render(request, "demands/reply_gone.html")


# At the desk of the lead


@login_required
@require_POST
def reply_reading(request, pk):
    led = Demand.objects.editable_by(request.user).values("pk")
    reply = get_object_or_404(SeatReply.objects.standing().filter(demand__in=led).for_page(), pk=pk)
    pressed(request, lambda: reply.mark_read(by=request.user))
    return redirect(reply.seats_url)


def _found(token: str) -> list[SeatReply]:
    replies = SeatReply.of_token(token)
    if not replies or not replies[0].demand.is_public:
        raise Http404
    return replies


def _one(token: str, pk: int) -> SeatReply:
    found = next((reply for reply in _found(token) if reply.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _still_known(replies: list[SeatReply], row: Row) -> SeatReply | None:
    """One whose address has been confirmed, while its holder has the seat: then it may be written anew."""
    known = next((reply for reply in replies if reply.confirmed_at), None)
    return known if known and row.term == known.term else None
