"""What tests marked `browser` share: a Chromium, and a running site.

A test module that wants them says `pytest_plugins = ["tests.browser"]`.
"""

import shutil

import pytest
from django.core.cache import cache
from playwright.sync_api import sync_playwright

BINARIES = ["chromium", "chromium-browser", "google-chrome"]


@pytest.fixture(scope="module")
def chromium():
    """The browser that all tests of a module share; each takes contexts of its own."""
    binary = next(filter(None, map(shutil.which, BINARIES)), None)
    if binary is None:
        pytest.skip(f"There is no Chromium on this machine: looked for {', '.join(BINARIES)}.")
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright runs a loop in this thread, and Django would refuse the database beside one.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, settings) -> str:
    """The address of a running site; browsers allow passkeys without HTTPS on localhost only."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    settings.SITE_URL = address
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.CSRF_TRUSTED_ORIGINS = [address]
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    settings.ACCOUNT_ANSWER_SECONDS = 0
    cache.clear()  # its table is no model's: what other tests counted there outlives their databases
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return address
