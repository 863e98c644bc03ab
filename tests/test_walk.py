"""The main job from beginning to end, by the people who do it: six steps in a real browser without JavaScript.

Ada registers, announces and invites; Mo lists; Bo and Chris sign; Dee asks; Vera comes. Each page that one of them
comes to is checked by axe.
"""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format

from events import reminders
from events.models import Occurrence, Series
from events.recurrence import starts
from orgs.models import Case, Organization
from outbox import postman
from outbox.models import Message
from places.loading import load
from tests import factories
from tests.person import Person
from tests.places.conftest import written

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Saturday noon for open libraries"
HERE = "/events/saturday-noon-for-open-libraries/"
DESK = "/desk/events/saturday-noon-for-open-libraries/"
HOST = "Friends of the Open Library"
VENUE = "Park Central Square, by the fountain"


@pytest.fixture
def town(tmp_path, transactional_db):
    """The gazetteer, and who is on the site before the story begins."""
    load(written(tmp_path))
    factories.person("mo", is_moderator=True)
    factories.group("Riverside Tenants Union", coordinator=factories.person("bo"))
    factories.group("Eastgate Gardeners", coordinator=factories.person("dee"))


@pytest.fixture
def person(chromium, site, settings, town):
    """person() is a browser without scripts on a phone; each has cookies of its own."""
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    people = []

    def comes(name: str = "", **options) -> Person:
        somebody = Person(chromium, site, **{"scripts": False} | options)
        people.append(somebody)
        if name:
            somebody.opens("/account/login/")
            somebody.fills(login=f"{name}@example.org", password=f"{name}-has-a-password")
            somebody.presses("Sign in")
        return somebody

    yield comes
    for somebody in people:
        somebody.context.close()


def until() -> date:
    """The next 16 January with four weeks before it."""
    soon = timezone.localdate() + timedelta(weeks=5)
    return next(day for year in (soon.year, soon.year + 1) if (day := date(year, 1, 16)) >= soon)


def saturdays() -> list[date]:
    first, last = factories.next_weekday(5), until()
    return [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]


def long(day: date) -> str:
    return date_format(day, "l j F")


def letters(name: str) -> list:
    """Send what is due, as the worker would; the letters that this person has got so far."""
    with factories.by_day():
        postman.deliver(list(Message.objects.due().values_list("pk", flat=True)))
    return [letter for letter in mail.outbox if letter.to == [f"{name}@example.org"]]


def link(letter, path: str) -> str:
    """The address of a kind of page in a letter."""
    return re.search(rf"http://\S+{path}\S+", letter.body).group()


def test_a_weekly_demonstration_from_announcement_to_reminder(person):
    ada = person()
    registers_her_group(ada)
    announces(ada, person())
    invites(ada)
    is_listed(person("mo"), ada)
    bo_signs(person())
    chris_registers_and_signs(person())
    dee_asks(person("dee"), ada)
    everybody_sees(person())
    vera = person()
    comes_and_is_reminded(vera)
    dates_change(ada)
    changes_her_mind(vera)
    the_rule_changes_and_is_taken_back(ada)


def registers_her_group(ada: Person) -> None:
    ada.opens("/groups/new/")  # signed out: the choice is made, the address is asked
    ada.fills(email="ada@example.org")
    ada.presses("Send me a code")
    ada.fills(code=letters("ada")[-1].body.split()[0])
    ada.presses("Go on")
    ada.fills(name=HOST, kind="neighbours", town="Springfield", about="Every branch open on Saturdays.")
    ada.presses("Register")
    ada.sees("There are several places called “Springfield”. Choose one.", "Springfield, IL")
    ada.ticks("Springfield, MO")
    ada.presses("Register")
    ada.sees(HOST, "Waiting for review", "letters wait")


