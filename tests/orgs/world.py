"""What groups, their people, cases and coalitions are in the world of the authorization matrix."""

from orgs.models import (
    Affiliation,
    Case,
    CoordinatorChange,
    Handover,
    Invitation,
    JoinRequest,
    Merge,
    Organization,
    Report,
)
from outbox.contacts import contact_index
from outbox.models import Message
from tests import factories
from tests.arguments import Arguments, pks, slugs, tokens


class OrgsWorld:
    """The part of `World` that is of this room."""

    def _affiliations(self) -> None:
        """Bo coordinates two coalitions, Ada's group is invited to one and a member of the other."""
        ada, bo = self.people["ada"], self.people["bo"]
        self.umbrella, other = (
            factories.group(name, coordinator=bo, kind="coalition") for name in ("Umbrella", "Other umbrella")
        )
        self.asked_in = Affiliation.invite(self.umbrella, self.listed, by=bo)
        self.asks_in = Affiliation.request(self.umbrella, self.waiting, by=ada)
        self.member = Affiliation.request(other, self.listed, by=ada)
        self.member.accept(by=bo)
        self.of_other_groups = Affiliation.invite(other, factories.group("Fourth"), by=bo)
        self.of_closed = Affiliation.objects.create(
            coalition=self.umbrella, organization=self.suspended, direction="requested"
        )

    def _merges(self) -> None:
        mo, gone = self.people["mo"], factories.group("Gone")
        self.merges = {
            "other": Merge.make(factories.group("Twin"), self.partner, by=mo).pk,
            "suspended": Merge.make(factories.group("Gone, too"), gone, by=mo).pk,
        }
        Organization.objects.filter(pk=gone.pk).update(state="suspended")

    def _cases(self) -> None:
        mo = self.people["mo"]
        first = factories.group("First", coordinator=self.people["ada"])
        series = factories.series(first, by=self.people["ada"], title="First listing", shown=False)
        asked = Case.objects.get(subject=series.letters_key)
        asked.ask("Where is that?", by=mo)
        reported = Report.file(self.partner, path="/", reason="other").case
        taken = factories.series(self.partner, by=self.people["bo"], title="Taken down")
        down = Report.take_down(self.partner, subject=taken.letters_key, by=mo, note="No such place.")
        own = factories.group("Moderated", state="in_review")
        factories.join(own, mo, "member")
        waiting = self.waiting.cases.get()
        cases = {"waiting": waiting, "asked": asked, "other": reported, "down": down, "moderator's": own.cases.get()}
        cases["suspended"] = Report.take_down(self.suspended, by=mo, note="They are not who they say.")
        self.cases_of_moderators = {name: case.pk for name, case in cases.items()}

    def _people(self) -> None:
        """Ada offers to hand over to Cy and announces that Cy is to coordinate; Bo asks to join and is invited."""
        ada, bo, cy = (self.people[name] for name in ("ada", "bo", "cy"))
        self.places = {
            "own": self.listed.memberships.get(user=cy),
            "other": self.partner.memberships.get(user=bo),
            "suspended": self.suspended.memberships.get(user=cy),
        }
        self.handover = Handover.offer(self.places["own"], afterwards="member", by=ada)
        self.change = CoordinatorChange.ask(self.places["own"], "promote", by=ada)
        self.join = JoinRequest.ask(self.listed, by=bo)
        self.invitation = Invitation.invite(self.listed, bo.email, role="member", by=ada)
        self.invitation_token = Message.objects.get(kind="person_invitation").opened["path"].split("/")[2]
        self.orphan = factories.group("Orphan")
        gil = factories.person("gil")
        closed = {"user": gil, "asked_by": gil}
        self.of_gil = {
            group: {
                "handovers": Handover.objects.create(organization=group, afterwards="gone", **closed),
                "changes": CoordinatorChange.objects.create(organization=group, act="promote", **closed),
                "requests": JoinRequest.objects.create(organization=group, **closed),
                "invitations": Invitation.objects.create(
                    organization=group,
                    role="member",
                    prefix=group.slug,
                    address=gil.email,
                    address_index=contact_index(gil.email),
                ),
            }
            for group in (self.partner, self.suspended)
        }

    # What stands at the place of an argument

    def of_orgs(self) -> Arguments:
        """What the addresses of groups, their people, cases and coalitions are tried on."""
        desk, people = "desk/groups/<slug:slug>/", "desk/groups/<slug:slug>/people/"
        return {
            "groups/<slug:slug>": self._groups,
            "groups/<slug:slug>/claim/": lambda: self._groups() | {"orphaned": {"slug": self.orphan.slug}},
            desk: self._groups,
            f"{desk}letters/<slug:kind>/": self._letters_of_groups,
            f"{people}<int:pk>/": lambda: self._of_people("places"),
            f"{people}invitations/<int:pk>/": lambda: self._of_people("invitations"),
            f"{people}requests/<int:pk>/": lambda: self._of_people("requests"),
            f"{people}changes/<int:pk>/": lambda: self._of_people("changes"),
            "handovers/<int:pk>/": lambda: self._numbers("handovers", offered=self.handover.pk),
            "desk/invitations/<int:pk>/": lambda: self._numbers("invitations", invited=self.invitation.pk),
            "invitations/<str:token>/": lambda: tokens(own=self.invitation_token),
            "affiliations/<int:pk>/": self._affiliated,
            "desk/cases/<int:pk>/": lambda: pks(self.cases_of_moderators),
            "review/<int:pk>/": lambda: pks(self.cases_of_moderators),
            "review/groups/<slug:slug>/": self._groups,
            "review/merges/<int:pk>/": lambda: pks(self.merges),
        }

    def _letters_of_groups(self) -> dict[str, dict]:
        every = {name: found | {"kind": "sponsorship_reminder"} for name, found in self._groups().items()}
        return every | {"no letter": {"slug": self.listed.slug, "kind": "missing"}}

    def _groups(self) -> dict[str, dict]:
        groups = {"own": self.listed, "in review": self.waiting, "suspended": self.suspended, "other": self.partner}
        return slugs(groups)

    def _of_people(self, kind: str) -> dict[str, dict]:
        """A row of each group under the desk of that group, and one asked for under the desk of another."""
        if kind in self.of_gil[self.partner]:
            own = {"invitations": self.invitation, "requests": self.join, "changes": self.change}[kind]
            rows = {"other": self.of_gil[self.partner][kind], "suspended": self.of_gil[self.suspended][kind]}
        else:
            own, rows = self.places["own"], {name: self.places[name] for name in ("other", "suspended")}
        groups = {"other": self.partner, "suspended": self.suspended}
        pairs = {"own": (self.listed, own.pk), "of another group": (self.waiting, own.pk), "missing": (self.listed, 0)}
        pairs |= {name: (groups[name], row.pk) for name, row in rows.items()}
        return {name: {"slug": group.slug, "pk": pk} for name, (group, pk) in pairs.items()}

    def _numbers(self, kind: str, **own: int) -> dict[str, dict]:
        others = {"other": self.of_gil[self.partner][kind].pk, "suspended": self.of_gil[self.suspended][kind].pk}
        return pks(own | others)

    def _affiliated(self) -> dict[str, dict]:
        asked = {"invited": self.asked_in, "in review": self.asks_in, "accepted": self.member}
        asked |= {"other": self.of_other_groups, "suspended": self.of_closed}
        return pks({name: one.pk for name, one in asked.items()})
