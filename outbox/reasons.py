"""Why somebody gets a letter, in our words: one of these stands under each, whatever a group wrote above it.

`%(group)s` is on whose behalf the letter goes, `%(site)s` the site.
"""

from django.utils.translation import gettext_lazy as _

TYPED = _(
    "You get this because somebody typed this address at %(site)s. If it was not you, do nothing: it is soon forgotten."
)
REMINDED = _("You get this because you asked to be reminded.")
COMES = _("You get this because you said you would come, because you follow this, or because you organize it.")
CALENDAR = _("You get this because you asked to have dates in your calendar.")
FOLLOWS = _("You get this because you follow what it is about.")
ORGANIZES = _("You get this because you organize a group that it is about.")
COORDINATES = _("You get this because you coordinate a group that it is about.")
BELONGS = _("You get this because you belong to a group that it is about.")
HAS_ASKED = _("You get this because it answers what you asked.")
REPORTED = _("You get this because you reported a page and left this address.")
MODERATES = _("You get this because you review what groups send in.")
LOOKS_AFTER = _("You get this because you took on to ask a group.")
TALKS = _("You get this because you said you would talk to somebody who decides.")
TESTS = _("You get this because you asked for a test of your letter.")
TASK = _("You get this because you took on a task.")
INVITED_PERSON = _("You get this because %(group)s would like whoever holds this address to join. Nobody else is told.")
INVITED_GROUP = _("You get this because you organize a group that %(group)s would like to have beside it.")
INVITED_ADDRESS = _("You get this because %(group)s gave us this address as one of your group.")
PASSED_ON = _("You get this because somebody whom %(group)s asked passed it on to you.")