def announces(ada: Person, visitor: Person) -> None:
    days = saturdays()
    ada.presses("Announce something")
    ada.fills(title=TITLE, kind="rally", venue=VENUE, town="Springfield, MO")
    ada.fills(repeat="week-1", start_time="12:00", minutes="120", first_day=f"{days[0]}", until=f"{until()}")
    ada.ticks("Saturday")
    ada.presses("Show the dates")
    ada.sees(f"{len(days)} dates: Every Saturday at noon", f"last {date_format(days[-1])}", "12:00–14:00")
    ada.presses("Keep as a draft and go on")
    ada.sees("This is what you announce", f"{VENUE}, Springfield, MO", *(date_format(day) for day in days[:5]))
    ada.presses(f"Announce {len(days)} dates")
    ada.sees("Announced to your own people.", long(days[0]))
    visitor.opens(HERE)
    visitor.sees("Page not found")


def invites(ada: Person) -> None:
    ada.fills(who="Riverside", letter="You stood with us before.")
    ada.presses("Invite")
    ada.sees("Which of these groups do you mean?")
    ada.ticks("Riverside Tenants Union")
    ada.presses("Invite")
    ada.fills(who="chris@example.org", letter="You sang at our first one.")
    ada.presses("Invite")
    ada.sees("The letter goes out as soon as your group is listed.", "chris@example.org")
    assert letters("bo") + letters("chris") == []


def is_listed(mo: Person, ada: Person) -> None:
    mo.opens("/review/")
    mo.sees("One thing waits", HOST)
    mo.opens(f"/review/{Case.objects.get().pk}/")
    mo.sees("What you have looked at", "No name here is like this one.")
    mo.presses("Confirm")
    mo.sees(f"Decided: {HOST}. Those concerned are told.", "Nothing to review")
    assert letters("ada")[-1].subject == f"Listed: {HOST}"
    ada.opens(Organization.objects.get(name=HOST).get_absolute_url())
    ada.sees("Listed", TITLE)


def bo_signs(bo: Person) -> None:
    [invitation] = letters("bo")
    bo.opens(link(invitation, "/sign/"))
    bo.sees("Will your group stand with us?", "You stood with us before.", "What a yes means")
    bo.presses("Sign on")
    bo.sees("Tick this if you may sign for the group.")
    bo.ticks("I may sign for this group")
    bo.presses("Sign on")
    bo.sees("You signed on", "Your group is named on the page.")
    assert "stands with" in letters("ada")[-1].subject


def chris_registers_and_signs(chris: Person) -> None:
    [invitation] = letters("chris")
    chris.opens(link(invitation, "/sign/"))
    chris.fills(
        name="Northside Choir", kind="culture", town="Springfield, MO", about="We sing.", signed_as="Chris, choir"
    )
    chris.ticks("I may sign for this group")
    chris.presses("Sign on")
    chris.sees("You signed on", "as soon as a moderator has listed it")
    chris.opens(link(invitation, "/sign/"))
    chris.sees("Northside Choir: Co-sponsor")


def dee_asks(dee: Person, ada: Person) -> None:
    dee.opens(HERE)
    dee.presses("Add your group")
    dee.fills(letter="We bring chairs.")
    dee.ticks("I may sign for this group")
    dee.presses("Ask to co-sponsor")
    dee.sees("Asked. The host’s organizers have your letter.")
    assert "Eastgate Gardeners would like to join" in letters("ada")[-1].subject
    ada.opens("/desk/")
    ada.sees("One thing", "Eastgate Gardeners would like to join")
    ada.presses(f"Look first Eastgate Gardeners would like to join “{TITLE}”")
    ada.sees("We bring chairs.")
    ada.presses("Welcome them")
    ada.sees("Accepted. Both sides are told.", "Nothing needs you")


def everybody_sees(visitor: Person) -> None:
    feed = f"{HERE.rstrip('/')}.ics"
    visitor.opens("/")
    visitor.sees("1 gathering coming up", f"{HOST} and 2 other groups", "Every Saturday")
    visitor.presses(TITLE)
    visitor.opens(HERE)
    visitor.sees("Every Saturday at noon", "Called by 3 groups", "Riverside Tenants Union", "Eastgate Gardeners")
    assert "Northside Choir" not in visitor.text
    visitor.presses("Other calendars, and how soon each one looks again")
    visitor.sees(f"{visitor.site}{feed}")
    calendar = visitor.context.request.get(visitor.site + feed)
    assert (calendar.headers["content-type"], calendar.text()[:15]) == (
        "text/calendar; charset=utf-8",
        "BEGIN:VCALENDAR",
    )
    visitor.opens(Organization.objects.get(name=HOST).get_absolute_url())
    visitor.sees("Listed", "Stands with", TITLE)


