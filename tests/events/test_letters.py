"""Each kind of letter: what it says, that it escapes what was typed, and when it has lost its point."""

import re
from datetime import time, timedelta
from html import unescape

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from events import demand_following
from events.models import Attendance, Follow, Follower, Occurrence, Series, Sponsorship
from events.tasks import write_due_reminders
from orgs.models import Case, Membership, Organization, User
from outbox import unsubscribing
from outbox.contacts import contact_index
from outbox.letters import Unwanted
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

JUNE = "june@example.org"
HOUR = timedelta(hours=1)
NASTY = "A <b>bold</b> & \"quoted\" <script>alert('x')</script>"
TWO_LINES = "Vigil\r\nBcc: everyone@example.org\r\n\r\nBody"


def unwanted(message) -> str:
    """The word by which the operator sees why a letter was dropped."""
    with pytest.raises(Unwanted) as lost:
        factories.mail(message)
    return str(lost.value).partition(":")[0]


def only(kind: str):
    (message,) = {letter.key: letter for letter in factories.letters(kind)}.values()
    return message


def letter_to(user, kind: str):
    """The newest letter of a kind to somebody."""
    return [letter for letter in factories.letters(kind) if letter.recipient == user.email][-1]


def both_parts(mail) -> list[str]:
    """The text and what a reader sees of the HTML, each in one line."""
    spaced = re.sub("<br>|</p>|</h1>", " ", mail.alternatives[0].content.partition("<h1")[2])
    html = unescape(strip_tags(spaced))
    return [" ".join(part.split()) for part in (mail.body, html)]


def says(mail, *sentences: str) -> list[bool]:
    """Whether the text and the HTML both say each sentence."""
    return [all(sentence in part for part in both_parts(mail)) for sentence in sentences]


def spoken(day) -> str:
    return date_format(day, "l j F")


# One function for each kind makes a letter of it: (message, a verb that takes its point away, the word for why).


def answer_confirmation(host, partner, ada, bo):
    series = factories.series(host, by=ada)
    answer = factories.coming(series, series.occurrences.first(), address=JUNE, confirmed=False)
    return only("answer_confirmation"), lambda: factories.confirms(answer), "answered"


def reminder(host, partner, ada, bo):
    series = factories.series(host, by=ada)
    answer = factories.coming(series, series.occurrences.order_by("day").first(), address=JUNE)
    with time_machine.travel(series.occurrences.order_by("day").first().starts_at - timedelta(hours=2)):
        write_due_reminders()
    return only("reminder"), lambda: Attendance.forget(answer), "gone"


def date_changed(host, partner, ada, bo):
    series = factories.series(host, by=ada)
    date = series.occurrences.order_by("day").first()
    factories.coming(series, date, address=JUNE)
    date.move(by=ada, day=date.day + timedelta(days=1), start_time=date.start_time, note=NASTY)
    return only("date_changed"), lambda: date.cancel(by=ada), "overtaken"


def series_cancelled(host, partner, ada, bo):
    series = factories.series(host, by=ada)
    factories.coming(series, address=JUNE)
    series.cancel(by=ada, reason=NASTY)
    return only("series_cancelled"), lambda: Series.objects.update(state="announced"), "overtaken"


def sponsorship_invitation(host, partner, ada, bo):
    sponsorship = Sponsorship.invite(factories.series(host, by=ada), partner, by=ada, letter=NASTY)
    return only("sponsorship_invitation"), lambda: sponsorship.decline(by=bo), "gone"


def sponsorship_request(host, partner, ada, bo):
    sponsorship = Sponsorship.request(factories.series(host, by=ada), partner, by=bo, letter=NASTY)
    return only("sponsorship_request"), lambda: sponsorship.accept(by=ada), "gone"


def sponsorship_answered(host, partner, ada, bo):
    sponsorship = Sponsorship.request(factories.series(host, by=ada), partner, by=bo)
    sponsorship.accept(by=ada, signed_as=NASTY)
    return letter_to(bo, "sponsorship_answered"), lambda: sponsorship.withdraw(by=bo), "overtaken"


def group_listed(host, partner, ada, bo):
    group = Organization.register(name=NASTY, kind="other", by=bo)
    group.enlist(by=ada)
    return only("group_listed"), lambda: Organization.objects.update(state="suspended"), "unlisted"


