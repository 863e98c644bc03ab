"""The words in which the record of a group tells of its events, their dates and the names under them."""

from django.utils.translation import gettext_lazy as _

from orgs.chronicle import DATES, SIGN_ONS, register_fields, register_words

SERIES = {
    "series_drafted": _("%(who)s drafted “%(about)s”"),
    "series_duplicated": _("%(who)s drafted “%(about)s” after “%(party)s”"),
    "series_rewritten": _("%(who)s changed the draft “%(about)s”: %(fields)s"),
    "series_handed_over": _("%(who)s passed the draft “%(about)s” on to %(party)s"),
    "series_discarded": _("%(who)s threw away the draft “%(about)s”"),
    "series_described": _("%(who)s changed the words of “%(about)s”: %(fields)s"),
    "series_text_blanked": _("%(who)s took the words out of an earlier text of “%(about)s”"),
    "hearing_explained": _("%(who)s said how to speak at “%(about)s”, or until when comment is taken"),
    "hearing_passed_on": _("“%(about)s” came to this group with its demand, from %(party)s"),
    "series_stood_for": _("%(who)s said which demands “%(about)s” is held for"),
    "series_granted": _("%(who)s changed what co-hosts of “%(about)s” may do"),
    "series_extended": _("%(who)s let “%(about)s” go on until %(day)s"),
    "series_renewed": _("%(who)s let “%(about)s” go on until %(day)s, with no last day yet"),
    "series_let_run_out": _("%(who)s said that the last date of “%(about)s” is %(day)s"),
    "series_ended": _("%(who)s let “%(about)s” end after %(day)s"),
    "series_confirmed": _("%(who)s said that “%(about)s” is still on"),
    "series_confirmed_by_letter": _("%(who)s said by letter that “%(about)s” is still on"),
    "series_announced": _("%(who)s announced “%(about)s”"),
    "series_brought_in": _("%(who)s brought in “%(about)s” with its past dates"),
    "calendar_followed": _("%(who)s let this site look at the calendar at %(about)s every day"),
    "calendar_let_go": _("%(who)s ended the daily look at the calendar at %(about)s"),
    "series_cancelled": _("%(who)s cancelled “%(about)s”"),
    "series_rule_changed": _("%(who)s changed “%(about)s” from %(day)s on: %(fields)s"),
    "series_change_undone": _("%(who)s took the last change of “%(about)s” back"),
    "date_added": _("%(who)s added %(day)s to “%(about)s”"),
    "date_postponed": _("%(who)s postponed “%(about)s” on %(day)s, the new day is open"),
    "date_resumed": _("%(who)s gave “%(about)s”, postponed on %(day)s, its new day: %(fields)s"),
    "date_removed": _("%(who)s took %(day)s out of “%(about)s”"),
    "date_cancelled": _("%(who)s cancelled “%(about)s” on %(day)s"),
    "date_restored": _("%(who)s let “%(about)s” on %(day)s go ahead after all"),
    "date_moved": _("%(who)s moved “%(about)s” on %(day)s: %(fields)s"),
    "date_returned": _("%(who)s took “%(about)s” on %(day)s back to the usual: %(fields)s"),
    "date_noted": _("%(who)s changed what people read about “%(about)s” on %(day)s"),
}

