"""The pages on which a platform is kept, read and signed."""

import pytest

from demands import platform_page
from demands.models import Platform, PlatformSignature
from tests import factories

pytestmark = pytest.mark.django_db

SIGNS = {"authority": "officer", "may_sign": "on"}


@pytest.fixture
def benches(host, ada):
    return factories.model_demand(host, by=ada)


@pytest.fixture
def carried(platform, benches, ada):
    """A third plank, which a model carries."""
    return platform.add_plank(by=ada, title="Somewhere to sit", text="Ten benches in each town.", model=benches)


def in_town(benches, group, ada, town: str, **fields):
    """A demand made from the model, put to the council of a town."""
    place = factories.town(name="City Hall", locality=town)
    demand = benches.adopt_for(group=group, body=factories.body(group, f"{town} Council", place=place), said={}, by=ada)
    return factories.show(demand, by=ada)


def test_a_platform_is_begun_with_a_plank_and_opened(as_user, host, ada, benches):
    browser = as_user(ada)
    browser.post("/desk/platforms/new/", {"keeper": host.pk, "title": "Homes first", "summary": "Homes for all."})
    desk = f"/desk/platforms/{Platform.objects.get().slug}/"
    typed = {"title": "Benches", "text": "Ten in each town.", "model": benches.pk}
    browser.post(f"{desk}planks/new/", typed)

    browser.post(f"{desk}putting/")

    platform = Platform.objects.get()
    assert (platform.is_announced, platform.planks.get().model) == (True, benches)
    assert "Ten in each town." in browser.get(desk).content.decode()


