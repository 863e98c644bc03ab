"""Every page of the sample site, on phones and on wide screens, by day and by night: what every page must keep to."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from coalition import errors
from demands.models import Action, DemandHandover, Endorsement, Evidence, SeatReply
from events import sample
from events.models import Attendance, Follower, Occurrence, Series, SeriesHandover, Sponsorship
from orgs.models import User
from outbox import unsubscribing
from places.loading import load
from tests import factories
from tests.demands import looked
from tests.events import test_sample
from tests.person import Person, problems
from tests.places.conftest import written

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FLAGSHIP = "/events/saturday-noon-for-open-libraries/"
DESK = f"/desk{FLAGSHIP}"
PUBLIC = [
    "/",
    "/?near=Akron&km=50&when=all",
    "/?near=Nowhereville",
    "/?kind=hearing",
    FLAGSHIP,
    f"{FLAGSHIP}?via=front-porch-tenants",
    f"{FLAGSHIP}text/",
    "/events/keep-the-night-bus/",
    "/events/walk-them-across/",
    "/events/clean-water-walk/",
    "/groups/",
    "/groups/?q=nobody",
    "/groups/?q=riders&near=Akron,+OH",
    "/groups/friends-of-the-open-library/",
    "/groups/friends-of-the-open-library/report/",
    "/groups/two-rivers-together/",
    "/demands/",
    "/demands/?view=map",
    "/demands/?view=map&near=Akron,+OH&km=50",
    "/demands/?view=map&near=Nowhereville",
    "/demands/towns/",
    "/platforms/",
    "/platforms/two-rivers-for-everybody/",
    "/follows/asked/",
    "/demands/every-branch-library-open-six-days-a-week/seats/",
    "/replies/asked/",
    "/bodies/akron-city-council/report/",
    "/feeds/",
    f"/feeds/?series={FLAGSHIP.split('/')[2]}",
    "/about/",
    "/about/listing/",
    "/privacy/",
    "/accessibility/",
    "/conduct/",
    "/account/login/",
    "/account/login/code/",
    "/account/signup/",
    "/account/password/reset/",
    "/nowhere/",
]
ACCOUNT = [
    "",
    "letters/",
    "data/",
    "erasure/",
    "erased/",
    "reauthenticate/code/",
    "email/",
    "password/change/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/add/",
    "follows/",
    "sessions/",
    "logout/",
]
PLAN = f"{DESK}plan/"
OUTREACH = "/desk/outreach/events/saturday-noon-for-open-libraries/"
GROUP_DESK = [
    "",
    "coalitions/",
    "record/",
    "standing/",
    "people/",
    "people/handover/",
    "people/departure/",
    "people/name/",
]
OF_DEMAND = "/desk/outreach/demands/every-branch-library-open-six-days-a-week/"
SIGNED_IN = {
    "ada": [
        "/desk/",
        "/account/week/",
        DESK,
        f"{DESK}cancellation/",
        f"{DESK}text/",
        f"{DESK}duplicate/",
        f"{DESK}hosting/",
        "/desk/platforms/new/",
        "/platforms/two-rivers-for-everybody/sign/",
        "/desk/outreach/",
        *(f"{board}{page}" for board in (OUTREACH, OF_DEMAND) for page in ("", "new/", "fitting/")),
        *(f"{PLAN}{page}" for page in ("", "tasks/new/", "notes/new/", "files/new/", "meetings/new/")),
        "/desk/events/new/",
        "/desk/events/read-in-at-the-hilltop-branch/",
        "/desk/events/read-in-at-the-hilltop-branch/edit/",
        FLAGSHIP,
        "/desk/events/vote-every-branch-library-open-six-days-a-week/hearing/",
        "/desk/demands/every-branch-library-open-six-days-a-week/lead/",
        "/groups/new/",
        *(f"/desk/groups/friends-of-the-open-library/{page}" for page in GROUP_DESK),
        *(f"/account/{page}" for page in ACCOUNT),
        "/account/reauthenticate/",
    ],
    "bo": [
        "/desk/demands/a-lawyer-beside-every-tenant-in-court/onward/",
        "/desk/",
        DESK,
        PLAN,
        f"{FLAGSHIP}co-sponsor/",
        "/platforms/two-rivers-for-everybody/sign/",
    ],
    "rivers": [
        "/desk/platforms/two-rivers-for-everybody/",
        "/desk/platforms/two-rivers-for-everybody/planks/new/",
        "/desk/platforms/two-rivers-for-everybody/signatures/",
    ],
    "dee": ["/desk/", "/desk/events/new/", "/account/follows/", "/groups/friends-of-the-open-library/", "/?near=Akron"],
    "mo": [
        "/review/",
        "/review/decided/",
        "/review/groups/friends-of-the-open-library/",
        "/groups/sunday-welcome-table/",
    ],
}
# Where a button is pressed over an empty form, and what is wrong is said.
UNFINISHED = {
    "ada": [("/desk/events/new/", "Keep as a draft and go on"), ("/groups/new/", "Register"), (DESK, "Invite")],
    "bo": [(f"{FLAGSHIP}co-sponsor/", "Ask to co-sponsor")],
}
# What has the focus, and whether it can be seen: nothing lies over its middle, and it has a ring.
FOCUS = """() => {
    const here = document.activeElement, shown = here.closest("label") ?? here, box = shown.getBoundingClientRect();
    if (here === document.body) return ["BODY", true];
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const ring = [here, shown].some((element) => getComputedStyle(element).outlineStyle !== "none");
    const number = [...document.querySelectorAll("*")].indexOf(here);
    return [`${number} ${here.outerHTML.slice(0, 90)}`, ring && (shown.contains(top) || top?.contains(here))];
}"""


@pytest.fixture
def loaded(tmp_path, transactional_db, site, settings):
    """The sample site, with its two towns."""
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    load(written(tmp_path, test_sample.TOWNS, test_sample.POSTCODES))
    sample.load()


class Inspector(Person):
    """Looks at page after page and notes what is wrong with each."""

    def __init__(self, *args, width: int, **options):
        super().__init__(*args, width=width, **options)
        self.width, self.notes = width, []

    def signs_in(self, name: str) -> None:
        client = Client()
        client.force_login(User.objects.get(email=f"{name}@example.org"))
        self.context.clear_cookies()
        for cookie in client.cookies.values():
            self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.site}])

    def reads(self) -> None:
        """By day whole; by night only what night changes."""
        self.page.emulate_media(color_scheme="light")
        wrong = problems(self.page, at_night=True) + self._squeezed() + self.complaints
        self.complaints.clear()
        self.notes += [f"{self.page.url.removeprefix(self.site)} at {self.width}: {what}" for what in wrong]

    def _squeezed(self) -> list[str]:
        """Enlarged four times, a wide screen is 320 pixels wide."""
        self.page.set_viewport_size({"width": 320, "height": 256})
        wide = self.page.evaluate("document.documentElement.scrollWidth") - 320
        self.page.set_viewport_size({"width": self.width, "height": 844})
        return [f"scrolls sideways by {wide} px when enlarged"] if wide > 0 else []

    def is_shown(self, name: str, response) -> None:
        """Read a page that no address leads to."""
        self.page.route(f"**/{name}", lambda route: route.fulfill(body=response.content, content_type="text/html"))
        self.opens(f"/{name}")


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_can_be_seen_pressed_and_heard(chromium, site, loaded, width):
    inspector = Inspector(chromium, site, width=width)
    for path in [*PUBLIC, *looked.public(), *private_links(), *dates()]:
        inspector.opens(path)
    for number, response in broken().items():
        inspector.is_shown(number, response)
    inspector.opens(FLAGSHIP)
    inspector.page.locator(".tear :checked").uncheck(force=True)
    inspector.presses("I’ll be there")
    for name, paths in SIGNED_IN.items():
        inspector.signs_in(name)
        for path in [*paths, *answers_of(name), *looked.at_desk(name)]:
            inspector.opens(path)
        for path, button in UNFINISHED.get(name, []):
            inspector.opens(path)
            inspector.presses(button)
    assert "\n".join(inspector.notes) == ""


@pytest.mark.parametrize("path", ["/desk/", DESK, "/desk/events/new/", FLAGSHIP])
def test_what_has_the_focus_can_be_seen(chromium, site, loaded, path):
    inspector = Inspector(chromium, site, width=390)
    inspector.signs_in("ada")
    inspector.page.goto(site + path)

    hidden, seen = set(), set()
    for _press in range(120):
        inspector.page.keyboard.press("Tab")
        name, is_seen = inspector.page.evaluate(FOCUS)
        if name == "BODY":
            break  # once around
        seen.add(name)
        if not is_seen:
            hidden.add(name)

    assert (hidden, len(seen) > 20) == (set(), True)


def dates() -> list[str]:
    """A date of each kind: as planned, cancelled, moved, over."""
    rows = Occurrence.objects.filter(series__slug=FLAGSHIP.split("/")[2]).order_by("starts_at")
    coming = rows.to_come()
    some = [
        coming.going_ahead().first(),
        coming.filter(state=Occurrence.State.CANCELLED).first(),
        next(row for row in coming if row.is_moved),
        rows.first(),
    ]
    return [row.get_absolute_url() for row in some]


def private_links() -> list[str]:
    """The pages that only the holder of a link sees, in each of their states."""
    invitations = Sponsorship.objects.filter(direction="invited", series__host__state="listed")
    signs = [invitations.filter(state=state).first() for state in ("pending", "accepted", "declined", "expired")]
    signs.append(invitations.filter(state="pending", organization=None).first())
    endorsing = Endorsement.objects.filter(direction="invited", demand__lead__state="listed", demand__state="put")
    signs += [endorsing.filter(state=state, organization=None).first() for state in ("pending", "declined")]
    signs.append(endorsing.accepted().first())
    series = Series.objects.get(slug=FLAGSHIP.split("/")[2])
    plain, asked, standing = (Attendance.come(series, [], every=True) for _time in range(3))
    for answer in (asked, standing):
        Attendance.ask_reminder(answer, f"{answer.hex}@example.org")
    factories.confirms(standing)
    reply = SeatReply.objects.get()
    form = reverse("demands:reply-new", args=[reply.demand.slug, reply.term.seat_id])
    return [
        form,
        reply.get_absolute_url(),
        *(found.link(found.organization and found.organization.created_by) for found in signs),
        *(Attendance.url(answer) for answer in (plain, asked, standing)),
        reverse("events:answer-confirmation", args=[Attendance.confirmation_token(asked)]),
        *(follower.get_absolute_url() for follower in Follower.objects.all()),
        *(follower.get_confirmation_url() for follower in Follower.objects.all()),
        unsubscribing.link("an-index", "reminder"),
    ]


def answers_of(name: str) -> list[str]:
    """What waits for this person's answer, and the dates that she may change."""
    user = User.objects.get(email=f"{name}@example.org")
    read = [*Sponsorship.objects.answerable_by(user), *Sponsorship.objects.read_by(user)[:3]]
    paths = [reverse("events:sponsorship", args=[found.pk]) for found in read]
    offers = [*SeriesHandover.objects.answerable_by(user), *DemandHandover.objects.answerable_by(user)]
    paths += [offer.get_absolute_url() for offer in offers]
    if name == "ada":
        coming = Occurrence.objects.filter(series__slug=FLAGSHIP.split("/")[2]).to_come()
        changed = [coming.going_ahead().first(), coming.filter(state=Occurrence.State.CANCELLED).first()]
        paths += [f"{DESK}dates/{date.original_day}/" for date in changed]
        paths += entries_of(user)
    return paths


def entries_of(user: User) -> list[str]:
    """What happened to a demand, as it is entered, looked at, corrected and its evidence taken away."""
    piece = Evidence.objects.there().filter(action__in=Action.objects.correctable_by(user)).first()
    entry, demand = piece.action, piece.action.demand
    pages = [f"{entry.get_absolute_url()}{page}" for page in ("", "correction/", f"evidence/{piece.pk}/removal/")]
    return [reverse("demands:actions", args=[demand.slug]), reverse("demands:action-new", args=[demand.slug]), *pages]


def broken() -> dict:
    """The pages of things that went wrong."""
    request = RequestFactory().get("/")
    return {
        "400": errors.bad_request(request, None),
        "403": errors.forbidden(request, PermissionDenied()),
        "csrf": errors.csrf_failure(request),
        "500": errors.server_error(request),
    }
