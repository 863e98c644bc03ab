"""How far a group has come, and the five lanes in which it is shown. No database."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    TO_CONTACT = "to_contact", _("To contact")
    CONTACTED = "contacted", _("Contacted")
    TALKING = "talking", _("Talking")
    SIGNED = "signed", _("Said yes")
    DECLINED = "declined", _("Said no")
    NOT_NOW = "not_now", _("Not now")


OPEN = (Stage.TO_CONTACT, Stage.CONTACTED, Stage.TALKING)
RESTING = (Stage.DECLINED, Stage.NOT_NOW)  # not asked again before a day


class Lane(NamedTuple):
    key: str
    label: str
    stock: str  # the color of its cards
    stages: tuple[Stage, ...]


LANES = (
    Lane("to-contact", Stage.TO_CONTACT.label, "plain", (Stage.TO_CONTACT,)),
    Lane("contacted", Stage.CONTACTED.label, "sky", (Stage.CONTACTED,)),
    Lane("talking", Stage.TALKING.label, "lilac", (Stage.TALKING,)),
    Lane("said-yes", Stage.SIGNED.label, "mint", (Stage.SIGNED,)),
    Lane("not-now", Stage.NOT_NOW.label, "plain", RESTING),
)
LANE_OF = {stage: lane.key for lane in LANES for stage in lane.stages}
