"""The rows of a spreadsheet as groups to reach: columns known by their heads, each cell read strictly. No database."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from events.importing import cells, sheet
from outbox.contacts import normalise

MOST_BYTES = 256 * 1024
MOST_ROWS = 300

# What a head may be called, without case, spaces and signs.
HEADS = {
    "name": "name group groupname organization organisation organizationname organisationname club groups title",
    "town": "town city place locality townorcity",
    "person": "person contact contactperson contactname contacts who firstname fullname personname",
    "address": "address email emailaddress mail emails contactemail",
    "phone": "phone telephone tel mobile phonenumber cell contactphone",
    "why": "why note notes reason comment comments remark remarks idea",
}
LONGEST = {"name": 120, "town": 120, "person": 120, "address": 254, "phone": 40, "why": 200}
_OURS = {head: column for column, heads in HEADS.items() for head in heads.split()}
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,38}")


class Row(NamedTuple):
    """One line of the sheet by the number that a spreadsheet shows; `refusal` says why it cannot come in."""

    number: int
    name: str = ""
    town: str = ""
    person: str = ""
    address: str = ""
    phone: str = ""
    why: str = ""
    refusal: str = ""

    @property
    def contact(self) -> dict[str, str]:
        return {column: getattr(self, column) for column in ("person", "address", "phone", "why")}


def read(data: bytes) -> list[Row]:
    """The rows of a file, empty lines left out. ValidationError where it is no sheet of groups: too_big, not_text,
    unreadable, no_names, double_column, no_rows, too_many_rows."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 256 KB. Bring it in as several files."), code="too_big")
    lines = list(sheet.table(data, most=MOST_ROWS + 2))
    heads = [_OURS.get(re.sub(r"[^a-z]", "", head.lower()), "") for head in (lines[0] if lines else [])]
    _refuse_heads(heads)
    found = [(number, line) for number, line in enumerate(lines[1:], 2) if any(cell.strip() for cell in line)]
    if not found:
        raise ValidationError(_("The file has no row beneath its header."), code="no_rows")
    if len(lines) > MOST_ROWS + 1:
        raise ValidationError(_("The file has more than 300 rows. Bring it in as several files."), code="too_many_rows")
    return [_row(number, line, heads) for number, line in found]


def _refuse_heads(heads: list[str]) -> None:
    if "name" not in heads:
        said = _("The first line must name the columns, one of them “name” or “group”.")
        raise ValidationError(said, code="no_names")
    if double := next((head for head in heads if head and heads.count(head) > 1), ""):
        said = _("Two columns say “%(column)s”. Keep one of them.")
        raise ValidationError(said, code="double_column", params={"column": double})


def _row(number: int, line: list[str], heads: list[str]) -> Row:
    said = {head: " ".join(cell.split()) for head, cell in zip(heads, line, strict=False) if head}
    try:
        return Row(number, **_checked(said))
    except ValidationError as refusal:
        name = "".join(sign for sign in said.get("name", "")[:120] if sign.isprintable())
        return Row(number, name=name or _("Row %(row)s") % {"row": number}, refusal=" ".join(refusal.messages))


def _checked(said: dict[str, str]) -> dict[str, str]:
    if not said.get("name"):
        raise ValidationError(_("It has no name."), code="no_name")
    for column, cell in said.items():
        cells.refuse_control(cell)
        cells.text(said, column, LONGEST[column])
        if column != "phone":
            cells.refuse_formula(cell)
    if said.get("phone") and not _PHONE.fullmatch(said["phone"]):
        raise ValidationError(_("“%(said)s” is no telephone number."), code="phone", params={"said": said["phone"]})
    if said.get("address"):
        said["address"] = _address(said["address"])
    return said


def _address(said: str) -> str:
    try:
        validate_email(normalise(said))
    except ValidationError as error:
        raise ValidationError(_("“%(said)s” is no email address."), code="address", params={"said": said}) from error
    return normalise(said)
