"""The letters to those who follow: the one that asks an address, what is new, and each week what is on."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import follow_news, following
from events.letters import absolute
from events.models import Follower
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register

MOST_LISTED = 40


def _any_hour(message) -> Follower:
    follower = Follower.objects.filter(pk=message.context["follower"]).first()
    if follower is None:
        raise Unwanted("gone: nothing is followed any more")
    return follower


def _follower(message) -> Follower:
    """Who follows; not at night by her own clocks."""
    follower = _any_hour(message)
    if until := following.morning_after(timezone.now(), follower.time_zone):
        raise NotYet(until)
    return follower


@register
class FollowConfirmation(Letter):
    """Asks the owner of an address whether it was she who wants to follow. Holds nothing that a visitor typed."""

    kind = "follow_confirmation"
    reason = reasons.TYPED
    template = "events/mail/follow_confirmation"
    title = _("confirmations of what you follow")
    by_strangers = True

    def context(self, message) -> dict:
        follower = _any_hour(message)
        follows = [follow for follow in follower.follows.pending().for_cards() if follow.is_shown]
        if not follows:
            raise Unwanted("answered: confirmed or erased meanwhile")
        return {"follows": follows, "url": absolute(follower.get_confirmation_url())}


@register
class FollowNews(Letter):
    """What became new for a follower, as things stand when the letter goes out."""

    kind = "follow_news"
    reason = reasons.FOLLOWS
    template = "events/mail/follow_news"
    title = _("news of what you follow")

    def context(self, message) -> dict:
        follower = _follower(message)
        since, until = (datetime.fromisoformat(message.context[name]) for name in ("since", "until"))
        told = following.news(follower, since, until)
        if not (told.new or told.turned):
            raise Unwanted("over: nothing is left of the news")
        return {
            "headline": follow_news.headline(told.new, told.turned),
            "new": told.new[:MOST_LISTED],
            "turned": [(series, follow_news.sentence(series)) for series in told.turned],
            "more": len(told.new[MOST_LISTED:]),
            "url": absolute(follower.get_absolute_url()),
        }


@register
class FollowWeekly(Letter):
    """What is on in the next ten days."""

    kind = "follow_weekly"
    reason = reasons.FOLLOWS
    template = "events/mail/follow_weekly"
    title = _("the weekly letter of what is on")

    def context(self, message) -> dict:
        follower = _follower(message)
        dates = following.week(follower)
        if not dates:
            raise Unwanted("nothing on: no date in the next ten days")
        towns = [follow.label for follow in follower.follows.confirmed() if follow.is_town and follow.is_weekly]
        return {
            "town": towns[0] if len(towns) == 1 else "",
            "zone": follower.time_zone,
            "dates": dates[:MOST_LISTED],
            "more": len(dates[MOST_LISTED:]),
            "url": absolute(follower.get_absolute_url()),
        }
