"""What letters say about who hosts a series: a headline and sentences, handed what they are about."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Words = tuple[str, list[str]]


def offered(handover) -> Words:
    host, group, title = handover.organization, handover.to, handover.series.title
    return _("%(host)s asks whether %(group)s will host “%(title)s”") % {
        "host": host,
        "group": group,
        "title": title,
    }, [
        _("With your yes it is yours at once: your organizers move and cancel dates, and invite groups.")
        + " "
        + _("%(host)s stays beside it as a co-host.") % {"host": host},
        _("The page, the dates, who comes and every calendar stay as they are."),
        _("The offer is open until %(day)s. You can say no without a reason.")
        % {"day": date_format(handover.open_until, "j F Y")},
    ]


def declined(handover) -> Words:
    return _("%(group)s would rather not host “%(title)s”") % {"group": handover.to, "title": handover.series.title}, [
        _("Everything stays as it was. You can ask another group.")
    ]


def accepted(handover) -> Words:
    return _("%(group)s hosts “%(title)s” now") % {"group": handover.to, "title": handover.series.title}, [
        _("%(host)s has handed it over, and stays beside it as a co-host.") % {"host": handover.organization},
        _("Days, hours and places stay as they are, and so does what you said. There is nothing to do."),
    ]