# What the side that acted reads; then, under the same name and `_there`, what the other side does.
SPONSORSHIPS = {
    "sponsorship_foreseen": _("%(who)s kept %(party)s beside the draft “%(about)s”"),
    "sponsorship_invited": _("%(who)s invited %(party)s to “%(about)s”"),
    "sponsorship_invited_there": _("%(party)s invited this group to “%(about)s”"),
    "sponsorship_invited_by_letter": _("%(who)s invited a group by letter to “%(about)s”"),
    "sponsorship_requested": _("%(who)s asked %(party)s to name this group under “%(about)s”"),
    "sponsorship_requested_there": _("%(party)s asked to be named under “%(about)s”"),
    "sponsorship_accepted": _("%(who)s signed on to “%(about)s” by %(party)s"),
    "sponsorship_accepted_there": _("%(party)s signed on to “%(about)s”"),
    "sponsorship_welcomed": _("%(who)s welcomed %(party)s under “%(about)s”"),
    "sponsorship_welcomed_there": _("%(party)s welcomed this group under “%(about)s”"),
    "sponsorship_declined": _("%(who)s declined the invitation of %(party)s to “%(about)s”"),
    "sponsorship_declined_there": _("%(party)s declined the invitation to “%(about)s”"),
    "sponsorship_declined_by_letter": _("A group invited by letter declined to sign on to “%(about)s”"),
    "sponsorship_turned_down": _("%(who)s declined the request of %(party)s to be named under “%(about)s”"),
    "sponsorship_turned_down_there": _("%(party)s declined to name this group under “%(about)s”"),
    "sponsorship_withdrawn": _("%(who)s took the name of this group off “%(about)s” by %(party)s"),
    "sponsorship_withdrawn_there": _("%(party)s took its name off “%(about)s”"),
    "sponsorship_revoked": _("%(who)s took back the invitation of %(party)s to “%(about)s”"),
    "sponsorship_revoked_there": _("%(party)s took back its invitation to “%(about)s”"),
    "sponsorship_revoked_by_letter": _("%(who)s took back an invitation by letter to “%(about)s”"),
    "sponsorship_amended": _("%(who)s changed what this group takes on under “%(about)s” by %(party)s"),
    "sponsorship_amended_there": _("%(party)s changed what it takes on under “%(about)s”"),
    "sponsorship_reaffirmed": _("%(who)s signed the new text of “%(about)s” by %(party)s"),
    "sponsorship_reaffirmed_there": _("%(party)s signed the new text of “%(about)s”"),
    "sponsorship_renewed": _("%(who)s asked %(party)s again about “%(about)s”"),
    "sponsorship_renewed_there": _("%(party)s asked this group again about “%(about)s”"),
    "sponsorship_renewed_by_letter": _("%(who)s asked a group again by letter about “%(about)s”"),
    "sponsorship_forwarded": _("%(who)s passed the invitation of %(party)s to “%(about)s” on to whoever decides"),
    "sponsorship_forwarded_there": _("%(party)s passed the invitation to “%(about)s” on to whoever decides"),
    "sponsorship_forwarded_by_letter": _("A group invited by letter to “%(about)s” passed it on to whoever decides"),
    "sponsorship_recorded": _("%(who)s recorded that %(party)s signed on to “%(about)s”"),
    "sponsorship_recorded_there": _("It was recorded that this group signed on to “%(about)s” by %(party)s"),
    "sponsorship_expired": _("The invitation of %(party)s to “%(about)s” ran out"),
    "sponsorship_expired_there": _("The invitation to “%(about)s” by %(party)s ran out"),
    "sponsorship_expired_by_letter": _("An invitation by letter to “%(about)s” ran out"),
    "sponsorship_lapsed": _("The request of %(party)s to be named under “%(about)s” ran out"),
    "sponsorship_lapsed_there": _("The request to be named under “%(about)s” by %(party)s ran out"),
}

HOSTING = {
    "hosting_offered": _("%(who)s offered %(party)s to host “%(about)s”"),
    "hosting_offered_there": _("%(party)s offered this group to host “%(about)s”"),
    "hosting_accepted": _("%(who)s took on hosting “%(about)s” from %(party)s"),
    "hosting_accepted_there": _("%(party)s took on hosting “%(about)s” from this group"),
    "hosting_declined": _("%(who)s declined to host “%(about)s” in place of %(party)s"),
    "hosting_declined_there": _("%(party)s declined to host “%(about)s”"),
    "hosting_withdrawn": _("%(who)s took back the offer to %(party)s to host “%(about)s”"),
    "hosting_withdrawn_there": _("%(party)s took back its offer to host “%(about)s”"),
}

FIELDS = {
    "title": _("title"),
    "summary": _("one sentence"),
    "getting_there": _("getting there"),
    "access": _("access"),
    "bring": _("what to bring"),
    "cadence": _("rhythm"),
    "start_time": _("hour"),
    "minutes": _("length"),
    "day": _("day"),
    "note": _("note"),
    "open_ended": _("last day"),
    "host": _("host"),
    "thanks": _("word of thanks"),
}


def register_all() -> None:
    register_words(SERIES, topic=DATES)
    register_words(SPONSORSHIPS, topic=SIGN_ONS)
    register_words(HOSTING, topic=SIGN_ONS)
    register_fields(FIELDS)
