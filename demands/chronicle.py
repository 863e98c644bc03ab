"""The words in which the record of a group tells of its demands and of what happened to them."""

from django.utils.translation import gettext_lazy as _

from orgs.chronicle import register_fields, register_topic, register_words

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
    "demand_next_named": _("%(who)s said that “%(party)s” comes after “%(about)s”"),
    "demand_stepped_off": _("%(who)s said that “%(about)s” does not come after “%(party)s”"),
    "demand_left_at_that": _("%(who)s said that nothing comes after “%(about)s” for now"),
    "demand_shown": _("%(who)s let everybody see the demand “%(about)s”"),
    "demand_withheld": _("%(who)s took the demand “%(about)s” down"),
    "body_added": _("%(who)s wrote down the body %(about)s"),
    "body_corrected": _("%(who)s changed what is said of the body %(about)s: %(fields)s"),
    "body_seats_changed": _("%(who)s changed the seats of the body %(about)s"),
    "body_term_corrected": _("%(who)s corrected a term of %(about)s: %(fields)s"),
    "body_term_changed": _("%(who)s changed who sits in the body %(about)s"),
    "action_entered": _("%(who)s entered what happened to “%(about)s”"),
    "action_confirmed": _("%(who)s confirmed what happened to “%(about)s”"),
    "action_dropped": _("%(who)s took back an entry about “%(about)s”"),
    "talk_taken_up": _("%(who)s said that they talk to a seat about “%(about)s”"),
    "talk_returned": _("%(who)s gave back whom they talk to about “%(about)s”"),
    "talk_noted": _("%(who)s talked to a seat about “%(about)s”"),
    "stance_entered": _("%(who)s entered how a seat stands to “%(about)s”"),
    "reply_shown": _("A moderator let a reply of a seat holder stand beside “%(about)s”"),
    "reply_withdrawn": _("A seat holder withdrew a reply to “%(about)s”"),
    "reply_read": _("%(who)s read the reply of a seat holder to “%(about)s”"),
    "evidence_added": _("%(who)s added evidence to “%(about)s”"),
    "evidence_taken_away": _("%(who)s took evidence away from “%(about)s”"),
    "model_proposed": _("%(who)s proposed the model demand “%(about)s”"),
    "model_reworded": _("%(who)s wrote the model demand “%(about)s” anew"),
    "model_words_withdrawn": _("%(who)s took back newer words of the model demand “%(about)s”"),
    "model_taken_off": _("%(who)s took the model demand “%(about)s” off"),
    "model_taken": _("%(who)s took newer words of its model into “%(about)s”"),
    "model_left": _("%(who)s left “%(about)s” as it was when its model changed"),
}

ENDORSEMENTS = {
    "demand_described": _("%(who)s changed the text of the demand “%(about)s”: %(fields)s"),
    "demand_text_blanked": _("%(who)s took the words out of an earlier text of the demand “%(about)s”"),
    "endorsement_invited": _("%(who)s asked %(party)s to endorse “%(about)s”"),
    "endorsement_invited_there": _("%(party)s asked this group to endorse “%(about)s”"),
    "endorsement_requested": _("%(who)s asked %(party)s to name this group under “%(about)s”"),
    "endorsement_requested_there": _("%(party)s asked to be named under “%(about)s”"),
    "endorsement_accepted": _("%(who)s endorsed “%(about)s” by %(party)s"),
    "endorsement_accepted_there": _("%(party)s endorsed “%(about)s”"),
    "endorsement_welcomed": _("%(who)s welcomed %(party)s under “%(about)s”"),
    "endorsement_welcomed_there": _("%(party)s welcomed this group under “%(about)s”"),
    "endorsement_declined": _("%(who)s declined the invitation of %(party)s to endorse “%(about)s”"),
    "endorsement_declined_there": _("%(party)s declined the invitation to endorse “%(about)s”"),
    "endorsement_turned_down": _("%(who)s declined the request of %(party)s to be named under “%(about)s”"),
    "endorsement_turned_down_there": _("%(party)s declined to name this group under “%(about)s”"),
    "endorsement_withdrawn": _("%(who)s took the name of this group off “%(about)s” by %(party)s"),
    "endorsement_withdrawn_there": _("%(party)s took its name off “%(about)s”"),
    "endorsement_revoked": _("%(who)s took back the invitation of %(party)s to endorse “%(about)s”"),
    "endorsement_revoked_there": _("%(party)s took back its invitation to endorse “%(about)s”"),
    "endorsement_taken_back": _("%(who)s took back the request to %(party)s to be named under “%(about)s”"),
    "endorsement_taken_back_there": _("%(party)s took back its request to be named under “%(about)s”"),
    "endorsement_amended": _("%(who)s changed what this group says beside its name under “%(about)s” by %(party)s"),
    "endorsement_amended_there": _("%(party)s changed what it says beside its name under “%(about)s”"),
    "endorsement_reaffirmed": _("%(who)s endorsed the new text of “%(about)s” by %(party)s"),
    "endorsement_reaffirmed_there": _("%(party)s endorsed the new text of “%(about)s”"),
    "endorsement_renewed": _("%(who)s asked %(party)s again to endorse “%(about)s”"),
    "endorsement_renewed_there": _("%(party)s asked this group again to endorse “%(about)s”"),
    "endorsement_expired": _("The invitation of %(party)s to endorse “%(about)s” ran out"),
    "endorsement_expired_there": _("The invitation to endorse “%(about)s” by %(party)s ran out"),
    "endorsement_invited_by_letter": _("%(who)s asked a group by letter to endorse “%(about)s”"),
    "endorsement_declined_by_letter": _("A group asked by letter declined to endorse “%(about)s”"),
    "endorsement_revoked_by_letter": _("%(who)s took back an invitation by letter to endorse “%(about)s”"),
    "endorsement_renewed_by_letter": _("%(who)s asked a group again by letter to endorse “%(about)s”"),
    "endorsement_forwarded": _("%(who)s passed on to whoever decides that %(party)s asks to endorse “%(about)s”"),
    "endorsement_forwarded_there": _("%(party)s passed the invitation to endorse “%(about)s” on to whoever decides"),
    "endorsement_forwarded_by_letter": _("A group asked by letter about “%(about)s” passed it on to whoever decides"),
    "endorsement_expired_by_letter": _("An invitation by letter to endorse “%(about)s” ran out"),
    "endorsement_lapsed": _("The request of %(party)s to be named under “%(about)s” ran out"),
    "endorsement_lapsed_there": _("The request to be named under “%(about)s” by %(party)s ran out"),
}

