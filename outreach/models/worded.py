"""The words of a letter to several: what may stand in braces, and how each group reads it."""

import re

from django.utils.translation import gettext as _

from orgs.models import Asking, User
from outreach import marks
from outreach.models.addressee import Addressee
from outreach.models.prospect import Prospect


class Worded:
    """What a letter says to whom; it has no columns of its own."""

    @property
    def marks(self) -> dict:
        """What may stand in braces: a coalition writes to the coordinators of a group, whoever is known there."""
        return {mark: said for mark, said in marks.MARKS.items() if not self.coalition_id or mark != marks.PERSON}

    @property
    def first_words(self) -> str:
        if self.series_id:
            return _("Hello {person},\n\nwe hold “{title}”. Will {group} stand with us?\n\n{sender}, {host}")
        if self.demand_id:
            return _("Hello {person},\n\nwe ask for this: “{title}”. Will {group} endorse it?\n\n{sender}, {host}")
        return _("Hello {group},\n\nwill you join us?\n\n{sender}, {host}")

    def words_for(self, prospect: Prospect, *, sender: User, whole: bool = True) -> str:
        """The letter as this group gets it; not `whole` the person stays open, as it is stored."""
        words = {
            "{group}": prospect.shown_name,
            "{title}": self.board.title,
            "{host}": self.board.host.name,
            "{sender}": sender.shown_name,
        }
        return marks.fill(self.letter, words | ({marks.PERSON: _called(prospect)} if whole else {}))

    @classmethod
    def name_person(cls, signon: Asking, text: str) -> str:
        """The words of an invitation with whom is known there; without a card the group is named."""
        if marks.PERSON not in text:
            return text
        asked = Addressee.objects.filter(**{signon._meta.model_name: signon})
        row = asked.select_related("prospect__organization").first()
        if row is None:
            return marks.fill(text, {marks.PERSON: str(signon.organization or _("all of you"))})
        return marks.fill(text, {marks.PERSON: _called(row.prospect)})


def _called(prospect: Prospect) -> str:
    """How somebody is addressed whose card says "June, alto"."""
    return re.split(r"[,(;]", prospect.person)[0].strip() or prospect.shown_name
