"""Ways back to a page from an address that can only be pressed for."""

import pytest

pytestmark = pytest.mark.django_db

HERE = "http://testserver/desk/groups/river-watch/?part=name"


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        (HERE, "%2Fdesk%2Fgroups%2Friver-watch%2F%3Fpart%3Dname"),
        ("https://elsewhere.example/desk/", "%2Fdesk%2F"),
        ("", "%2Fdesk%2F"),
    ],
)
def test_who_signs_in_after_a_press_comes_back_to_the_page_of_the_button(client, referrer, back):
    response = client.post("/desk/groups/river-watch/name/", {"name": "Water"}, headers={"referer": referrer})

    assert response.headers["Location"] == f"/account/login/code/?next={back}"


def test_who_only_opens_the_address_of_a_button_reads_where_to_go_on(as_user, ada):
    response = as_user(ada).get("/desk/groups/river-watch/name/")

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "Only a button leads here" in response.text
