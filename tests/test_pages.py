"""The plain pages, the error pages, and what every page must keep to."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory

from coalition import errors

PLAIN = ["/about/", "/about/listing/", "/privacy/", "/accessibility/", "/conduct/"]
TEMPLATES = Path(settings.BASE_DIR) / "templates"


class Reader(HTMLParser):
    """What a strict browser would complain of, and what the page would load from elsewhere."""

    def __init__(self, html: str):
        super().__init__()
        self.complaints, self.foreign, self.headings = [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "style" in attrs or tag == "style" or any(name.startswith("on") for name in attrs):
            self.complaints.append((tag, attrs))
        if (
            tag == "script"
            and "src" not in attrs
            and attrs.get("type") not in {"application/json", "application/ld+json"}
        ):
            self.complaints.append((tag, attrs))
        self.headings += tag == "h1"
        loads = attrs.get("src") or (attrs.get("href") if tag == "link" else None)
        if loads and not re.match(r"/(?!/)|data:image/", loads):
            self.foreign.append(loads)


def read(response) -> Reader:
    return Reader(response.content.decode())


@pytest.mark.parametrize("path", PLAIN)
def test_plain_page_is_alike_for_every_visitor(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("path", PLAIN)
def test_plain_page_has_one_heading_and_nothing_inline_or_foreign(client, path):
    page = read(client.get(path))

    assert (page.complaints, page.foreign, page.headings) == ([], [], 1)


def test_plain_page_of_a_browser_with_a_session_is_not_shared(client):
    client.cookies[settings.SESSION_COOKIE_NAME] = ""

    assert client.get("/about/").headers["Cache-Control"] == "private, no-cache"


def test_pages_bear_the_headers_that_protect_readers(client):
    headers = client.get("/about/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "style-src 'self';" in headers["Content-Security-Policy"]


def test_robots_may_read_what_is_public(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /account/", "Disallow: /desk/", "Disallow: /answers/"} <= set(lines)
    assert not any(path in "\n".join(lines) for path in ("/events", "/groups", ".ics"))


def test_manifest_names_the_site(client, settings):
    manifest = client.get("/manifest.webmanifest").json()

    assert (manifest["name"], manifest["start_url"]) == (settings.SITE_NAME, "/")


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (lambda request, error: errors.csrf_failure(request), 403),
        (lambda request, error: errors.server_error(request), 500),
    ],
)
def test_error_page_needs_no_session_and_names_the_request(view, status):
    request = RequestFactory().post("/")
    request.id = "0123456789abcdef"

    response = view(request, PermissionDenied())

    page = read(response)
    assert response.status_code == status
    assert "<code>0123456789abcdef</code>" in response.content.decode()
    assert (page.complaints, page.foreign, page.headings) == ([], [], 1)


def test_missing_page_sets_no_cookie(client):
    response = client.get("/nowhere/")

    assert (response.status_code, response.cookies) == (404, {})


@pytest.mark.django_db
def test_a_person_signed_in_finds_her_account(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("ada@example.org"))

    words = client.get("/about/").content.decode()

    assert 'href="/account/">Account' in words
    assert ">Sign in<" not in words


def test_no_template_has_inline_style_or_script():
    letters = {"mail", "email"}
    pages = [path for path in TEMPLATES.rglob("*.html") if not letters & set(path.parts)]

    inline = re.compile(r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["']|<script(?![^>]*(src=|application/(ld\+)?json))""")

    assert [str(page) for page in pages if inline.search(page.read_text())] == []


class GroupForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As it should appear", error_messages={"required": "Enter a name"})
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Union"), ("b", "Choir")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I may sign", required=False)


def test_field_says_what_is_wrong_where_it_is_wrong():
    field = GroupForm({"name": ""})["name"].as_field_group()

    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert '<span class="wrong" id="id_name_error">' in field
    assert '<span class="vh">Error: </span>Enter a name' in field
    assert '<span class="hint" id="id_name_helptext">As it should appear</span>' in field


def test_choices_are_cards_in_a_fieldset():
    field = GroupForm()["kind"].as_field_group()

    assert '<legend class="lbl">Kind</legend>' in field
    assert field.count("<label>") == 2


def test_a_single_box_is_ticked_by_its_words():
    assert '<label class="tick"><input type="checkbox" name="agree"' in GroupForm()["agree"].as_field_group()


def test_problems_link_to_their_fields():
    problems = render_to_string("components/_problems.html", {"form": GroupForm({})})

    assert re.findall(r'href="#(\w+)">([^<]+)<', problems) == [
        ("id_name", "Name: Enter a name"),
        ("id_kind_0", "Kind: this is needed."),
    ]


def test_a_form_without_problems_says_nothing_of_them():
    form = GroupForm({"name": "Eastgate Gardeners", "kind": "a"})

    assert render_to_string("components/_problems.html", {"form": form}).strip() == ""
