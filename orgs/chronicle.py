"""The words in which a group's record is read. Each room registers the sentences of its own acts at start."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

PEOPLE, DATES, SIGN_ONS, PROFILE = "people", "dates", "sign-ons", "profile"
TOPICS = {
    PEOPLE: _("People"),
    DATES: _("Events and dates"),
    SIGN_ONS: _("Sign-ons and coalitions"),
    PROFILE: _("The group itself"),
}


class Words(NamedTuple):
    sentence: str
    topic: str


_words: dict[str, Words] = {}
_fields: dict[str, str] = {}


def register_topic(topic: str, title: str) -> None:
    """Add a topic that the record is sorted by, from AppConfig.ready; `title` is lazily translated. Twice is once."""
    TOPICS[topic] = title


def register_words(words: Mapping[str, str], *, topic: str = PROFILE) -> None:
    """Say how acts read, from AppConfig.ready: {"series_announced": _("%(who)s announced %(about)s")}.

    A sentence may name `who` (the actor), `whom` (the person it was done to), `about`, `party` (another group), `day`
    and `fields`; `topic` is what the record is sorted by. Twice is once.
    """
    _words.update({verb: Words(sentence, topic) for verb, sentence in words.items()})


def register_fields(words: Mapping[str, str]) -> None:
    """Say how the names of fields read: {"start_time": _("hour")}. Twice is once."""
    _fields.update(words)


def known_verbs() -> set[str]:
    return set(_words)


def verbs_of(topic: str) -> list[str]:
    return sorted(verb for verb, words in _words.items() if words.topic == topic)


def topic_of(verb: str) -> str:
    return _words[verb].topic if verb in _words else ""


def sentence(verb: str, **names: str) -> str:
    """One act in words; an act that nobody worded any more is said by its code."""
    template = _words[verb].sentence if verb in _words else _("%(who)s: %(verb)s")
    return str(template) % ({"verb": verb.replace("_", " ")} | names)


def told(entry, *, to_moderator: bool = False) -> str:
    """An entry of the record in words, for the group's coordinators; to moderators one of them has a name."""
    if entry.moderating:
        named = to_moderator and entry.actor
        who = _("%(name)s, a moderator,") % {"name": entry.actor.shown_name} if named else _("A moderator")
    else:
        who = entry.actor.shown_name if entry.actor else _("A former member") if entry.actor_key else _("The site")
    whom = entry.subject.shown_name if entry.subject else _("a former member") if entry.subject_key else ""
    return _said(entry, str(who), str(whom))


def told_to(person, entry) -> str:
    """The same for one person, in what is kept about her: others have no name in it."""
    whom = _("you") if entry.subject_id == person.pk else _("somebody")
    return _said(entry, str(_("You") if entry.actor_id == person.pk else _("Somebody")), str(whom))


def told_to_actor(entry) -> str:
    """The same for the person who did it, on her own desk, where she reads the names that she knew."""
    whom = entry.subject.shown_name if entry.subject else _("somebody")
    return _said(entry, str(_("You")), str(whom))


def _said(entry, who: str, whom: str) -> str:
    day = date_format(entry.day, "j F") if entry.day else ""
    words = {"who": who, "whom": whom, "about": entry.about, "party": entry.party, "day": day}
    return sentence(entry.verb, **words, fields=field_words(entry.fields))


def field_words(names: list[str]) -> str:
    return ", ".join(str(_fields.get(name, name.replace("_", " "))) for name in names)