def follow_confirmation(host, partner, ada, bo):
    factories.series(host, by=ada)
    Follow.ask(JUNE, Follow.of_group(host), rhythm="weekly")
    return only("follow_confirmation"), Follower.objects.of(JUNE).get().stop, "gone"


def _told(kind: str, host, ada):
    """A letter to a follower of the host for whom it is noon, about a series that is new."""
    message, stop, word = follow_confirmation(host, None, ada, None)
    follower = Follower.objects.of(JUNE).get()
    follower.confirm(follower.follows.values_list("pk", flat=True))
    Follower.objects.update(time_zone=f"Etc/GMT{timezone.now().hour - 12:+d}")
    Follow.objects.update(rhythm="weekly" if kind == "follow_weekly" else "announced", began_at=message.due_at - HOUR)
    between = {"since": (message.due_at - HOUR).isoformat(), "until": timezone.now().isoformat()}
    Message.write(kind=kind, about="follows", to=JUNE, context={"follower": follower.pk} | between)
    return only(kind), stop, word


def follow_news(host, partner, ada, bo):
    return _told("follow_news", host, ada)


def follow_weekly(host, partner, ada, bo):
    return _told("follow_weekly", host, ada)


def demand_news(host, partner, ada, bo):
    demand = factories.demand(host, by=ada, title=NASTY[:120])
    Follow.begin(Follow.of_demand(demand), rhythm="announced", by=bo)
    Follower.objects.update(time_zone=f"Etc/GMT{timezone.now().hour - 12:+d}")
    factories.action(demand, "adopted", by=ada, confirmed_by=bo)
    return only("demand_news"), Follower.objects.of(bo.email).get().stop, "gone"


def demand_ahead(host, partner, ada, bo):
    demand = factories.demand(host, by=ada, title=NASTY[:120])
    Follow.begin(Follow.of_demand(demand), rhythm="announced", by=bo)
    Follower.objects.update(time_zone=f"Etc/GMT{timezone.now().hour - 12:+d}")
    day = demand.today() + timedelta(days=5)
    factories.action(demand, "vote_set", by=ada, confirmed_by=bo, set_day=day, set_time="19:00", note=NASTY[:300])
    demand_following.write_ahead()
    return only("demand_ahead"), Follower.objects.of(bo.email).get().stop, "gone"


KINDS = [
    demand_ahead,
    demand_news,
    follow_confirmation,
    follow_news,
    follow_weekly,
    answer_confirmation,
    reminder,
    date_changed,
    series_cancelled,
    sponsorship_invitation,
    sponsorship_request,
    sponsorship_answered,
    group_listed,
]
every_kind = pytest.mark.parametrize("made", KINDS)


@pytest.fixture
def letter(made, host, partner, ada, bo):
    message, unmake, word = made(host, partner, ada, bo)
    Series.objects.update(title=NASTY, getting_there=NASTY, access=NASTY, bring=NASTY)
    Organization.objects.update(name=NASTY)
    User.objects.filter(pk=bo.pk).update(name=NASTY)
    return message, unmake, word


@every_kind
def test_letter_has_a_subject_a_text_and_html(letter):
    mail = factories.mail(letter[0])

    assert mail.subject
    assert len(mail.body.splitlines()) > 3
    assert [part.mimetype for part in mail.alternatives] == ["text/html"]


@every_kind
def test_html_escapes_what_was_typed_and_text_does_not(letter):
    mail = factories.mail(letter[0])

    html = mail.alternatives[0].content
    assert re.findall(r"<script|<b>bold", html) == []
    assert "&lt;script&gt;" in html
    assert re.findall(r"&(amp|lt|gt|quot|#\d+|#x\w+);", mail.body + mail.subject) == []


@every_kind
def test_subject_is_one_line_whatever_was_typed(letter):
    Series.objects.update(title=TWO_LINES)
    Organization.objects.update(name=TWO_LINES)

    mail = factories.mail(letter[0])
    written = mail.message().as_bytes().decode()

    assert len(mail.subject.splitlines()) == 1
    assert re.findall(r"^Bcc:", written.partition("\r\n\r\n")[0], re.MULTILINE | re.IGNORECASE) == []


@every_kind
def test_letter_that_lost_its_point_is_dropped(letter):
    message, unmake, word = letter

    unmake()

    assert unwanted(message) == word


PUBLIC = [answer_confirmation, reminder, date_changed, series_cancelled, sponsorship_invitation]


