"""The letters about replies of seat holders: to the address that was typed, and to those who lead the demand."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands import reply_news
from demands.models import Demand, SeatReply
from orgs.models import Case, User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register
from outbox.quoting import inert


def _reply(message) -> SeatReply:
    reply = SeatReply.objects.for_page().filter(pk=message.context["reply"]).first()
    if reply is None or not reply.demand.is_public:
        raise Unwanted("gone: it is erased, or nobody sees the demand")
    return reply


def _by_day(reply: SeatReply) -> None:
    if until := morning_after(timezone.now(), reply.demand.time_zone):
        raise NotYet(until)


@register
class ReplyConfirmation(Letter):
    """Asks the owner of an address whether she replies. Holds nothing that a visitor typed."""

    kind = "seat_reply"
    reason = reasons.TYPED
    template = "demands/mail/seat_reply"
    title = _("confirmations of what you reply")
    by_strangers = True

    def context(self, message) -> dict:
        reply = _reply(message)
        if not SeatReply.objects.asked().of_one(reply).exists():
            raise Unwanted("answered: confirmed or erased meanwhile")
        return {"reply": reply, "url": f"{settings.SITE_URL}{reply.get_absolute_url()}"}


@register
class ReplyNews(Letter):
    """Tells who replied what a moderator decided, with her reason."""

    kind = "seat_reply_news"
    reason = reasons.HAS_ASKED
    template = "demands/mail/seat_reply_news"
    title = _("answers to what you reply")

    def context(self, message) -> dict:
        reply, news = _reply(message), message.context["news"]
        if reply.state != {"undone": "waiting"}.get(news, news) or not reply.contact:
            raise Unwanted("overtaken: withdrawn or decided otherwise since")
        _by_day(reply)
        decided = Case.objects.decided().filter(kind="seat_reply", subject=reply.key).order_by("-decided_at").first()
        return {
            "headline": reply_news.headline(reply, news),
            "sentences": reply_news.sentences(reply, news),
            "words": inert(decided.note) if decided and news in ("accepted", "declined") else [],
            "onward": reply_news.ONWARD,
            "url": f"{settings.SITE_URL}{reply.get_absolute_url()}",
        }


@register
class ReplyShown(Letter):
    """Tells the organizers of the lead that a reply stands beside what they wrote down, word for word."""

    kind = "seat_reply_shown"
    reason = reasons.ORGANIZES
    template = "demands/mail/seat_reply_news"
    title = _("replies of those who hold seats")

    def context(self, message) -> dict:
        reply = _reply(message)
        user = User.objects.filter(pk=message.context["user"], is_active=True).first()
        hers = user and Demand.objects.editable_by(user).filter(pk=reply.demand_id).exists()
        if not hers or not reply.is_accepted or reply.withheld_at:
            raise Unwanted("overtaken: it stands no more, or she does not look after the demand")
        _by_day(reply)
        headline, sentences = reply_news.told_to_lead(reply)
        path = reverse("demands:seats", args=[reply.demand.slug])
        url = f"{settings.SITE_URL}{path}#seat-{reply.term.seat_id}"
        return {"headline": headline, "sentences": sentences, "words": inert(reply.text), "onward": "", "url": url}