register_words(
    {
        "group_registered": _("%(who)s registered this group"),
        "group_submitted": _("%(who)s sent this group to review"),
        "group_listed": _("%(who)s listed this group"),
        "group_sent_back": _("%(who)s did not list this group and gave a reason"),
        "group_unlisted": _("%(who)s took the listing of this group back"),
        "letters_paused": _("Letters of this group began to wait, because too many came back"),
        "letters_resumed": _("%(who)s let the letters of this group go again"),
        "group_suspended": _("%(who)s suspended this group"),
        "group_reinstated": _("%(who)s reinstated this group"),
        "group_retired": _("%(who)s retired this group"),
        "group_revived": _("%(who)s took the retirement of this group back"),
        "review_asked": _("%(who)s asked about %(about)s"),
        "review_answered": _("%(who)s answered a moderator about %(about)s"),
        "review_appealed": _("%(who)s appealed a decision about %(about)s"),
        "review_undone": _("%(who)s took a decision about %(about)s back"),
        "group_described": _("%(who)s changed what is said of this group: %(fields)s"),
        "letter_settled": _("%(who)s changed the letters “%(about)s”: %(fields)s"),
        "name_proposed": _("%(who)s proposed the name “%(about)s”"),
        "name_kept": _("%(who)s took the proposal of another name back"),
        "name_taken": _("%(who)s gave this group the name “%(about)s”"),
        "name_refused": _("%(who)s refused the name “%(about)s”"),
        "group_merged": _("%(who)s made this group part of %(party)s"),
        "group_taken_in": _("%(who)s made %(party)s part of this group"),
        "merge_undone": _("%(who)s took back that this group and %(party)s are one"),
    }
)
register_words({"person_erased": _("Somebody of this group erased their account")}, topic=PEOPLE)
register_fields(
    {
        "name": _("name"),
        "kind": _("kind"),
        "about": _("description"),
        "place": _("place"),
        "website": _("website"),
        "stock": _("color of paper"),
        "letter_is_on": _("whether they go out"),
        "letter_words": _("the words in them"),
    }
)

register_words(
    {
        "affiliation_invited": _("%(who)s invited %(about)s to join"),
        "affiliation_requested": _("%(who)s asked to join %(about)s"),
        "affiliation_revoked": _("%(who)s took back what was asked of %(about)s"),
        "affiliation_joined": _("%(who)s accepted the invitation of %(about)s: this group is a member"),
        "affiliation_welcomed": _("%(who)s welcomed %(about)s as a member"),
        "affiliation_declined": _("%(who)s declined the invitation of %(about)s"),
        "affiliation_turned_down": _("%(who)s declined the request of %(about)s"),
        "affiliation_left": _("%(who)s left %(about)s"),
        "affiliation_ended": _("%(who)s ended the membership of %(about)s"),
        # What the other side did is told without saying who of it.
        "member_joined": _("%(about)s accepted the invitation and is a member"),
        "member_left": _("%(about)s left"),
        "group_welcomed": _("%(about)s welcomed this group as a member"),
        "membership_ended": _("%(about)s ended the membership of this group"),
        "members_included": _("%(who)s chose to show what members host"),
        "members_left_out": _("%(who)s chose to show only what this group hosts and signs"),
    },
    topic=SIGN_ONS,
)

# People
register_words(
    {
        "person_joined": _("%(who)s joined"),
        "person_left": _("%(who)s left"),
        "person_removed": _("%(who)s removed %(whom)s"),
        "person_named": _("%(who)s chose to be named on the public page"),
        "person_unnamed": _("%(who)s chose to be named on the public page no more"),
        "person_invited": _("%(who)s invited somebody"),
        "invitation_revoked": _("%(who)s took an invitation back"),
        "invitation_declined": _("An invitation was declined"),
        "join_accepted": _("%(who)s let %(whom)s in"),
        "join_declined": _("%(who)s declined the request of %(whom)s to join"),
        "made_coordinator": _("%(who)s made %(whom)s a coordinator"),
        "made_organizer": _("%(who)s made %(whom)s an organizer"),
        "made_member": _("%(who)s made %(whom)s a member"),
        "handover_offered": _("%(who)s offered to hand over to %(whom)s"),
        "handover_declined": _("%(who)s declined the place that %(whom)s offered"),
        "handover_withdrawn": _("%(who)s took the offer to %(whom)s back"),
        "coordinator_promote_asked": _("%(who)s asked to make %(whom)s a coordinator"),
        "coordinator_lower_asked": _("%(who)s asked that %(whom)s coordinates no more"),
        "coordinator_remove_asked": _("%(who)s asked to remove %(whom)s, who coordinates"),
        "coordinator_promote_stopped": _("%(who)s stopped that %(whom)s becomes a coordinator"),
        "coordinator_lower_stopped": _("%(who)s stopped that %(whom)s coordinates no more"),
        "coordinator_remove_stopped": _("%(who)s stopped the removal of %(whom)s"),
        "group_claimed": _("%(who)s let %(whom)s take over as coordinator"),
        "group_claim_undone": _("%(who)s took back that %(whom)s took over"),
    },
    topic=PEOPLE,
)
