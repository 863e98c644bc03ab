"""On a development machine mail is written to files and read on a page; elsewhere there is no such page."""

import pytest
from django.urls import reverse

from outbox import postman
from tests.outbox.letters import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings, tmp_path):
    settings.DEBUG = True
    settings.MAIL_DIR = tmp_path / "mail"
    settings.MAILERS = {"default": {"BACKEND": "outbox.backends.DevelopmentBackend"}}


def test_a_letter_is_printed_listed_and_shown_with_its_links(development, client, capsys):
    message = write(to="ada@example.org", sealed={"subject": "Grüße", "text": "See http://testserver/events/ <b>"})
    postman.deliver([message.pk])
    assert "Subject: Grüße" in capsys.readouterr().err

    page = client.get(reverse("outbox:development-mail"))
    letter = page.context["letters"][0]
    shown = client.get(reverse("outbox:development-letter", args=[letter["name"]])).content.decode()

    assert (letter["subject"], letter["to"]) == ("Grüße", "ada@example.org")
    assert '<a href="http://testserver/events/"' in shown
    assert "&lt;b&gt;" in shown


def test_without_mail_the_page_says_so(development, client):
    assert "No mail yet." in client.get(reverse("outbox:development-mail")).content.decode()


@pytest.mark.parametrize("name", ["none.eml", "..%2Fsecrets.env", "x"])
def test_no_other_file_is_shown(development, client, name):
    assert client.get(f"/mail/{name}/").status_code == 404


def test_a_real_site_has_no_such_page(client):
    assert client.get("/mail/").status_code == 404
    assert client.get("/mail/some.eml/").status_code == 404
