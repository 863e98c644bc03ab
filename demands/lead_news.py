"""What the lead of a demand is asked by letter and at its desk: a headline and sentences. No database."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

SILENCE, NEXT, REVIEW, STEP = "silence", "next", "review", "step"

Words = tuple[str, list[str]]


def said(question: str, demand) -> Words:
    """The words of one of the questions."""
    return {SILENCE: silence, NEXT: what_next, REVIEW: review, STEP: step}[question](demand)


def silence(demand) -> Words:
    words = _names(demand)
    words["day"] = date_format(demand.stage_since, "l j F")
    return _("No answer of %(body)s yet: %(title)s") % words, [
        _("%(body)s was asked on %(day)s, and nothing has been entered since.") % words,
        _("Ask again and say so with one press, or enter what it answered."),
    ]


def what_next(demand) -> Words:
    words = _names(demand)
    return _("Won: %(title)s. What is next?") % words, [
        _("What %(body)s has decided stands on its page, with its evidence.") % words,
        _("Those who stood with you are still there. Is there another thing to ask?"),
        _("Start the next demand, name one that is there already, or say that there is nothing for now."),
    ]


def from_platforms(planks: list) -> list[str]:
    """What the platforms that its group stands for ask besides."""
    said = _("The platform “%(platform)s” asks this too: %(plank)s.")
    return [said % {"platform": plank.platform, "plank": plank.title} for plank in planks]


def review(demand) -> Words:
    words = _names(demand)
    return _("Was it done: %(title)s?") % words, [
        _("It was won; what was decided is not always carried out."),
        _("Look, and say whether it was done, in part, or not yet. Its page says so once another has confirmed it."),
    ]


def step(demand) -> Words:
    words = _names(demand) | {"step": demand.next_step, "day": date_format(demand.next_step_on, "l j F")}
    return _("Your next step for “%(title)s”: %(step)s") % words, [
        _("You took it on until %(day)s.") % words,
        _("If it is done, say what comes next; if you cannot do it, give it to somebody else."),
    ]


def _names(demand) -> dict:
    return {"title": demand.title, "body": demand.body.name}