@pytest.mark.parametrize("made", PUBLIC)
def test_nothing_is_sent_about_a_host_that_is_suspended(letter, host):
    Organization.objects.filter(pk=host.pk).update(state="suspended")

    assert unwanted(letter[0]) == "unlisted"


@pytest.mark.parametrize("made", [sponsorship_invitation, sponsorship_request, sponsorship_answered])
def test_who_left_the_group_gets_no_letter_for_it(letter):
    Membership.objects.all().delete()

    assert unwanted(letter[0]) == "left"


@pytest.mark.parametrize("made", [sponsorship_request, sponsorship_answered])
def test_organizers_of_a_suspended_group_get_no_letter(letter):
    Organization.objects.update(state="suspended")

    assert unwanted(letter[0]) == "left"


@pytest.mark.parametrize("made", [reminder, date_changed, series_cancelled])
def test_letter_to_somebody_coming_leads_to_her_answer(letter):
    mail = factories.mail(letter[0])

    assert "/answers/" in mail.body
    assert "List-Unsubscribe" in mail.extra_headers


def test_letter_to_a_closed_account_is_dropped(vigil, bo, ada):
    factories.join(vigil.host, bo, "organizer")
    vigil.occurrences.first().cancel(by=ada)
    User.objects.filter(pk=bo.pk).update(is_active=False)

    assert unwanted(only("date_changed")) == "gone"


def test_a_letter_of_a_change_is_dropped_once_the_date_is_over(vigil, ada):
    date = vigil.occurrences.order_by("day").first()
    factories.coming(vigil, date, address=JUNE)
    date.cancel(by=ada)

    with time_machine.travel(date.ends_at + timedelta(minutes=1)):
        assert unwanted(only("date_changed")) == "past"


def test_a_reminder_is_dropped_once_the_date_has_begun(host, partner, ada, bo):
    message, _unmake, _word = reminder(host, partner, ada, bo)

    with time_machine.travel(Occurrence.objects.order_by("day").first().starts_at):
        assert unwanted(message) == "past"


def test_the_letter_of_a_moved_date_names_both_days(vigil, ada):
    date = vigil.occurrences.order_by("day").first()
    factories.coming(vigil, date, address=JUNE)
    was, now = date.day, date.day + timedelta(days=1)
    date.move(by=ada, day=now, start_time=date.start_time)

    mail = factories.mail(only("date_changed"))

    assert mail.subject.startswith("Moved: Saturday vigil")
    assert (f"{was.day} {was:%B}" in mail.body, f"{now.day} {now:%B}" in mail.body) == (True, True)


def test_held_letters_go_out_when_the_group_is_listed(ada, bo, mo):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    series = factories.series(group, by=ada)
    factories.coming(series, series.occurrences.first(), address=JUNE)
    series.occurrences.first().cancel(by=bo)
    held = [letter.held_for for letter in factories.letters("date_changed")]

    group.enlist(by=mo)

    assert held == [group.letters_key] * 2
    assert [letter.held_for for letter in factories.letters("date_changed")] == ["", ""]
    assert all(letter.due_at <= timezone.now() for letter in factories.letters("date_changed"))


@pytest.fixture
def saturday(vigil, partner, bo):
    """The first date of the vigil, to which the organizer of a co-sponsor and a visitor come."""
    Sponsorship.invite(vigil, partner, by=None).accept(by=bo)
    date = vigil.occurrences.order_by("day").first()
    factories.coming(vigil, date, address=JUNE)
    return Occurrence.objects.select_related("series__place", "series__host").get(pk=date.pk)


def shift(date, ada, *, days: int = 0, at=time(12), minutes: int = 60, place=None, note: str = "") -> None:
    """Move a date to so many days after its original one."""
    day = date.original_day + timedelta(days=days)
    date.move(by=ada, day=day, start_time=at, minutes=minutes, place=place, note=note)


def news(bo):
    return factories.mail(letter_to(bo, "date_changed"))


MOVES = {
    "day": ({"days": 1}, "Moved: Saturday vigil, now {now} at 12:00"),
    "day and place": ({"days": 1, "place": "Grace Church"}, "Moved: Saturday vigil, now {now} at 12:00, Grace Church"),
    "hour": ({"at": time(14)}, "Moved: Saturday vigil on {was}, now at 14:00"),
    "place": ({"place": "Grace Church"}, "Moved: Saturday vigil on {was}, now at Grace Church"),
    "same name": ({"place": "Oak Plaza"}, "Moved: Saturday vigil on {was}, now at Oak Plaza, Akron, OH"),
    "length": ({"minutes": 90}, "Changed: Saturday vigil on {was}, now from 12:00 to 13:30"),
}


