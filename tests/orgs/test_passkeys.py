"""Passkeys in a real browser, under the content policy that the site sends."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from outbox.models import Message

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(chromium, site):
    """A page of a browser on a device that knows passkeys; what the browser complained of is in page.complaints."""
    page = chromium.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda line: page.complaints.append(line.text) if "Security Policy" in line.text else None)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": A_DEVICE})
    yield page
    page.context.close()


def register(page: Page, site: str) -> None:
    page.goto(f"{site}/account/signup/?next=/about/")
    page.check("[name=for_whom][value=myself]")
    page.fill("[name=email]", "ada@example.org")
    page.click("main form .btn")
    page.wait_for_url("**/account/confirm-email/**")
    page.fill("[name=code]", Message.objects.latest("pk").opened["text"].split()[0])
    page.click("main form .btn")
    page.wait_for_url(f"{site}/about/")


def test_a_passkey_is_added_and_then_signs_in(page, site):
    register(page, site)

    page.goto(f"{site}/account/2fa/webauthn/add/")
    page.fill("[name=name]", "Phone")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.context.clear_cookies()
    page.goto(f"{site}/account/login/code/?next=/about/")
    page.click("#passkey_login")
    page.wait_for_url(f"{site}/about/")

    assert Authenticator.objects.get(type="webauthn").wrap().name == "Phone"
    assert page.locator(".nav > ul a[href='/account/']").is_visible()
    assert page.complaints == []


def test_the_appearance_is_remembered_without_a_cookie(page, site):
    page.goto(f"{site}/about/")
    page.click("label:has(#theme-dark)")
    page.reload()

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert page.is_checked("#theme-dark")
    assert page.context.cookies() == []
