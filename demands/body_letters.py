"""The letter to those who rely on a body when another group has changed what is said of it."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands import body_news
from demands.models import Body, BodyChange
from orgs.models import User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register

MOST = 12


@register
class BodyChanged(Letter):
    """What others have changed lately, in one letter a day at most, as it stands when it goes out."""

    kind = "body_changed"
    reason = reasons.ORGANIZES
    template = "demands/mail/endorsement"
    title = _("changes of bodies you rely on")

    def context(self, message) -> dict:
        user = User.objects.filter(pk=message.context["user"], is_active=True).first()
        relied_on = Body.objects.relied_on_by(user) if user else Body.objects.none()
        body = relied_on.for_cards().filter(pk=message.context["body"]).first()
        if body is None:
            raise Unwanted("left: she does not rely on this body any more")
        changes = BodyChange.objects.filter(body=body, taken_back_at=None).lately().by_others_than(user).for_page()
        if not changes:
            raise Unwanted("overtaken: it was taken back")
        if until := morning_after(timezone.now(), body.time_zone):
            raise NotYet(until)
        headline, sentences = body_news.told(body, list(changes[:MOST]))
        path = reverse("demands:body-record", args=[body.slug])
        url = f"{settings.SITE_URL}{path}"
        return {"headline": headline, "sentences": sentences, "url": url, "words": [], "writer": ""}
