"""Odd input in every field of every form: a sentence, what was typed kept, never a 500.

Each room lists its forms in its own `odd_forms.py`; `tests/test_odd_addresses.py` is about parameters and paths.
"""

import re
from html import unescape

import pytest
from allauth.account.forms import ConfirmLoginCodeForm
from django.db import transaction
from django.forms import BooleanField, CharField, ChoiceField, ModelChoiceField
from django.utils.html import escape

from demands import forms as demand_forms
from events import forms
from orgs import forms as group_forms
from orgs.account_forms import ErasureForm, LettersForm, SettingsForm
from orgs.forms import GroupSearchForm
from outreach import forms as outreach_forms
from tests.demands.odd_forms import DemandsForms
from tests.events.odd_forms import EventsForms
from tests.odd import BYTES, TEXTS
from tests.orgs.odd_forms import OrgsForms
from tests.outreach.odd_forms import OutreachForms

pytestmark = pytest.mark.django_db


class Places(OrgsForms, DemandsForms, EventsForms, OutreachForms):
    """A form's page with a valid filling, of every room: (form, who posts, where to, what)."""

    def __init__(self, vigil, partner, ada, bo, mo):
        self.vigil, self.partner, self.ada, self.bo, self.mo = vigil, partner, ada, bo, mo
        self.people = f"/desk/groups/{vigil.host.slug}/people/"
        self.of_cy = vigil.host.memberships.get(role="member")
        self.day = vigil.occurrences.order_by("day").first()


# In each field by itself, by what the field reads; all of them are tried in all fields at once.
WORDS = ["NUL", "control characters", "right to left", "emoji", "unassigned", "10^30", "100 KB"]
KEYS = ["NUL", "unassigned", "beyond 64 bits", "5,000 digits"]
NUMBERS = ["infinity", "other digits", "the last day", "the first day", "an instant"]
NAMES = [name for name in dir(Places) if not name.startswith("_")]


@pytest.fixture
def places(akron, vigil, partner, ada, bo, mo, monkeypatch, settings) -> Places:
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("orgs.models.Bucket.take", lambda *args, **kwargs: True)  # limits are tried elsewhere
    monkeypatch.setattr("orgs.fresh.is_fresh", lambda request: True)
    monkeypatch.setattr("events.week.waiting", lambda user: 0)  # the number in the dock reads no field, and asks much
    return Places(vigil, partner, ada, bo, mo)


def kept(response, typed: str) -> bool:
    """Whether the page holds what was typed, in a field."""
    page = response.content.decode()
    values = re.findall(r'value="([^"]*)"', page) + re.findall(r"<textarea[^>]*>\s?([^<]*)</textarea>", page)
    return typed in {unescape(value).replace("\r\n", "\n") for value in values}


def odd_for(field) -> list[str]:
    """What may upset a field of this kind: a text nobody reads as a number, a choice, or what is read as either."""
    if type(field) is CharField:
        return WORDS
    return KEYS if isinstance(field, ChoiceField | ModelChoiceField | BooleanField) else [*WORDS, *KEYS, *NUMBERS]


@pytest.fixture
def posting(places, as_user):
    """Post to a form's page and take back what came of it: its answer."""

    signed_in = {}

    def post(who, path: str, typed, **how):
        browser = signed_in.get(who) or signed_in.setdefault(who, as_user(who))
        cookies = browser.cookies.copy()
        with transaction.atomic():
            response = browser.post(path, typed, **how)
            transaction.set_rollback(True)
        browser.cookies = cookies
        return response.status_code

    return post


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"preview", "draft", "change"}])
def test_odd_text_in_each_field_is_never_an_error_of_ours(places, posting, name):
    form, who, path, typed = getattr(places, name)()

    for field, kind in form.base_fields.items():
        for odd in odd_for(kind):
            assert posting(who, path, typed | {field: TEXTS[odd]}) in {200, 302, 422}, (field, odd)
    assert posting(who, path, typed | {"nameless": TEXTS["NUL"]}) in {200, 302, 422}


@pytest.mark.parametrize("name", NAMES)
def test_odd_text_in_all_fields_at_once(places, posting, name):
    form, who, path, _typed = getattr(places, name)()

    for odd, text in TEXTS.items():
        assert posting(who, path, dict.fromkeys(form.base_fields, text)) in {200, 302, 422}, odd