@pytest.mark.parametrize("move", MOVES)
def test_the_subject_of_a_move_names_what_is_new(saturday, ada, bo, move):
    fields, subject = MOVES[move]
    place = {"place": factories.town(name=fields["place"])} if "place" in fields else {}

    shift(saturday, ada, **(fields | place))

    now = spoken(saturday.original_day + timedelta(days=1))
    assert news(bo).subject == subject.format(was=spoken(saturday.original_day), now=now)


def test_both_parts_of_a_move_to_another_day_say_which_date_is_off(saturday, ada, bo):
    shift(saturday, ada, days=1)

    was, now = spoken(saturday.original_day), spoken(saturday.day)
    sentence = f"Saturday vigil, planned for {was}, does not take place that day. It is now: {now}"
    assert says(news(bo), sentence) == [True]


def test_both_parts_of_a_move_to_another_hour_say_what_was_planned(saturday, ada, bo):
    shift(saturday, ada, at=time(14))

    was = spoken(saturday.original_day)
    sentence = f"Saturday vigil on {was} was planned for 12:00–13:00, Oak Plaza, Akron, OH. It is now: {was}"
    assert says(news(bo), sentence) == [True]


def test_a_note_alone_is_news_of_the_day(saturday, ada, bo):
    shift(saturday, ada, note="Bring a lantern.")

    mail = news(bo)
    assert mail.subject == f"News of {spoken(saturday.day)}: Saturday vigil"
    assert says(mail, "It takes place as planned:", "Bring a lantern.", "after all") == [True, True, False]


def test_a_note_on_a_moved_date_still_says_that_it_was_moved(saturday, ada, bo):
    shift(saturday, ada, days=1)
    shift(saturday, ada, days=1, note="Bring a lantern.")

    was, now = spoken(saturday.original_day), spoken(saturday.day)
    mail = news(bo)
    assert mail.subject == f"News of {now}: Saturday vigil, moved from {was}"
    assert says(mail, f"planned for {was}, does not take place that day.", "Bring a lantern.") == [True, True]


def test_a_note_on_a_date_at_another_place_still_names_it(saturday, ada, bo):
    church = factories.town(name="Grace Church")
    shift(saturday, ada, place=church)
    shift(saturday, ada, place=church, note="Bring a lantern.")

    assert news(bo).subject == f"News of {spoken(saturday.day)}: Saturday vigil, now at Grace Church"


def test_a_date_moved_back_is_back_to_usual(saturday, ada, bo):
    shift(saturday, ada, days=1)
    shift(saturday, ada)

    mail = news(bo)
    assert mail.subject == f"Back to its usual day, hour and place: Saturday vigil on {spoken(saturday.day)}"
    assert says(mail, "Saturday vigil is back to its usual day, hour and place:", "after all") == [True, False]


def test_only_a_restored_date_goes_ahead_after_all(saturday, ada, bo):
    saturday.cancel(by=ada)
    saturday.restore(by=ada)

    mail = news(bo)
    assert mail.subject == f"Goes ahead after all: Saturday vigil on {spoken(saturday.day)}"
    assert says(mail, "Saturday vigil goes ahead after all:") == [True]


def test_a_restored_date_that_was_moved_says_both(saturday, ada, bo):
    shift(saturday, ada, days=1)
    saturday.cancel(by=ada)
    saturday.restore(by=ada)

    was, now = spoken(saturday.original_day), spoken(saturday.day)
    mail = news(bo)
    assert mail.subject == f"Goes ahead after all: Saturday vigil on {now}"
    assert says(mail, f"Saturday vigil goes ahead after all, not on {was} but on: {now}") == [True]


def test_a_cancelled_date_says_so_in_both_parts(saturday, ada, bo):
    shift(saturday, ada, days=1)
    saturday.cancel(by=ada, reason="Storm warning.")

    mail = news(bo)
    assert mail.subject == f"Cancelled: Saturday vigil on {spoken(saturday.day)}"
    assert says(mail, f"on {spoken(saturday.day)} is cancelled.", "Storm warning.", "The next date:") == [True] * 3


TERMS = {"tasks": ["marshals", "sound"], "pledge": 40}
PROMISES = ("It takes on: Marshals, Sound.", "It hopes to bring 40 people.")
NOT_AGREED = "If that was not agreed in your group, sign in and withdraw"


