"""Groups from a spreadsheet: read, judged row by row, and put on the board once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from outbox import retention
from outreach.models import Board, Prospect, Sheet
from outreach.rows import read
from tests import factories

pytestmark = pytest.mark.django_db

HEAD = "Group,Town,Contact person,E-Mail,Phone,Notes\n"
LINE = "Hillside Chess Club,Akron,June,chess@example.org,+1 (330) 555-0100,Met in October\n"


def keep(board, user, text: str) -> Sheet:
    return Sheet.keep(board, text.encode(), owner=user, name="ours.csv")


def verdicts(sheet) -> list[str]:
    return [str(one.verdict) for one in sheet.judged()]


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + LINE).encode(),
        (HEAD + LINE).encode("utf-8-sig"),
        (HEAD + LINE).replace(",", ";").encode("cp1252"),
        (HEAD + LINE).replace(",", "\t").replace("\n", "\r\n").encode(),
    ],
)
def test_columns_are_known_by_their_heads(data):
    row = read(data)[0]

    assert (row.number, row.name, row.town, row.person) == (2, "Hillside Chess Club", "Akron", "June")
    assert (row.address, row.phone, row.why) == ("chess@example.org", "+1 (330) 555-0100", "Met in October")


def test_letters_of_an_old_spreadsheet_are_read():
    assert read("name\nChœur français\n".encode("cp1252"))[0].name == "Chœur français"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_names"),
        (b"town\nAkron\n", "no_names"),
        (b"name,group\nA,B\n", "double_column"),
        (b"name\n\n \n", "no_rows"),
        (b"PK\x03\x04\0\0", "not_text"),
        ("name\nA\n".encode("utf-16"), "not_text"),
        (b"name\n" + b"A\n" * 301, "too_many_rows"),
        (b"name\n" + b"a" * 300_000, "too_big"),
        (b'name\n"' + b"a" * 200_000, "unreadable"),
    ],
)
def test_what_is_no_sheet_of_groups_is_refused_whole(data, code):
    with pytest.raises(ValidationError) as refusal:
        read(data)

    assert refusal.value.error_list[0].code == code


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",Akron,,a@example.org,,", "It has no name."),
        ("Choir,,,no address,,", "“no address” is no email address."),
        ('"=HYPERLINK(""http://x"")",,,,,', "as a formula does"),
        ("Choir,@SUM(A1),,,,", "as a formula does"),
        ("Choir,,,,call me,", "is no telephone number"),
        (f"{'a' * 121},,,,,", "at most 120 fit"),
        ("Ch\x07oir,,,,,", "cannot be shown"),
    ],
)
def test_a_row_that_cannot_come_in_says_why(board, ada, line, said):
    judged = keep(board, ada, f"{HEAD}{line}\n").judged()[0]

    assert (str(judged.verdict), said in judged.sentence) == ("refused", True)


def test_what_is_here_already_is_known_again(board, ada, choir, tenants, partner):
    sheet = keep(
        board, ada, f"name,email,town\nOther,CHOIR@example.org,\nharbor  choir,,AKRON\n{partner.name},,\nNew,,\n"
    )

    assert verdicts(sheet) == ["here", "here", "here", "new"]


def test_a_row_that_is_there_twice_comes_once(board, ada):
    sheet = keep(board, ada, "name,email\nChoir,c@example.org\nchoir,\nBand,c@example.org\n")

    assert verdicts(sheet) == ["new", "refused", "refused"]


def test_ones_own_group_does_not_come(board, ada, host):
    assert verdicts(keep(board, ada, f"name\n{host.name}\n")) == ["refused"]


def test_what_may_be_a_group_here_comes_as_one_says(board, ada, partner):
    text = f"name\n{partner.name}\n"
    assert verdicts(keep(board, ada, text)) == ["doubt"]

    left = keep(board, ada, text).enter_all(by=ada, groups={})
    same = keep(board, ada, text).enter_all(by=ada, groups={2: 2})

    assert (left, same, Prospect.objects.get().organization) == (0, 1, partner)


def test_it_may_be_another_group_of_that_name(board, ada, partner):
    keep(board, ada, f"name\n{partner.name}\n").enter_all(by=ada, groups={2: None})

    assert (Prospect.objects.get().organization, Prospect.objects.get().name) == (None, partner.name)


def test_what_comes_in_has_its_contact_and_the_file_is_gone(board, ada):
    sheet = keep(board, ada, HEAD + LINE)

    assert sheet.enter_all(by=ada, groups={}) == 1

    row = Prospect.objects.get()
    assert (row.person, row.address, row.why, Sheet.objects.count()) == (
        "June",
        "chess@example.org",
        "Met in October",
        0,
    )
    with pytest.raises(ValidationError) as refusal:
        sheet.enter_all(by=ada, groups={})
    assert refusal.value.code == "taken"


def test_from_the_file_to_the_board_by_the_pages(as_user, ada, board, partner):
    browser, here = as_user(ada), board.get_absolute_url()
    file = SimpleUploadedFile("ours.csv", f"name\nChoir\nBand\n{partner.name}\n".encode())
    kept = browser.post(f"{here}sheet/", {"file": file}).headers["Location"]
    shown = browser.get(kept).content.decode()

    browser.post(kept, {"without": [3], "same": [4]})

    assert ("2 new groups" in shown, f"It is {partner.name}" in shown) == (True, True)
    assert sorted(row.shown_name for row in Prospect.objects.all()) == ["Choir", partner.name]


def test_a_file_that_is_refused_is_told_beside_the_field(as_user, ada, board):
    file = SimpleUploadedFile("ours.xlsx", b"PK\x03\x04\0\0")

    response = as_user(ada).post(f"{board.get_absolute_url()}sheet/", {"file": file})

    assert (response.status_code, "Save it as “CSV (UTF-8)”" in response.content.decode()) == (422, True)
    assert Sheet.objects.count() == 0


def test_both_ticks_are_asked_back(as_user, ada, board, partner):
    sheet = keep(board, ada, f"name\n{partner.name}\n")

    response = as_user(ada).post(sheet.get_absolute_url(), {"same": [2], "other": [2]})

    assert (response.status_code, Sheet.objects.count(), Prospect.objects.count()) == (422, 1, 0)


def test_a_file_is_hers_alone(as_user, ada, bo, board, host):
    factories.join(host, bo, "organizer")
    sheet = keep(board, ada, "name\nChoir\n")

    assert as_user(bo).get(sheet.get_absolute_url()).status_code == 404


def test_a_file_is_erased_after_a_day(board, ada, as_user):
    sheet = keep(board, ada, "name\nChoir\n")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        seen = Sheet.objects.usable_by(ada).count()
        retention.purge()

    assert (seen, Sheet.objects.filter(pk=sheet.pk).count()) == (0, 0)


def test_the_largest_file_is_judged_in_a_fixed_number_of_queries(board, ada, django_assert_max_num_queries):
    for number in (1, 300):
        sheet = keep(board, ada, "name\n" + "".join(f"Choir {one}\n" for one in range(number)))
        with django_assert_max_num_queries(6):
            assert len(sheet.judged()) == number


def test_a_coalition_has_one_too(ada):
    union = Board(factories.group("Union", coordinator=ada, kind="coalition"))

    assert keep(union, ada, "name\nChoir\n").enter_all(by=ada, groups={}) == 1