def comes_and_is_reminded(vera: Person) -> None:
    days = saturdays()
    vera.opens(HERE)
    boxes = vera.page.locator(".tear [name=on]")
    assert boxes.nth(0).is_checked()
    boxes.nth(0).uncheck(force=True)
    for number in (1, 2, 3):
        boxes.nth(number).check(force=True)
    vera.fills(people="2", email="vera@example.org")
    vera.presses("I’ll be there")
    vera.sees(f"See you on {long(days[1])} at 12:00", "2 of you", "Look into your mailbox")
    [confirmation] = letters("vera")
    vera.opens(link(confirmation, "/answers/"))
    vera.presses("Yes, remind me")
    vera.sees("You will be reminded")
    eve = starts(days[1] - timedelta(days=1), time(18), "America/Chicago")
    with time_machine.travel(eve + timedelta(minutes=1), tick=True):
        reminders.write_due()
        reminders.write_due()
        reminder = letters("vera")[1:]
    assert [letter.subject for letter in reminder] == [f"{long(days[1])}, 12:00: {TITLE}"]


def dates_change(ada: Person) -> None:
    days = saturdays()
    ada.opens(f"{DESK}dates/{days[2]}/")
    ada.fills(**{"off-reason": "The square is being paved."})
    ada.presses("Cancel this date")
    ada.sees("Cancelled. Everyone who asked to be told gets a letter.", "The square is being paved.")
    ada.opens(f"{DESK}dates/{days[3]}/")
    ada.fills(day=f"{days[3] + timedelta(days=1)}", start_time="14:00", note="A day later, for the parade.")
    ada.presses("Save")
    ada.sees("Changed. Everyone who asked to be told gets a letter.", f"{long(days[3] + timedelta(days=1))}, 14:00")
    subjects = [letter.subject for letter in letters("vera")[2:]]
    assert subjects == [
        f"Cancelled: {TITLE} on {long(days[2])}",
        f"Moved: {TITLE}, now {long(days[3] + timedelta(days=1))} at 14:00",
    ]
    assert len(letters("bo")) == len({letter.subject for letter in letters("bo")})


def changes_her_mind(vera: Person) -> None:
    days = saturdays()
    vera.opens(link(letters("vera")[-1], "/answers/"))
    vera.page.locator(f".tear [value='{days[1]}']").uncheck(force=True)
    vera.presses("Save")
    vera.sees(f"See you on {long(days[3] + timedelta(days=1))} at 14:00")
    vera.opens(HERE)
    vera.sees(f"{long(days[2])}: cancelled", f"Not on {long(days[3])}")
    vera.opens(link(letters("vera")[-1], "/answers/"))
    vera.presses("Erase my answer")
    vera.sees("Your answer and your address are gone.")
    [series] = Series.objects.filter(title=TITLE)
    assert series.attendances.count() == 0
    assert Occurrence.objects.filter(series=series).count() >= 4


def the_rule_changes_and_is_taken_back(ada: Person) -> None:
    ada.opens(f"{DESK}dates/")
    ada.presses("First show who is told")
    ada.sees("At a glance", "Save the dates")
    ada.opens(f"{DESK}rule/")
    ada.fills(start_time="13:00")
    ada.presses("Show what becomes of the dates")
    ada.sees("What becomes of the dates", "Nothing is saved yet.", "Goes by the new rule")
    ada.presses("Save the new rule")
    ada.sees("Saved.", "13:00", "you can take it back")
    ada.presses("Take it back")
    ada.sees("Taken back: all is as it was.")
    [series] = Series.objects.filter(title=TITLE)
    assert (series.start_time, series.former_rules.count()) == (time(12), 0)
