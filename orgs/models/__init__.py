from orgs.models.affiliation import Affiliation, when_joined_or_left
from orgs.models.asked import Asked, AskedQuerySet
from orgs.models.asking import Asking, AskingQuerySet, when_read
from orgs.models.audit import AuditEntry
from orgs.models.bucket import Bucket
from orgs.models.case import Case
from orgs.models.case_act import CaseAct
from orgs.models.coordinators import CoordinatorChange
from orgs.models.handed_on import HandedOn, HandedOnQuerySet
from orgs.models.handover import Handover
from orgs.models.invitation import Invitation
from orgs.models.joining import JoinRequest
from orgs.models.lapsing import Lapsing
from orgs.models.letter_setting import LetterSetting
from orgs.models.listing import may_retire, when_listed, when_stopped, when_submitted
from orgs.models.membership import Membership
from orgs.models.merge import FormerSlug, Merge
from orgs.models.name import OrganizationName
from orgs.models.organization import Organization, Stock
from orgs.models.passed_on import PassedOn
from orgs.models.profile import when_shown
from orgs.models.reach import SIGN_ONS, vouchers
from orgs.models.renewing import Renewable
from orgs.models.report import Report
from orgs.models.sign_link import Opened, SignLink
from orgs.models.signed_text import SignedText, SignedTextQuerySet
from orgs.models.signon import INVITATION_LIVES, LETTERS_A_DAY, SignOn, SignOnQuerySet, when_asked
from orgs.models.user import User
from orgs.models.worded import TextVersion, Worded

__all__ = [
    "INVITATION_LIVES",
    "LETTERS_A_DAY",
    "SIGN_ONS",
    "Affiliation",
    "Asked",
    "AskedQuerySet",
    "Asking",
    "AskingQuerySet",
    "AuditEntry",
    "Bucket",
    "Case",
    "CaseAct",
    "CoordinatorChange",
    "FormerSlug",
    "HandedOn",
    "HandedOnQuerySet",
    "Handover",
    "Invitation",
    "JoinRequest",
    "Lapsing",
    "LetterSetting",
    "Membership",
    "Merge",
    "Opened",
    "Organization",
    "OrganizationName",
    "PassedOn",
    "Renewable",
    "Report",
    "SignLink",
    "SignOn",
    "SignOnQuerySet",
    "SignedText",
    "SignedTextQuerySet",
    "Stock",
    "TextVersion",
    "User",
    "Worded",
    "may_retire",
    "vouchers",
    "when_asked",
    "when_joined_or_left",
    "when_listed",
    "when_read",
    "when_shown",
    "when_stopped",
    "when_submitted",
]