def answered(user):
    return factories.mail(letter_to(user, "sponsorship_answered"))


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        ("co_sponsor", "Riverside Tenants Union has signed on as co-sponsor of Saturday vigil."),
        ("endorse", "Riverside Tenants Union has signed on: it endorses Saturday vigil."),
    ],
)
def test_the_host_reads_what_a_group_has_promised(vigil, partner, ada, bo, level, sentence):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo, level=level, **TERMS)

    mail = answered(ada)
    assert mail.subject == "Riverside Tenants Union stands with Saturday vigil"
    assert mail.body.splitlines()[0] == sentence
    assert says(mail, sentence, *PROMISES, "Signed by: Bo", "once it is listed") == [True] * 4 + [False]
    assert vigil.get_absolute_url() in mail.body


def test_a_group_that_is_not_listed_is_named_once_it_is(vigil, ada, bo):
    group = factories.group("Choir", coordinator=bo, state="in_review")
    Sponsorship.invite_address(vigil, JUNE, by=ada).accept(by=bo, organization=group)

    assert says(answered(ada), "The group is named once it is listed.") == [True]


def test_only_those_who_did_not_sign_are_asked_whether_it_was_agreed(vigil, partner, ada, bo, dee, settings):
    factories.join(partner, dee, "organizer")
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo, **TERMS)

    assert [says(answered(user), NOT_AGREED, "withdraw") for user in (bo, dee)] == [[False, True], [True, True]]
    for user in (bo, dee):
        mail = answered(user)
        assert f"{settings.SITE_URL}/desk/\n" in mail.body
        assert f'href="{settings.SITE_URL}/desk/"' in mail.alternatives[0].content
        assert f"{vigil.get_absolute_url()}\n" not in mail.body  # but for the group's own link to it


def test_a_group_that_asked_reads_that_the_host_welcomes_it(vigil, partner, ada, bo, dee, cy):
    factories.join(partner, dee, "organizer")
    vigil.host.memberships.filter(user=cy).update(role="organizer")
    Sponsorship.request(vigil, partner, by=bo, **TERMS).accept(by=ada)

    welcome = "Friends of Sanctuary Schools welcomes Riverside Tenants Union as co-sponsor of Saturday vigil."
    subject = "Friends of Sanctuary Schools welcomes you: Saturday vigil"
    assert [answered(user).subject for user in (bo, dee)] == [subject] * 2
    assert says(answered(bo), welcome, *PROMISES, "Answered by: Ada", NOT_AGREED) == [True] * 4 + [False]
    assert says(answered(dee), welcome, NOT_AGREED) == [True, True]
    assert answered(cy).subject == "Riverside Tenants Union stands with Saturday vigil"


def test_who_pressed_gets_no_letter_of_it(vigil, partner, ada, bo):
    sponsorship = Sponsorship.request(vigil, partner, by=bo)

    sponsorship.accept(by=ada)
    accepted = unwanted(letter_to(ada, "sponsorship_answered"))
    sponsorship.withdraw(by=bo)

    assert [accepted, unwanted(letter_to(bo, "sponsorship_answered"))] == ["own", "own"]
    mail = answered(ada)
    assert says(mail, "Riverside Tenants Union has withdrawn from Saturday vigil.", "Withdrawn by: Bo") == [True] * 2


def test_a_refusal_says_who_refused_whom(vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)
    to_host = answered(ada)
    Sponsorship.request(vigil, partner, by=bo).decline(by=ada)
    to_group = answered(bo)

    assert says(to_host, "Riverside Tenants Union has declined the invitation to Saturday vigil.") == [True]
    refused = "Friends of Sanctuary Schools has declined the request of Riverside Tenants Union"
    assert says(to_group, f"{refused} to be named on Saturday vigil.") == [True]


def test_an_address_that_declines_is_the_group_you_asked(vigil, ada):
    Sponsorship.invite_address(vigil, JUNE, by=ada).decline(by=None)

    assert says(answered(ada), "The group you asked has declined the invitation to Saturday vigil.") == [True]


