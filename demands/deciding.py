"""What each kind of body can decide, for whom, and what it is usually called. No database."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

# What a body can do, in the words of somebody who asks it to.
RESOLUTION = _("A resolution: it says where it stands, or tells its own offices what to do.")
ORDINANCE = _("An ordinance: a law of the place, usually after two readings.")
BUDGET = _("The budget: what there is money for next year.")
MOTION = _("A motion: something settled at one meeting.")
POLICY = _("A policy: how its own staff and offices work.")
CONTRACT = _("Contracts and agreements: signed, not renewed or ended.")
VETO = _("A signature or a veto under what others have passed.")


class Office(NamedTuple):
    """One kind of body: whose affairs it decides (town, county, state, country or none) and what it can do."""

    level: str
    can: tuple[str, ...]
    usual_name: str = ""  # with the name of the town, county, state or country at its place


OFFICES = {
    "city_council": Office(
        "town",
        (RESOLUTION, ORDINANCE, BUDGET, MOTION, _("A proclamation: a day or a cause is honored.")),
        _("%(where)s City Council"),
    ),
    "town_meeting": Office(
        "town",
        (
            _("Warrant articles: residents petition for them, and the meeting votes on each, once or twice a year."),
            _("Between meetings the select board decides what need not wait."),
        ),
        _("%(where)s Town Meeting"),
    ),
    "mayor": Office(
        "town",
        (_("Executive orders: how the offices of the town work."), _("The budget as it is proposed."), VETO),
        _("Mayor of %(where)s"),
    ),
    "county_board": Office("county", (RESOLUTION, ORDINANCE, CONTRACT, BUDGET), _("%(where)s Board")),
    "sheriff": Office(
        "county",
        (POLICY, _("Agreements with other agencies: signed, not renewed or ended.")),
        _("%(where)s Sheriff"),
    ),
    "school_board": Office(
        "district",
        (RESOLUTION, _("A policy for its schools, usually after two readings."), BUDGET),
        _("%(where)s Board of Education"),
    ),
    "college_board": Office("", (RESOLUTION, POLICY, _("Where its money is invested, and where no longer.")), ""),
    "transit_or_utility_board": Office("", (RESOLUTION, _("Fares and rates."), CONTRACT), ""),
    "state_legislature": Office(
        "state",
        (
            _("Bills: laws of the state, passed by each chamber."),
            _("Joint resolutions, and memorials that ask something of others."),
        ),
        _("%(where)s Legislature"),
    ),
    "governor": Office(
        "state", (_("Executive orders: how the offices of the state work."), VETO), _("Governor of %(where)s")
    ),
    "congress": Office(
        "country",
        (_("Bills: laws of the country."), _("Votes, and what its members sign and ask in letters.")),
        _("Congress of the %(where)s"),
    ),
    "federal_agency": Office(
        "country",
        (_("Rules: announced, open to comment, then in force."), CONTRACT, _("Leaving a site or an office.")),
        "",
    ),
    "tribal_council": Office("", (RESOLUTION, ORDINANCE), ""),
    "court_or_prosecutor": Office(
        "county",
        (
            _("Whether somebody is charged, and with what."),
            _("Release, parole and clemency, as far as the law lets it."),
        ),
        "",
    ),
    "company": Office("", (CONTRACT, POLICY, _("Where its money is invested, and where no longer.")), ""),
    "coalition_itself": Office(
        "", (_("A resolution: where its members stand."), _("An endorsement: its name under what others ask.")), ""
    ),
    "parish_or_district_council_other": Office("town", (MOTION, RESOLUTION, BUDGET), _("%(where)s Council")),
}


def office(kind: str) -> Office:
    """What a kind of body can do; nothing that we know of for a kind that is not in the table."""
    return OFFICES.get(kind, Office("", ()))