def test_a_plank_is_carried_by_the_demand_at_an_address(as_user, platform, demand, ada):
    path, typed = f"/desk/platforms/{platform.slug}/planks/new/", {"title": "Schools", "text": "Every school."}

    wrong = as_user(ada).post(path, typed | {"demand": "https://example.org/demands/nothing/"})
    right = as_user(ada).post(path, typed | {"demand": f"https://example.org{demand.get_absolute_url()}"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert platform.planks.get(title="Schools").demand == demand


def test_two_carriers_are_one_too_many(as_user, platform, demand, benches, ada):
    typed = {"title": "Both", "text": "Both.", "model": benches.pk, "demand": demand.slug}

    answer = as_user(ada).post(f"/desk/platforms/{platform.slug}/planks/new/", typed)

    assert (answer.status_code, platform.planks.count()) == (422, 2)


def test_a_plank_is_moved_changed_and_taken_out(as_user, platform, ada):
    first, second = platform.planks.standing()
    desk = f"/desk/platforms/{platform.slug}/planks/"

    as_user(ada).post(f"{desk}{second.pk}/place/", {"places": "-1"})
    as_user(ada).post(f"{desk}{second.pk}/", {"title": "Now first", "text": "We ask for it first."})
    as_user(ada).post(f"{desk}{first.pk}/removal/")

    assert [plank.title for plank in platform.planks.all()] == ["Now first"]


def test_a_group_asks_to_sign_one_plank_and_is_named_beside_it(as_user, platform, partner, ada, bo):
    first = platform.planks.standing().first()
    sent = {"organization": partner.pk, "planks": [first.pk], "letter": "Dear friends"}
    as_user(bo).post(f"/platforms/{platform.slug}/sign/", SIGNS | sent)
    asked = PlatformSignature.objects.get()
    read = as_user(ada).get(asked.get_absolute_url()).content.decode()

    as_user(ada).post(f"{asked.get_absolute_url()}acceptance/")

    page = as_user(None).get(platform.get_absolute_url())
    assert "Dear friends" in read
    assert [(row.organization, numbers) for row, numbers in page.context["under"].in_part] == [(partner, [1])]


def test_without_a_plank_nothing_is_signed(as_user, platform, partner, bo):
    answer = as_user(bo).post(
        f"/platforms/{platform.slug}/sign/", SIGNS | {"organization": partner.pk, "note": "Hello"}
    )

    assert (answer.status_code, PlatformSignature.objects.exists()) == (422, False)
    assert "Hello" in answer.content.decode()


def test_an_invited_group_signs_the_whole(as_user, platform, partner, ada, bo):
    as_user(ada).post(f"/desk/platforms/{platform.slug}/signatures/", {"who": partner.name, "letter": "Join us"})
    asked = PlatformSignature.objects.get()
    read = as_user(bo).get(asked.get_absolute_url()).content.decode()

    as_user(bo).post(f"{asked.get_absolute_url()}acceptance/", SIGNS | {"planks": factories.planks_of(platform)})

    assert "Join us" in read
    under = as_user(None).get(platform.get_absolute_url()).context["under"]
    assert [row.organization for row in under.whole] == [partner]


def test_what_changed_since_it_was_opened_is_not_signed(as_user, platform, partner, ada, bo):
    asked = PlatformSignature.invite(platform, partner, by=ada)
    form = as_user(bo).get(asked.get_absolute_url()).context["form"]
    sent = SIGNS | {"planks": factories.planks_of(platform), "note": "We live there", "seen": form["seen"].value()}
    platform.planks.standing().first().change_words(by=ada, text="We ask to close the shelter.")

    answer = as_user(bo).post(f"{asked.get_absolute_url()}acceptance/", sent)

    page = answer.content.decode()
    assert (answer.status_code, "has changed since you opened it" in page, "We live there" in page) == (422, True, True)
    again = sent | {"planks": factories.planks_of(platform), "seen": answer.context["form"]["seen"].value()}
    assert as_user(bo).post(f"{asked.get_absolute_url()}acceptance/", again).status_code == 302


def test_a_platform_that_was_taken_down_is_neither_read_nor_signed_by_the_invited(
    as_user, platform, partner, ada, bo, mo
):
    asked = PlatformSignature.invite(platform, partner, by=ada)
    platform.withhold(by=mo)

    sent = SIGNS | {"planks": factories.planks_of(platform)}
    answers = [as_user(bo).post(f"{asked.get_absolute_url()}acceptance/", typed) for typed in ({}, sent)]

    asked.refresh_from_db()
    assert ([answer.status_code for answer in answers], asked.is_pending) == ([404, 404], True)


def test_a_name_that_came_under_it_changes_nothing_of_what_is_read(platform, partner, ada, bo):
    read = platform.as_read()
    PlatformSignature.request(platform, partner, by=bo, planks=factories.planks_of(platform), seen=read)

    assert platform.as_read() == read


def test_a_later_plank_leaves_the_name_where_it_stood(as_user, platform, under_it, carried, partner, bo):
    page = as_user(None).get(platform.get_absolute_url())
    assert [numbers for _row, numbers in page.context["under"].in_part] == [[1, 2]]
    assert carried.text in as_user(bo).get(under_it.get_absolute_url()).content.decode()

    as_user(bo).post(f"{under_it.get_absolute_url()}planks/", {"planks": factories.planks_of(platform), "note": ""})

    under = as_user(None).get(platform.get_absolute_url()).context["under"]
    assert [row.organization for row in under.whole] == [partner]


def test_who_has_signed_comes_from_the_page_to_what_it_signed(as_user, platform, under_it, bo):
    answer = as_user(bo).get(f"/platforms/{platform.slug}/sign/")

    assert answer.headers["Location"] == under_it.get_absolute_url()


def test_who_leaves_is_named_no_more(as_user, platform, under_it, partner, bo):
    as_user(bo).post(f"{under_it.get_absolute_url()}withdrawal/", {"note": "Another time"})

    assert partner.name not in as_user(None).get(platform.get_absolute_url()).content.decode()


def test_the_table_says_where_each_plank_stands_in_each_town(as_user, platform, carried, benches, host, ada, bo):
    won = in_town(benches, host, ada, "Kent")
    factories.action(won, "adopted", by=ada, confirmed_by=bo)
    in_town(benches, host, ada, "Akron")

    page = as_user(None).get(platform.get_absolute_url())

    towns = {town.name: [cell.demands for cell in town.cells] for town in page.context["towns"]}
    assert list(towns) == ["Akron, OH", "Kent, OH"]
    assert towns["Kent, OH"] == [[won]]
    tally = page.context["standings"][2].tally
    assert (tally.won, tally.under_way, tally.towns) == (1, 1, 2)


def test_where_a_plank_is_not_asked_for_yet_it_can_be_started(as_user, platform, carried, benches, host, demand, ada):
    platform.add_plank(by=ada, title="Schools", text="Every school.", demand=demand)
    in_town(benches, host, ada, "Kent")

    page = as_user(None).get(platform.get_absolute_url())

    cells = {town.name: town.cells for town in page.context["towns"]}
    assert cells["Akron, OH"][0].start == f"/desk/demands/models/{benches.slug}/adopt/?near=Akron%2C+OH"
    assert [cell.start for cell in cells["Kent, OH"]] == ["", ""]


def test_the_data_say_what_the_page_says(as_user, platform, under_it, carried, benches, host, ada, partner):
    in_town(benches, host, ada, "Kent")

    said = as_user(None).get(f"/platforms/{platform.slug}.json").json()

    assert [plank["title"] for plank in said["planks"]] == ["Plank 1", "Plank 2", "Somewhere to sit"]
    assert [one["planks"] for one in said["signed"]["in_part"]] == [[1, 2]]
    assert said["towns"][0]["planks"][0]["demands"][0]["body"]["name"] == "Kent Council"


def test_a_page_that_is_no_number_is_the_first(as_user, platform):
    assert as_user(None).get(f"{platform.get_absolute_url()}?page=x").status_code == 200


def test_a_platform_is_reported_and_taken_down(as_user, platform, mo):
    as_user(None).post(f"/platforms/{platform.slug}/report/", {"reason": "other", "text": "This names somebody."})
    platform.withhold(by=mo)

    assert as_user(None).get(platform.get_absolute_url()).status_code == 404


def test_the_list_names_public_platforms_alone(as_user, platform, host, ada):
    factories.platform(host, by=ada, title="A draft", put=False)

    assert [one.title for one in as_user(None).get("/platforms/").context["platforms"]] == [platform.title]


@pytest.mark.parametrize(
    ("numbers", "said"), [([1, 2, 3, 5], "1–3, 5"), ([2], "2"), ([1, 3, 4], "1, 3–4"), ([1, 2], "1–2")]
)
def test_numbers_of_planks_are_said_in_ranges(numbers, said):
    assert platform_page.ranges(numbers) == said
