"""What others have changed of the bodies she relies on, for the desk; after a day and a half it ends by itself."""

from django.urls import reverse
from django.utils.translation import gettext as _

from demands import body_news
from demands.models import Body, BodyChange
from orgs import needs
from orgs.models import User
from orgs.needs import Act, Need
from orgs.waiting import MOST


def register_all() -> None:
    needs.register("changes of bodies", changes)


def changes(user: User) -> list[Need]:
    """One for each body, the latest change first."""
    lately = BodyChange.objects.lately().filter(taken_back_at=None).by_others_than(user)
    rows = lately.filter(body__in=Body.objects.relied_on_by(user).values("pk")).for_page()[:MOST]
    newest = {change.body_id: change for change in reversed(rows)}
    return [_need(change) for change in newest.values()]


def _need(change: BodyChange) -> Need:
    said = {"group": body_news.who(change), "what": body_news.what(change)}
    return Need(
        f"body-change:{change.pk}",
        _("What is said of %(body)s was changed") % {"body": change.body},
        text=_("%(group)s changed %(what)s.") % said,
        acts=[Act(_("See what was changed"), reverse("demands:body-record", args=[change.body.slug]))],
    )
