"""The letters of review: to those concerned, to who reported, and to the moderators themselves."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgs import case_news
from orgs.models import Case, CaseAct, Organization, User
from outbox import reasons
from outbox.letters import Letter, Unwanted, register


@register
class CaseLetter(Letter):
    """Tells those concerned what a moderator asked or decided: her words, framed by ours."""

    kind = "case"
    reason = reasons.BELONGS
    template = "orgs/mail/case"
    title = _("letters of the moderators")

    def context(self, message) -> dict:
        act = CaseAct.objects.select_related("case__organization").filter(pk=message.context["act"]).first()
        if act is None:
            raise Unwanted("gone: the case is no more")
        case = act.case
        if act != case.acts.filter(act__in=CaseAct.OF_MODERATORS).last():
            raise Unwanted("overtaken: a later act has a letter of its own")
        if not case.concerned().filter(pk=message.context["user"]).exists():
            raise Unwanted("left: the reader has nothing to do with it any more")
        return {
            "headline": case_news.headline(case, act.act),
            "opening": case_news.opening(case, act.act),
            "words": act.text,
            "onward": case_news.onward(case, act.act),
            "asked": act.act == CaseAct.Act.ASKED,
            "url": f"{settings.SITE_URL}{case.get_absolute_url()}",
        }


@register
class ReportDecided(Letter):
    """Tells who reported a page that somebody has looked. Names nothing: the address is not confirmed."""

    kind = "report_decided"
    reason = reasons.REPORTED
    template = "orgs/mail/report_decided"
    title = _("answers to reports")
    by_strangers = True

    def context(self, message) -> dict:
        case = Case.objects.decided().filter(pk=message.context["case"]).first()
        if case is None:
            raise Unwanted("undone: it waits to be decided again")
        return {"upheld": case.is_confirmed, "url": f"{settings.SITE_URL}{reverse('conduct')}"}


@register
class CasesWaiting(Letter):
    """Tells a moderator, once a day at most, that something waits for her."""

    kind = "cases_waiting"
    reason = reasons.MODERATES
    template = "orgs/mail/cases_waiting"
    title = _("letters about what waits for review")

    def context(self, message) -> dict:
        moderator = User.objects.filter(pk=message.context["user"]).first()
        waiting = Case.objects.reviewable_by(moderator).waiting().for_queue() if moderator else Case.objects.none()
        count = waiting.count()
        if not count:
            raise Unwanted("done: nothing waits any more")
        return {"count": count, "oldest": waiting[0], "url": f"{settings.SITE_URL}{reverse('orgs:review')}"}


@register
class GroupRetired(Letter):
    """Tells the coordinators of a group that one of them has ended it, and until when that can be taken back."""

    kind = "group_retired"
    reason = reasons.COORDINATES
    template = "orgs/mail/group_retired"
    title = _("news of your group")

    def context(self, message) -> dict:
        group = Organization.objects.filter(pk=message.context["organization"], state="retired").first()
        if group is None or not group.coordinators().filter(pk=message.context["user"]).exists():
            raise Unwanted("overtaken: the group is not retired, or the reader has left it")
        path = reverse("orgs:group-standing", args=[group.slug])
        return {"group": group, "url": f"{settings.SITE_URL}{path}"}
