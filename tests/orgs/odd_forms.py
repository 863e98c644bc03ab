"""The forms of groups and accounts, each with a valid filling, for `tests/test_odd_input.py`."""

from allauth.account.forms import ConfirmLoginCodeForm

from orgs import forms as group_forms
from orgs.account_forms import ErasureForm, LettersForm, SettingsForm
from orgs.forms import (
    DecisionForm,
    GroupForm,
    MergeForm,
    NameForm,
    NoteForm,
    ProfileForm,
    QuestionForm,
    ReportForm,
    WordsForm,
)
from orgs.models import Case
from tests import factories

GROUP = {"name": "Choir", "kind": "culture", "town": "44308", "about": "We sing."}


class OrgsForms:
    """A form's page with a valid filling: (form, who posts, where to, what)."""

    def group(self):
        return GroupForm, self.ada, "/groups/new/", GROUP

    def profile(self):
        typed = {name: GROUP[name] for name in ("kind", "town", "about")}
        return ProfileForm, self.ada, f"/desk/groups/{self.vigil.host.slug}/", typed

    def name(self):
        return NameForm, self.ada, f"/desk/groups/{self.vigil.host.slug}/name/", {"name": "Harbour Choir"}

    def letter(self):
        path = f"/desk/groups/{self.vigil.host.slug}/letters/sponsorship_reminder/"
        typed = {"sponsorship_reminder-is_on": "on", "sponsorship_reminder-words": "Soup and songs"}
        return group_forms.LetterForm, self.ada, path, typed

    def join(self):
        union = factories.group("Union of unions", kind="coalition")
        typed = {"who": union.name, "letter": "We come"}
        return group_forms.JoinForm, self.bo, f"/desk/groups/{self.partner.slug}/coalitions/requests/", typed

    def member(self):
        union = factories.group("Union of unions", kind="coalition", coordinator=self.ada)
        typed = {"who": self.partner.name, "letter": "Join us"}
        return group_forms.InviteMemberForm, self.ada, f"/desk/groups/{union.slug}/coalitions/invitations/", typed

    def members(self):
        union = factories.group("Union of unions", kind="coalition", coordinator=self.ada)
        return group_forms.MembersForm, self.ada, f"/desk/groups/{union.slug}/coalitions/display/", {}

    def settings(self):
        return SettingsForm, self.ada, "/account/", {"name": "Ada", "time_zone": "Europe/Berlin"}

    def letters(self):
        return LettersForm, self.ada, "/account/letters/", {"shown": [""], "wanted": ["reminder|"]}

    def fresh_code(self):
        return ConfirmLoginCodeForm, self.ada, "/account/reauthenticate/code/", {"code": "AAAA-AAAA", "next": "/"}

    def erasure(self):
        return ErasureForm, self.bo, "/account/erasure/", {"sure": "on"}

    def merge(self):
        twin = factories.group(f"Twin {self.partner.name}")
        return MergeForm, self.mo, f"/review/groups/{twin.slug}/merge/", {"q": "Tenants", "into": "nowhere"}

    def report(self):
        typed = {"reason": "untrue", "text": "Nobody came.", "contact": "june@example.org"}
        return ReportForm, None, f"/events/{self.vigil.slug}/report/", typed

    def decision(self):
        return (
            DecisionForm,
            self.mo,
            f"/review/{self._case().pk}/refusal/",
            {"checked": ["name"], "note": "No purpose."},
        )

    def question(self):
        return QuestionForm, self.mo, f"/review/{self._case().pk}/question/", {"note": "Who are you?"}

    def suspension(self):
        return NoteForm, self.mo, f"/review/groups/{self.partner.slug}/suspension/", {"note": "It misleads."}

    def words(self):
        case = self._case()
        case.ask("Who are you?", by=self.mo)
        return WordsForm, self.ada, f"/desk/cases/{case.pk}/answer/", {"text": "We sing."}

    def _case(self) -> Case:
        return factories.group("Waiting", coordinator=self.ada, state="in_review").cases.get()

    def invite_people(self):
        typed = {"addresses": "june@example.org\njuly@example.org", "role": "member"}
        return group_forms.InvitePeopleForm, self.ada, f"{self.people}invitations/", typed

    def role(self):
        return group_forms.RoleForm, self.ada, f"{self.people}{self.of_cy.pk}/", {"role": "organizer"}

    def public_name(self):
        return group_forms.PublicNameForm, self.ada, f"{self.people}name/", {"is_named": "on", "public_name": "Ada"}

    def ask_to_join(self):
        return group_forms.JoinRequestForm, self.bo, f"{self.vigil.host.get_absolute_url()}join/", {"word": "We met"}

    def handover(self):
        typed = {"place": self.of_cy.pk, "afterwards": "gone"}
        return group_forms.HandoverForm, self.ada, f"{self.people}handover/", typed

    def coordination(self):
        return (
            group_forms.CoordinationForm,
            self.ada,
            f"{self.people}{self.of_cy.pk}/coordination/",
            {"act": "promote"},
        )

    def claim(self):
        orphan = factories.group("Orphan")
        return group_forms.ClaimForm, self.bo, f"{orphan.get_absolute_url()}claim/", {"text": "We keep its keys"}