@pytest.mark.parametrize(
    ("name", "field", "most"),
    [
        ("group", "name", 120),
        ("group", "about", 10_000),
        ("series", "title", 120),
        ("series", "about", 10_000),
        ("series", "summary", 240),
        ("ending", "thanks", 1_000),
        ("thanks", "thanks", 1_000),
        ("date", "note", 200),
        ("invite", "letter", 2_000),
        ("request", "letter", 2_000),
        ("join", "letter", 2_000),
        ("member", "letter", 2_000),
        ("sign_anew", "about", 10_000),
        ("invite_people", "addresses", 5_000),
        ("public_name", "public_name", 120),
        ("ask_to_join", "word", 500),
        ("claim", "text", 2_000),
        ("prospect", "who", 120),
        ("prospect_corrected", "why", 200),
        ("touch", "text", 2_000),
        ("body", "name", 120),
        ("body", "how_to_speak", 500),
        ("appeal", "letter", 2_000),
        ("described", "about", 20_000),
        ("endorse_asking", "letter", 2_000),
        ("endorser", "letter", 2_000),
    ],
)
def test_what_is_too_long_is_said_and_kept(places, as_user, name, field, most):
    _form, who, path, typed = getattr(places, name)()
    long = "x" * (most + 1)

    response = as_user(who).post(path, typed | {field: long})

    assert response.status_code == 422
    assert f"at most {most} characters" in response.content.decode()
    assert kept(response, long)


@pytest.mark.parametrize("name", ["group", "series", "date", "invite", "join", "member", "request", "sign_anew"])
@pytest.mark.parametrize("odd", ["right to left", "emoji", "markup", "quotes"])
def test_odd_but_honest_text_is_kept_beside_a_problem(places, as_user, name, odd):
    _form, who, path, typed = getattr(places, name)()
    field, wrong = {
        "group": ("name", "kind"),
        "series": ("title", "until"),
        "date": ("note", "day"),
        "invite": ("letter", "who"),
        "join": ("letter", "who"),
        "member": ("letter", "who"),
        "request": ("letter", "may_sign"),
        "sign_anew": ("name", "may_sign"),
    }[name]

    response = as_user(who).post(path, typed | {field: TEXTS[odd], wrong: ""})

    assert response.status_code == 422
    assert kept(response, TEXTS[odd])
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("odd", ["right to left", "emoji", "combining", "markup", "quotes"])
def test_odd_but_honest_titles_stand_on_their_pages(places, as_user, client, odd):
    _form, who, path, typed = places.series()
    desk = as_user(who).post(path, typed | {"title": TEXTS[odd]}).headers["Location"]
    as_user(who).post(f"{desk}announcement/")

    page = client.get(desk.replace("/desk", ""))

    assert page.status_code == 200
    assert str(escape(TEXTS[odd])) in page.content.decode()


# Bodies


@pytest.mark.parametrize("name", NAMES)
def test_bytes_that_are_no_text_in_a_body(places, posting, name):
    form, who, path, _typed = getattr(places, name)()

    for odd, text in BYTES.items():
        body = b"&".join(field.encode() + b"=" + text for field in form.base_fields)
        status = posting(who, path, body, content_type="application/x-www-form-urlencoded")
        assert status in {200, 302, 400, 422}, odd


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded; charset=latin-1",
        "application/x-www-form-urlencoded; charset=nonsense",
        "multipart/form-data",
        "multipart/form-data; boundary=\x01",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain",
        "",
    ],
)
@pytest.mark.parametrize("name", ["group", "answer", "sign"])
def test_other_kinds_of_body(places, as_user, name, kind):
    _form, who, path, _typed = getattr(places, name)()

    response = as_user(who).generic("POST", path, b"\xff\xfe=\x80&name=\xe9", content_type=kind)

    assert response.status_code in {400, 422}


def test_more_fields_than_any_form_has(places, as_user):
    _form, _who, path, _typed = places.answer()

    assert as_user(None).post(path, {f"field{n}": "x" for n in range(201)}).status_code == 400


def test_more_bytes_than_any_form_has(places, as_user):
    _form, _who, path, _typed = places.answer()

    assert as_user(None).post(path, {"email": "x" * 7_000_000}).status_code in {400, 413, 422}


def test_every_form_of_the_rooms_is_tried(places):
    tried = {getattr(places, name)()[0] for name in NAMES}
    ours = {
        getattr(room, name)
        for room in (demand_forms, forms, group_forms, outreach_forms)
        for name in room.__all__
        if name.endswith(("Form", "WordsOfReply"))
    }
    of_accounts = {ConfirmLoginCodeForm, ErasureForm, LettersForm, SettingsForm}

    # Of ours one is allauth's page, twelve are asked by GET and one is only a part of others.
    by_get = {
        demand_forms.BodySearchForm,
        demand_forms.LadderForm,
        demand_forms.PageForm,
        demand_forms.TownForm,
        demand_forms.WhereForm,
        outreach_forms.BoardForm,
        outreach_forms.FittingForm,
        outreach_forms.TickForm,
        forms.SinceForm,
        GroupSearchForm,
        group_forms.QueueForm,
        group_forms.RecordForm,
    }
    assert tried == of_accounts | ours - by_get - {group_forms.SignupForm, group_forms.GroupNameForm}
