"""The words in which the record of a group tells of its demands and of what happened to them."""

from django.utils.translation import gettext_lazy as _

from orgs.chronicle import register_topic, register_words

DEMANDS = "demands"

WORDS = {
    "demand_drafted": _("%(who)s drafted the demand “%(about)s”"),
    "demand_rewritten": _("%(who)s changed the draft of the demand “%(about)s”"),
    "demand_discarded": _("%(who)s threw away the draft of the demand “%(about)s”"),
    "demand_put": _("%(who)s put the demand “%(about)s” to its body"),
    "demand_closed": _("%(who)s closed the demand “%(about)s”"),
    "demand_reopened": _("%(who)s took the demand “%(about)s” up again"),
    "demand_planned": _("%(who)s said what comes next for “%(about)s”"),
    "demand_classified": _("%(who)s changed under what the demand “%(about)s” is found"),
    "demand_review_set": _("%(who)s said when to look again at “%(about)s”"),
    "demand_shown": _("%(who)s let everybody see the demand “%(about)s”"),
    "demand_withheld": _("%(who)s took the demand “%(about)s” down"),
    "body_added": _("%(who)s wrote down the body %(about)s"),
    "action_entered": _("%(who)s entered what happened to “%(about)s”"),
    "action_confirmed": _("%(who)s confirmed what happened to “%(about)s”"),
    "action_dropped": _("%(who)s took back an entry about “%(about)s”"),
    "stance_entered": _("%(who)s entered how a seat stands to “%(about)s”"),
    "evidence_added": _("%(who)s added evidence to “%(about)s”"),
    "model_proposed": _("%(who)s proposed the model demand “%(about)s”"),
    "model_taken": _("%(who)s took newer words of its model into “%(about)s”"),
    "model_left": _("%(who)s left “%(about)s” as it was when its model changed"),
}


def register_all() -> None:
    register_topic(DEMANDS, _("Demands"))
    register_words(WORDS, topic=DEMANDS)