PLATFORMS = {
    "platform_drafted": _("%(who)s drafted the platform “%(about)s”"),
    "platform_reworded": _("%(who)s changed the name or introduction of the platform “%(about)s”"),
    "platform_discarded": _("%(who)s threw away the draft of the platform “%(about)s”"),
    "platform_put": _("%(who)s opened the platform “%(about)s” for signing"),
    "platform_closed": _("%(who)s closed the platform “%(about)s”"),
    "platform_reopened": _("%(who)s opened the platform “%(about)s” again"),
    "platform_shown": _("%(who)s let everybody see the platform “%(about)s”"),
    "platform_withheld": _("%(who)s took the platform “%(about)s” down"),
    "plank_added": _("%(who)s added a plank to the platform “%(about)s”"),
    "plank_reworded": _("%(who)s changed a plank of the platform “%(about)s”"),
    "plank_struck": _("%(who)s took a plank out of the platform “%(about)s”"),
    "planks_reordered": _("%(who)s put the planks of the platform “%(about)s” in another order"),
    "platformsignature_invited": _("%(who)s asked %(party)s to sign “%(about)s”"),
    "platformsignature_invited_there": _("%(party)s asked this group to sign “%(about)s”"),
    "platformsignature_requested": _("%(who)s asked %(party)s to name this group under “%(about)s”"),
    "platformsignature_requested_there": _("%(party)s asked to be named under “%(about)s”"),
    "platformsignature_accepted": _("%(who)s signed “%(about)s” by %(party)s"),
    "platformsignature_accepted_there": _("%(party)s signed “%(about)s”"),
    "platformsignature_welcomed": _("%(who)s welcomed %(party)s under “%(about)s”"),
    "platformsignature_welcomed_there": _("%(party)s welcomed this group under “%(about)s”"),
    "platformsignature_declined": _("%(who)s declined the invitation of %(party)s to sign “%(about)s”"),
    "platformsignature_declined_there": _("%(party)s declined the invitation to sign “%(about)s”"),
    "platformsignature_turned_down": _("%(who)s declined the request of %(party)s to be named under “%(about)s”"),
    "platformsignature_turned_down_there": _("%(party)s declined to name this group under “%(about)s”"),
    "platformsignature_chosen": _("%(who)s chose which planks of “%(about)s” by %(party)s this group signs"),
    "platformsignature_chosen_there": _("%(party)s chose which planks of “%(about)s” it signs"),
    "platformsignature_withdrawn": _("%(who)s took the name of this group off “%(about)s” by %(party)s"),
    "platformsignature_withdrawn_there": _("%(party)s took its name off “%(about)s”"),
    "platformsignature_revoked": _("%(who)s took back the invitation of %(party)s to sign “%(about)s”"),
    "platformsignature_revoked_there": _("%(party)s took back its invitation to sign “%(about)s”"),
    "platformsignature_taken_back": _("%(who)s took back the request to %(party)s to be named under “%(about)s”"),
    "platformsignature_taken_back_there": _("%(party)s took back its request to be named under “%(about)s”"),
    "platformsignature_expired": _("The invitation of %(party)s to sign “%(about)s” ran out"),
    "platformsignature_expired_there": _("The invitation to sign “%(about)s” by %(party)s ran out"),
    "platformsignature_lapsed": _("The request of %(party)s to be named under “%(about)s” ran out"),
    "platformsignature_lapsed_there": _("The request to be named under “%(about)s” by %(party)s ran out"),
}


FIELDS = {"holder": _("who holds it"), "since": _("since when"), "until": _("until when")}


LEADS = {
    "lead_offered": _("%(who)s offered %(party)s to lead the demand “%(about)s”"),
    "lead_offered_there": _("%(party)s offered this group to lead the demand “%(about)s”"),
    "lead_accepted": _("%(who)s took on leading the demand “%(about)s” from %(party)s"),
    "lead_accepted_there": _("%(party)s took on leading the demand “%(about)s” from this group"),
    "lead_declined": _("%(who)s declined to lead the demand “%(about)s” in place of %(party)s"),
    "lead_declined_there": _("%(party)s declined to lead the demand “%(about)s”"),
    "lead_withdrawn": _("%(who)s took back the offer to %(party)s to lead the demand “%(about)s”"),
    "lead_withdrawn_there": _("%(party)s took back its offer to lead the demand “%(about)s”"),
}


def register_all() -> None:
    register_topic(DEMANDS, _("Demands"))
    register_words(WORDS | ENDORSEMENTS | LEADS | PLATFORMS, topic=DEMANDS)
    register_fields(FIELDS)