def test_an_invitation_gives_the_next_dates_and_the_last_day_and_nothing_typed_but_the_groups_words(vigil, ada):
    first, second, third, fourth = vigil.occurrences.order_by("day")[:4]
    second.cancel(by=ada, reason="Cats")
    shift(third, ada, place=factories.town(name="Grace Church"), note="Dogs")
    vigil.describe(by=ada, summary="Birds", about="Fish")
    Sponsorship.invite_address(vigil, JUNE, by=ada, letter="Horses")

    mail = factories.mail(only("sponsorship_invitation"))

    dates = f"The next dates: {spoken(first.day)}, 12:00 {spoken(third.day)}, 12:00, Grace Church, Akron, OH"
    last = date_format(vigil.last_day, "l j F Y")
    assert says(mail, f"{vigil.when}, until {last}", f"{dates} {spoken(fourth.day)}, 12:00") == [True, True]
    assert re.findall("Cats|Dogs|Birds|Fish|Horses", mail.body) == ["Horses"]


def test_the_groups_words_are_quoted_and_nothing_in_them_can_be_clicked(vigil, ada, settings):
    Sponsorship.invite_address(vigil, JUNE, by=ada, letter="Come <b>along</b>,\n\nsee www.evil.example/now")

    mail = factories.mail(only("sponsorship_invitation"))

    assert f"{vigil.host} writes:\n\n> Come <b>along</b>,\n>\n> see [link]\n" in mail.body
    assert "Come &lt;b&gt;along&lt;/b&gt;,<br><br>see [link]</blockquote>" in mail.alternatives[0].content
    assert "evil" not in mail.message().as_bytes().decode()


def test_words_of_a_group_without_a_clean_record_stand_on_the_page_alone(vigil, ada, mo):
    Sponsorship.invite_address(vigil, JUNE, by=ada, letter="Horses")
    Case.objects.create(
        kind="report", organization=vigil.host, state="confirmed", decided_at=timezone.now(), decided_by=mo
    )

    mail = factories.mail(only("sponsorship_invitation"))

    assert ("Horses" in mail.body, "writes:" in mail.body) == (False, False)


def test_an_invitation_says_to_each_why_she_gets_it(vigil, partner, ada, bo):
    Sponsorship.invite_address(vigil, JUNE, by=ada)
    Sponsorship.invite(vigil, partner, by=ada)

    bodies = {letter.recipient: factories.mail(letter).body for letter in factories.letters("sponsorship_invitation")}

    assert f"because {vigil.host} gave us this address as one of your group." in bodies[JUNE]
    assert f"because you organize a group that {vigil.host} would like to have beside it." in bodies[bo.email]
    assert f"Never again from {vigil.host}:" in bodies[JUNE]


def test_an_invitation_to_one_day_or_without_end_names_no_last_day(host, ada, partner):
    once = factories.series(host, by=ada, weeks=1)
    endless = factories.series(host, by=ada, open_ended=True)
    for series in (once, endless):
        Sponsorship.invite(series, partner, by=ada)

    mails = [factories.mail(letter) for letter in factories.letters("sponsorship_invitation")]
    assert ["until" in mail.body.partition("Read what")[0] for mail in mails] == [False, False]
    assert [says(mails[0], "The next date:"), says(mails[1], "The next dates:")] == [[True], [True]]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("date_changed", "letters about changed dates"),
        ("series_cancelled", "letters about cancelled series"),
        ("reminder", "reminders"),
        ("follow_news", "news of what you follow"),
        ("follow_weekly", "the weekly letter of what is on"),
        ("sponsorship_invitation", "invitations"),
        ("sponsorship_request", "letters about requests from other groups"),
        ("sponsorship_answered", "letters about answers from other groups"),
        ("retired", "these letters"),
    ],
)
def test_the_page_that_ends_letters_speaks_english(client, kind, title):
    link = unsubscribing.link(contact_index(JUNE), kind)

    before, after = client.get(link).content.decode(), client.post(link).content.decode()

    assert (f"You get {title}." in before, f"Stop {title}</button>" in before) == (True, True)
    assert f"You no longer get {title}." in after


def test_the_mail_of_this_machine_keeps_its_paragraphs_apart(client, settings, tmp_path):
    settings.DEBUG, settings.MAIL_DIR = True, tmp_path
    (tmp_path / "one.eml").write_bytes(
        EmailMessage("Hello", "One\n\nTwo", "a@example.org", [JUNE]).message().as_bytes()
    )

    page = client.get(reverse("outbox:development-letter", args=["one.eml"])).content.decode()

    assert re.findall(r'<div class="sheet stack"><p>One</p>\s+<p>Two', page) != []
