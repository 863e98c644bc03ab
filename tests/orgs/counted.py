"""Pages of groups, their people, accounts and cases, for `tests/test_query_counts.py`."""

from orgs.models import Affiliation, Case, CoordinatorChange, Handover, Invitation, JoinRequest, Report
from tests import factories

# What each page may ask, session and person included where somebody is signed in.
BUDGET = {
    "groups": 7,
    "groups by words near a town": 8,
    "group at its desk": 7,
    "registering": 2,
    "coalitions at the desk": 7,
    "account": 10,
    "letters of an account": 9,
    "letters at the desk": 18,
    "record": 7,
    "review": 9,
    "review of reports": 7,
    "review, decided": 7,
    "review of a new group": 14,
    "review of a report": 14,
    "review of a group": 9,
    "report": 2,
    "case": 8,
    "standing of a group": 8,
    "people": 10,
    "people, for a member": 6,
    "one of the people": 7,
    "handover": 4,
    "invitation": 1,
    "ask to join": 7,
}


class OrgsPages:
    """The part of the growing `Site` that is of this room."""

    def _join(self, name: str, kind: str) -> None:
        """A member that hosts; a coalition among them shows what a member of its own hosts."""
        group = factories.group(name, coordinator=self.bo, kind=kind)
        Affiliation.request(self.union, group, by=self.bo).accept(by=self.ada)
        Affiliation.invite(self.union, factories.group(f"Asked by the union {name}"), by=self.ada)
        factories.series(group, by=self.bo, title=f"By {name}")
        if group.is_coalition:
            group.include_members(by=self.bo)
            Affiliation.request(group, self.host, by=self.ada).accept(by=self.bo)

    def _judge(self) -> None:
        """One case more of each kind and state, all of one group."""
        for act in ("waits", "decided"):
            series = factories.series(self.judged, by=self.bo, title=f"{act} {self.number}", shown=False)
            reported = Report.file(self.judged, subject=series.letters_key, path="/", reason="other").case
            if act == "decided":
                reported.decline(by=self.mo, note="It stays.")
                Case.objects.get(kind="first_listing", subject=series.letters_key).decline(by=self.mo, note="Where?")
            self.reported = self.reported or reported
        Report.file(self.judged, subject=self.reported.subject, path="/", reason="other")
        self.new.ask("Who?", by=self.mo)
        self.new.answer("We.", by=self.bo)

    def _people(self) -> None:
        """One more in each role, one who asks to join, one who is invited, an offer and a change that waits."""
        number, group = self.number, self.host
        member, organizer, coordinator, asking = (factories.person(f"{word}{number}") for word in "mocj")
        place = factories.join(group, member, "member")
        place.show(f"Member {number}")
        factories.join(group, organizer, "organizer")
        JoinRequest.ask(group, by=asking, word="We met")
        Invitation.invite(group, f"invited{number}@example.org", role="member", by=self.ada)
        Handover.offer(place, afterwards="gone", by=factories.join(group, coordinator, "coordinator").user)
        CoordinatorChange.ask(place, "promote", by=self.ada)

    def of_orgs(self) -> dict[str, tuple]:
        """Who reads which address."""
        people = f"/desk/groups/{self.host.slug}/people/"
        return {
            "groups": (None, "/groups/"),
            "groups by words near a town": (None, "/groups/?q=signd&near=44308"),
            "group at its desk": (self.ada, f"/desk/groups/{self.host.slug}/"),
            "registering": (self.ada, "/groups/new/"),
            "letters at the desk": (self.ada, f"/desk/groups/{self.host.slug}/letters/"),
            "coalitions at the desk": (self.ada, f"/desk/groups/{self.union.slug}/coalitions/"),
            "account": (self.bo, "/account/"),
            "letters of an account": (self.bo, "/account/letters/"),
            "review": (self.mo, "/review/"),
            "record": (self.ada, f"/desk/groups/{self.host.slug}/record/"),
            "review of reports": (self.mo, "/review/?kind=report"),
            "review, decided": (self.mo, "/review/decided/"),
            "review of a new group": (self.mo, f"/review/{self.new.pk}/"),
            "review of a report": (self.mo, f"/review/{self.reported.pk}/"),
            "review of a group": (self.mo, f"/review/groups/{self.judged.slug}/"),
            "report": (None, f"{self.vigil.get_absolute_url()}report/"),
            "case": (self.bo, f"/desk/cases/{self.new.pk}/"),
            "standing of a group": (self.bo, f"/desk/groups/{self.judged.slug}/standing/"),
            "people": (self.ada, people),
            "people, for a member": (self.member.user, people),
            "one of the people": (self.ada, f"{people}{self.member.pk}/"),
            "handover": (self.member.user, self.offer.get_absolute_url()),
            "invitation": (None, self.invitation),
            "ask to join": (self.mo, f"{self.host.get_absolute_url()}join/"),
        }
