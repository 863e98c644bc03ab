"""The letters of this room: a letter to several as it will look, to her who writes it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands import endorsement_news
from demands.models import Endorsement
from events.letters import absolute, one
from events.models import Sponsorship
from orgs.models import Affiliation, User
from outbox import reasons
from outbox.letters import Letter, Unwanted, register
from outreach.models import Appeal


class _Test(Letter):
    """Looks as the letter to its first group, and says that it is a test."""

    title = _("tests of letters to several")
    reason = reasons.TESTS
    offered = False

    def context(self, message) -> dict:
        appeal = one(Appeal.objects.for_page(), message.context["appeal"], "letter")
        user = one(User.objects.filter(is_active=True), message.context["user"], "account")
        if not Appeal.objects.editable_by(user).filter(pk=appeal.pk).exists():
            raise Unwanted("left: no longer sees the board")
        rows = [row.prospect for row in appeal.chosen(user)]
        if not rows:
            raise Unwanted("empty: the letter is for no group any more")
        first = next((row for row in rows if not row.obstacle), rows[0])
        words = appeal.words_for(first, sender=user)
        return {"words": words, "url": absolute(appeal.get_absolute_url())} | self.asking(appeal, first, words)

    def asking(self, appeal: Appeal, prospect, words: str) -> dict:
        raise NotImplementedError


@register
class AppealTest(_Test):
    """The letter of a series. Its words stand on the page to which it leads."""

    kind = "appeal_test"
    template = "outreach/mail/appeal_test"

    def asking(self, appeal: Appeal, prospect, words: str) -> dict:
        series = appeal.series
        asked = Sponsorship(series=series, organization=prospect.organization, letter=words, asked_at=timezone.now())
        dates = list(series.occurrences.going_ahead().to_come().for_cards()[:3])
        return {"sponsorship": asked, "series": series, "dates": dates}


@register
class AppealTestOfCoalition(_Test):
    """The letter of a coalition, with its words in it."""

    kind = "appeal_test_of_coalition"
    template = "outreach/mail/appeal_test_of_coalition"

    def asking(self, appeal: Appeal, prospect, words: str) -> dict:
        group, coalition = prospect.organization, appeal.coalition
        if group is None:
            raise Unwanted("elsewhere: the first group is not on this site")
        return {
            "affiliation": Affiliation(
                coalition=coalition, organization=group, letter=words, asked_at=timezone.now(), direction="invited"
            )
        }


@register
class AppealTestOfDemand(_Test):
    """The letter of a demand. Its words stand on the page to which it leads."""

    kind = "appeal_test_of_demand"
    template = "outreach/mail/appeal_test_of_demand"

    def asking(self, appeal: Appeal, prospect, words: str) -> dict:
        given = {"organization": prospect.organization, "asked_at": timezone.now(), "direction": "invited"}
        headline, sentences = endorsement_news.invited(Endorsement(demand=appeal.demand, **given))
        return {"headline": headline, "sentences": sentences, "letter": words, "words": []}
