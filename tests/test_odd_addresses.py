"""Odd input in parameters and paths: a page, a sentence or nothing there, never a 500."""

from urllib.parse import quote

import pytest

from demands import forms as demand_forms
from events import forms
from orgs.forms import GroupSearchForm
from tests.odd import BYTES, TEXTS

pytestmark = pytest.mark.django_db

# Parameters


@pytest.mark.parametrize("odd", TEXTS)
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/", list(forms.BrowseFilter.base_filters)),
        ("/events.ics", list(forms.BrowseFilter.base_filters)),
        ("/events.json", [*forms.BrowseFilter.base_filters, "from", "to"]),
        ("/events/saturday-vigil.json", ["after"]),
        ("/groups/friends-of-sanctuary-schools.json", ["after"]),
        ("/groups/", list(GroupSearchForm.base_fields)),
        ("/bodies/", list(demand_forms.BodySearchForm.base_fields)),
        ("/feeds/", ["series", "group", "near", "q"]),
        ("/demands/near/", ["near", "body"]),
        ("/demands/", list(demand_forms.DemandFilter.base_filters)),
        ("/demands/towns/", ["near", "page", "stage"]),
        ("/platforms/", ["page"]),
        ("/demands.json", list(demand_forms.DemandFilter.base_filters)),
    ],
)
def test_odd_parameters_are_never_an_error_of_ours(client, vigil, path, names, odd):
    if len(TEXTS[odd]) > 10_000:
        pytest.skip("a server refuses such an address before it comes to us")

    for name in [*names, "nameless"]:
        assert client.get(path, {name: TEXTS[odd], "when": "all"} | {name: TEXTS[odd]}).status_code in {200, 400, 404}
    assert client.get(path, dict.fromkeys(names, TEXTS[odd])).status_code in {200, 400, 404}


@pytest.mark.parametrize("odd", BYTES)
@pytest.mark.parametrize("path", ["/", "/groups/", "/bodies/", "/events.ics", "/events.json", "/feeds/"])
def test_bytes_that_are_no_text_in_a_query(client, vigil, path, odd):
    query = "&".join(f"{name}={BYTES[odd].decode()}" for name in ("q", "near", "group", "series", "since", "after"))

    assert client.generic("GET", path, QUERY_STRING=query).status_code in {200, 400, 404}


# Paths


@pytest.mark.parametrize("odd", [odd for odd in TEXTS if len(TEXTS[odd]) < 10_000])
def test_odd_parts_of_a_path_are_missing(client, vigil, odd):
    part = quote(TEXTS[odd], safe="")
    paths = [
        f"/events/{part}/",
        f"/events/{part}.ics",
        f"/events/{vigil.slug}/{part}/",
        f"/events/{vigil.slug}/{part}.ics",
        f"/groups/{part}/",
        f"/groups/{part}.ics",
        f"/answers/{part}/",
        f"/answers/{part}/confirmation/",
        f"/follows/{part}/",
        f"/follows/{part}/confirmation/",
        f"/sign/{part}/",
        f"/sign/demands/{part}/",
        f"/invitations/{part}/",
        f"/letters/{part}/",
        f"/mail/{part}/",
    ]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


@pytest.mark.parametrize("number", ["0", str(2**63), "9" * 30, "9" * 5_000])
@pytest.mark.parametrize("verb", ["acceptance/", "refusal/", "withdrawal/", "revocation/", "ending/"])
def test_odd_numbers_of_affiliations_are_missing(as_user, ada, number, verb):
    assert as_user(ada).post(f"/affiliations/{number}/{verb}").status_code == 404


@pytest.mark.parametrize("number", ["0", str(2**63), "9" * 30, "9" * 5_000])
@pytest.mark.parametrize(
    "verb", ["", "acceptance/", "refusal/", "withdrawal/", "revocation/", "terms/", "text/", "renewal/"]
)
def test_odd_numbers_in_a_path_are_missing(as_user, ada, number, verb):
    browser = as_user(ada)
    ask = browser.post if verb else browser.get

    assert ask(f"/sponsorships/{number}/{verb}").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-02-30", "1899-12-31"])
def test_odd_days_in_a_path_are_missing(client, as_user, vigil, ada, day):
    assert client.get(f"/events/{vigil.slug}/{day}/").status_code == 404
    assert as_user(ada).get(f"/desk/events/{vigil.slug}/dates/{day}/").status_code == 404
